// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/Card.h"

#include "ui/kit/Theme.h"

#include <QPainter>

namespace tonegraft {

Card::Card(QWidget* parent) : QWidget(parent) {}

void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(palette().color(QPalette::Base));
    painter.setPen(borderColor(palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
}

} // namespace tonegraft
