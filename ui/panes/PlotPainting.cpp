// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/PlotPainting.h"

#include <QPainter>

#include <algorithm>

namespace tonegraft {
namespace {
constexpr int kChipMargin = 6;
const QColor kEdge(0, 0, 0, 190);
} // namespace

QRect chipRoom(const QRect& plot) {
    return plot.adjusted(kChipMargin, kChipMargin, -kChipMargin, -kChipMargin);
}

void paintChip(QPainter& painter, const QRect& room, Qt::Alignment corner, const QString& text,
               const QColor& fill) {
    const QFontMetrics metrics = painter.fontMetrics();
    const int width = std::min(metrics.horizontalAdvance(text) + 14, room.width());
    const QSize size(width, metrics.height() + 6);
    const bool right = corner.testFlag(Qt::AlignRight);
    const bool bottom = corner.testFlag(Qt::AlignBottom);
    const QRect chip(right ? room.right() - width + 1 : room.left(),
                     bottom ? room.bottom() - size.height() + 1 : room.top(), width, size.height());
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(chip, 4, 4);
    painter.setPen(QColor(255, 255, 255));
    painter.drawText(chip, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideMiddle, width - 12));
}

void paintContrastLine(QPainter& painter, const QRect& plot, int x, const QColor& color) {
    painter.fillRect(QRect(x - 1, plot.top(), 3, plot.height()), kEdge);
    painter.fillRect(QRect(x, plot.top(), 1, plot.height()), color);
}

} // namespace tonegraft
