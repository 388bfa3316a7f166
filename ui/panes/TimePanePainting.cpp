// SPDX-License-Identifier: GPL-3.0-or-later
// The painting half of TimePane.
#include "ui/kit/Format.h"
#include "ui/panes/PlotPainting.h"
#include "ui/panes/TimePane.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

const QColor kVeil(0, 0, 0, 120);
const QColor kWhite(255, 255, 255);
constexpr int kHandleWidth = 7;
constexpr int kHandleHeight = 22;

} // namespace

void TimePane::paintPlayhead(QPainter& painter) const {
    if (!m_playheadSeconds) {
        return;
    }
    const QRect plot = plotRect();
    const int x = static_cast<int>(std::floor(xOf(*m_playheadSeconds)));
    if (x >= plot.left() && x <= plot.right()) {
        paintContrastLine(painter, plot, x, kWhite);
    }
}

void TimePane::paintPointerTime(QPainter& painter) const {
    const QRect plot = plotRect();
    const int x = m_pointer ? static_cast<int>(std::floor(xOf(m_pointer->seconds))) : -1;
    if (x >= plot.left() && x <= plot.right()) {
        painter.fillRect(QRect(x, plot.top(), 1, plot.height()), QColor(255, 255, 255, 110));
    }
}

void TimePane::paintRegion(QPainter& painter) const {
    if (!m_region) {
        return;
    }
    const QRect plot = plotRect();
    const auto pixel = [&](double seconds) {
        return static_cast<int>(std::floor(std::clamp(xOf(seconds), plot.left() - 1e6, 1e6)));
    };
    const int start = pixel(m_region->startSeconds);
    const int end = std::max(pixel(m_region->endSeconds()), start + 1);
    // What lies outside is veiled: the region keeps its colors.
    const int veiledLeft = std::clamp(start, plot.left(), plot.right() + 1);
    const int veiledRight = std::clamp(end, plot.left() - 1, plot.right());
    painter.fillRect(QRect(QPoint(plot.left(), plot.top()), QPoint(veiledLeft - 1, plot.bottom())),
                     kVeil);
    painter.fillRect(
        QRect(QPoint(veiledRight + 1, plot.top()), QPoint(plot.right(), plot.bottom())), kVeil);
    painter.save();
    painter.setClipRect(plot, Qt::IntersectClip);
    for (const int x : {start, end}) {
        paintContrastLine(painter, plot, x, kWhite);
        if (m_regionEditable) {
            const QRectF handle(x - kHandleWidth / 2, plot.center().y() - kHandleHeight / 2,
                                kHandleWidth, kHandleHeight);
            painter.setPen(QColor(0, 0, 0));
            painter.setBrush(palette().color(QPalette::Highlight));
            painter.drawRoundedRect(handle, 3, 3);
        }
    }
    painter.restore();
    if (m_dragging && m_drag != Drag::pan) {
        paintChip(painter, chipRoom(plot), Qt::AlignBottom | Qt::AlignLeft,
                  tr("%1 to %2 (%3)", "start, end and length of a region")
                      .arg(timeText(m_region->startSeconds), timeText(m_region->endSeconds()),
                           timeText(m_region->lengthSeconds)));
    }
}

} // namespace tonegraft
