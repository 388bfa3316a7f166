// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/ElidedLabel.h"

#include "ui/kit/PlainText.h"

namespace tonegraft {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText); // a file name may look like markup
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidedLabel::setFullText(const QString& text) {
    m_text = text;
    m_text.replace(QLatin1Char('\n'), QLatin1Char(' '));
    setToolTip(plainToolTip(text));
    setAccessibleName(m_text);
    elide();
}

QSize ElidedLabel::minimumSizeHint() const {
    return {20, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::elide() {
    setText(fontMetrics().elidedText(m_text, Qt::ElideMiddle, width()));
}

} // namespace tonegraft
