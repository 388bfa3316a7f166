// SPDX-License-Identifier: GPL-3.0-or-later
// The painting half of SpectrogramView.
#include "ui/AxisTicks.h"
#include "ui/PlotPainting.h"
#include "ui/SpectrogramView.h"
#include "ui/Theme.h"

#include <QPainter>

#include <cmath>

namespace tonegraft {
namespace {

constexpr int kTickLength = 4;
} // namespace

void SpectrogramView::renderIfStale() {
    const double scale = devicePixelRatioF();
    const QSize size = (QSizeF(plotRect().size()) * scale).toSize();
    if (!m_imageStale && m_image.size() == size) {
        return;
    }
    const TimeRange own{timeRange().startSeconds - m_startSeconds,
                        timeRange().endSeconds - m_startSeconds};
    m_image = spectrogramImage(*m_spectrogram, m_colors, m_axis, own, size,
                               palette().color(QPalette::Base).rgb());
    m_image.setDevicePixelRatio(scale);
    m_imageStale = false;
}

void SpectrogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect plot = plotRect();
    if (m_spectrogram && !m_spectrogram->empty()) {
        renderIfStale();
        painter.drawImage(plot.topLeft(), m_image);
        paintAxis(painter);
        paintRegion(painter);
        paintPointerTime(painter);
        paintPointerLevel(painter);
        paintPlayhead(painter);
        paintTitle(painter);
        paintReadOut(painter);
    } else {
        paintEmpty(painter);
    }
    if (hasFocus() || m_dropHovers) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), m_dropHovers ? 3 : 1.5));
        painter.drawRect(QRectF(plot).adjusted(1, 1, -1, -1));
    }
}

void SpectrogramView::paintAxis(QPainter& painter) const {
    const QRect plot = plotRect();
    const QFontMetrics metrics = painter.fontMetrics();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Tick& tick : frequencyTicks(m_axis, plot.height(), 1.15 * metrics.height())) {
        const double up = m_axis.positionOf(tick.value);
        const int y = plot.bottom() - static_cast<int>(std::lround(up * (plot.height() - 1)));
        painter.setPen(borderColor(palette()));
        painter.drawLine(plot.left() - kTickLength - 1, y, plot.left() - 2, y);
        // Labels at the ends move inward rather than being cut.
        const int half = metrics.height() / 2;
        const int middle = std::clamp(y, plot.top() + half, plot.bottom() - half);
        painter.setPen(quietTextColor(palette()));
        painter.drawText(QRect(0, middle - half, plot.left() - kTickLength - 4, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void SpectrogramView::paintTitle(QPainter& painter) const {
    const QString text =
        m_name.isEmpty() ? m_title : QStringLiteral("%1 — %2").arg(m_title, m_name);
    paintChip(painter, chipRoom(plotRect()), Qt::AlignTop | Qt::AlignLeft, text);
}

void SpectrogramView::paintReadOut(QPainter& painter) const {
    const QString text = pointer() ? readOut(*pointer()) : QString();
    if (!text.isEmpty()) {
        paintChip(painter, chipRoom(plotRect()), Qt::AlignBottom | Qt::AlignRight, text);
    }
}

void SpectrogramView::paintPointerLevel(QPainter& painter) const {
    const QRect plot = plotRect();
    if (pointer() && std::isfinite(pointer()->hz)) {
        const double up = m_axis.positionOf(pointer()->hz);
        const int y = plot.bottom() - static_cast<int>(std::lround(up * (plot.height() - 1)));
        painter.fillRect(QRect(plot.left(), y, plot.width(), 1), QColor(255, 255, 255, 110));
    }
}

void SpectrogramView::paintEmpty(QPainter& painter) const {
    const QRectF frame = QRectF(plotRect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(borderColor(palette()), 1.2, acceptDrops() ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(frame, 6, 6);
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    const QRectF upper(frame.left(), frame.center().y() - metrics.height() - 2, frame.width(),
                       metrics.height() + 2);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(upper, Qt::AlignCenter, m_title);
    painter.setFont(font());
    painter.setPen(quietTextColor(palette()));
    painter.drawText(upper.translated(0, metrics.height() + 4), Qt::AlignCenter, m_emptyText);
}

} // namespace tonegraft
