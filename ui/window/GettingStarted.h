// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace tonegraft {

/// The first page of help: from two clips to a file, in the order in which it is done. It blocks
/// nothing: it can stand beside the window while its steps are followed.
class GettingStarted : public QDialog {
    Q_OBJECT

public:
    explicit GettingStarted(QWidget* parent = nullptr);
};

} // namespace tonegraft
