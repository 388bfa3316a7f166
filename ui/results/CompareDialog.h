// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Estimate.h"
#include "tonegraft/Methods.h"

#include <QDialog>
#include <QString>

#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QCloseEvent;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace tonegraft {

/// What shall be compared.
struct CompareChoice {
    std::vector<std::string> methods; ///< ids, in the methods' order
    double equalSeconds = 0.0;        ///< 0: own defaults only
    QString folder;                   ///< to write into
};

/// The window in which methods are chosen that shall run on the clips, one after the other. It
/// runs nothing itself. Setters never emit the signals of the user's actions. Thread: GUI.
class CompareDialog : public QDialog {
    Q_OBJECT

public:
    explicit CompareDialog(const std::vector<MethodInfo>& methods, QWidget* parent = nullptr);

    CompareChoice choice() const;
    void setFolder(const QString& folder);
    /// What a method's run with its own defaults takes; none: not known.
    void setEstimate(const std::string& method, const std::optional<RunEstimate>& estimate);

    void showRunning();
    /// `share` of all, 0 to 1.
    void showProgress(const QString& text, double share);
    /// The page is written. `alone`: nothing else ran meanwhile.
    void showDone(const QString& page, bool alone);
    /// Ended without one, with a reason or (empty) because it was cancelled.
    void showFailure(const QString& reason);
    bool running() const { return m_running; }

public Q_SLOTS:
    /// Escape and Close: in a comparison they cancel it first.
    void reject() override;

protected:
    /// The window's own button: in a comparison it cancels and closes at once.
    void closeEvent(QCloseEvent* event) override;

Q_SIGNALS:
    void startRequested(const tonegraft::CompareChoice& choice);
    void cancelRequested();
    void openRequested(const QString& page);
    /// The results of the comparison that is done are wanted as takes.
    void keepRequested();

private:
    struct Row {
        std::string id;
        QCheckBox* check;
        QLabel* time;
        std::optional<RunEstimate> estimate;
        bool byHand = false; ///< ticked or not as the user wants
    };

    void build(const std::vector<MethodInfo>& methods);
    void chooseFolder();
    void onEdited();
    void refresh();

    std::vector<Row> m_rows;
    QDoubleSpinBox* m_seconds;
    QLineEdit* m_folder;
    QPushButton* m_browse;
    QLabel* m_message;
    QProgressBar* m_bar;
    QPushButton* m_start;
    QPushButton* m_close;
    QPushButton* m_open;
    QPushButton* m_keep;
    QString m_page;    ///< that was written
    QString m_outcome; ///< of the last comparison; stays until something is changed
    bool m_running = false;
    bool m_kept = false; ///< its results are takes
};

} // namespace tonegraft
