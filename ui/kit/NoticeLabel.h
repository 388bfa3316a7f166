// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/WindowState.h"

#include <QLabel>

namespace tonegraft {

/// A small text in the color of its severity, in light and dark; hidden while it is empty. It can
/// be selected and copied.
class NoticeLabel : public QLabel {
    Q_OBJECT

public:
    explicit NoticeLabel(QWidget* parent = nullptr);
    void showNotice(Severity severity, const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColor();

    Severity m_severity = Severity::information;
};

} // namespace tonegraft
