// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/ExportChoices.h"

#include <QDialog>

#include <functional>
#include <optional>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace tonegraft {

/// Asks what of a result to write, how, and where: everything in one place, and the answer of the
/// last time as the proposal. An existing file is announced here and then replaced.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// At least one result is there; of two, the output is chosen first.
    explicit ExportDialog(ExportProposal proposal, QWidget* parent = nullptr);
    ~ExportDialog() override;

    ExportChoices choices() const;

private:
    void buildWhere(QGridLayout* grid);
    void buildSound(QGridLayout* grid);
    void buildFigure(QGridLayout* grid);
    void buildOthers(QGridLayout* grid);
    void propose(const ExportChoices& proposal);
    void onResultChosen();
    void chooseFolder();
    std::optional<SoundFileType> typedType() const;
    void adoptEnding();
    void offerSampleFormats();
    void refresh();
    QString obstacle(const ExportChoices& chosen) const;

    ExportProposal m_proposal;
    QComboBox* m_result;
    QLineEdit* m_name;
    QLineEdit* m_folder;
    QPushButton* m_browse;
    QCheckBox* m_sound;
    QComboBox* m_type;
    QComboBox* m_format;
    QRadioButton* m_whole;
    QRadioButton* m_regionOnly;
    QCheckBox* m_figure;
    QComboBox* m_figureFormat;
    QDoubleSpinBox* m_width;
    QDoubleSpinBox* m_height;
    QSpinBox* m_dpi;
    QCheckBox* m_losses;
    QCheckBox* m_report;
    QLabel* m_files;
    QPushButton* m_export = nullptr;
};

/// Asks what of a result to write, how, and where; `chosen` is called with the answer, or not at
/// all. Returns at once.
void askForExport(QWidget* window, const ExportProposal& proposal,
                  const std::function<void(const ExportChoices& choices)>& chosen);

} // namespace tonegraft
