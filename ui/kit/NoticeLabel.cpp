// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/NoticeLabel.h"

#include "ui/kit/Theme.h"

#include <QEvent>

namespace tonegraft {

NoticeLabel::NoticeLabel(QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
    setTextFormat(Qt::PlainText); // file names may look like markup
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    makeQuiet(this);
    hide();
}

void NoticeLabel::showNotice(Severity severity, const QString& text) {
    m_severity = severity;
    applyColor();
    setText(text);
    setVisible(!text.isEmpty());
}

void NoticeLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        applyColor();
    }
    QLabel::changeEvent(event);
}

void NoticeLabel::applyColor() {
    const QColor color = severityColor(m_severity, palette());
    QPalette colors = palette();
    if (colors.color(QPalette::PlaceholderText) != color) { // else it would never end
        colors.setColor(QPalette::PlaceholderText, color);
        setPalette(colors);
    }
}

} // namespace tonegraft
