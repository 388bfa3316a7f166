// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QString>

#include <utility>
#include <vector>

namespace tonegraft {

/// What the window tells of the program.
struct ProgramInfo {
    QString version;
    std::vector<std::pair<QString, QString>> libraries; ///< name and version, without Qt
};

/// What this program is, whose, and what it runs on; the text can be copied. Opened with open().
class AboutDialog : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(const ProgramInfo& program, QWidget* parent = nullptr);
};

} // namespace tonegraft
