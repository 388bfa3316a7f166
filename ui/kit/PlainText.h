// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tonegraft {

/// A tool tip that says just this: Qt takes a text that looks like markup for markup. Long ones
/// are wrapped. Thread: any.
inline QString plainToolTip(const QString& text) {
    return text.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

} // namespace tonegraft
