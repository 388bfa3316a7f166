// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;
class QVBoxLayout;

namespace tonegraft {

/// A control that variations may move.
struct VariedControl {
    QString id;
    QString label;
    bool moves = false; ///< unless the user has said something else
};

/// Asks for runs near the settings, and shows how far they are. It stands beside the window.
/// Thread: GUI.
class VariationsDialog : public QDialog {
    Q_OBJECT

public:
    explicit VariationsDialog(QWidget* parent = nullptr);

    /// What can move; none: `obstacle` says why nothing can be started.
    void setControls(const std::vector<VariedControl>& controls, const QString& obstacle);
    /// The `run`th of `runs` goes on; 0: none.
    void showRunning(int run, int runs);

    int count() const;
    QStringList moved() const;
    /// How far, as a part of what a control can be.
    double amount() const;

Q_SIGNALS:
    void startRequested();
    void endRequested();

private:
    void build();
    void refresh();

    QSpinBox* m_count;
    QSlider* m_amount;
    QVBoxLayout* m_controls;
    std::vector<QCheckBox*> m_checks; ///< their object names are the ids
    QLabel* m_message;
    QPushButton* m_start;
    QString m_obstacle;
    int m_run = 0;
    int m_runs = 0;
};

} // namespace tonegraft
