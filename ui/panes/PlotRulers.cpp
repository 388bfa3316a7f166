// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/PlotRulers.h"

#include "ui/kit/Theme.h"
#include "ui/panes/SpectrogramView.h"
#include "ui/pictures/AxisTicks.h"

#include <QPainter>

#include <cmath>

namespace tonegraft {
namespace {
constexpr int kBarWidth = 12;
constexpr int kTickLength = 4;
} // namespace

TimeRuler::TimeRuler(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Time axis"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TimeRuler::setTimeRange(TimeRange range) {
    if (!(range == m_range)) {
        m_range = range;
        update();
    }
}

QSize TimeRuler::sizeHint() const {
    return {200, fontMetrics().height() + kTickLength + 4};
}

void TimeRuler::paintEvent(QPaintEvent*) {
    if (!(m_range.durationSeconds() > 0.0)) {
        return;
    }
    QPainter painter(this);
    const int left = SpectrogramView::axisWidth(this);
    const double pixels = std::max(width() - left, 1);
    const QFontMetrics metrics = fontMetrics();
    const int labelWidth = metrics.horizontalAdvance(QStringLiteral("00:00.00 s"));
    const int count = std::max(2, static_cast<int>(pixels / (1.4 * labelWidth)));
    for (const Tick& tick : timeTicks(m_range.startSeconds, m_range.endSeconds, count)) {
        const double along = (tick.value - m_range.startSeconds) / m_range.durationSeconds();
        const int x = left + static_cast<int>(std::lround(along * (pixels - 1)));
        painter.setPen(borderColor(palette()));
        painter.drawLine(x, 1, x, kTickLength);
        const int width = metrics.horizontalAdvance(tick.label);
        const int textX = std::clamp(x - width / 2, left, this->width() - width);
        painter.setPen(quietTextColor(palette()));
        painter.drawText(textX, kTickLength + 2 + metrics.ascent(), tick.label);
    }
}

ColorBar::ColorBar(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Color scale"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void ColorBar::setColorScale(const ColorScale& colors) {
    m_colors = colors;
    setAccessibleDescription(tr("From %1 dB (darkest) to %2 dB (brightest)")
                                 .arg(colors.floorDb())
                                 .arg(colors.ceilingDb()));
    update();
}

QSize ColorBar::sizeHint() const {
    return {kBarWidth + kTickLength + 8 + fontMetrics().horizontalAdvance(QStringLiteral("−100")),
            120};
}

void ColorBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int unitHeight = fontMetrics().height() + 4;
    const QRect bar(2, unitHeight, kBarWidth, height() - unitHeight - 1);
    paintColorBar(painter, bar, m_colors, quietTextColor(palette()), borderColor(palette()));
}

void paintColorBar(QPainter& painter, const QRect& bar, const ColorScale& colors,
                   const QColor& text, const QColor& border) {
    const double range = colors.ceilingDb() - colors.floorDb();
    for (int y = bar.top(); y <= bar.bottom(); ++y) {
        const double up = static_cast<double>(bar.bottom() - y) / std::max(bar.height() - 1, 1);
        const QColor color(colors.colorOf(colors.floorDb() + up * range));
        painter.fillRect(bar.left(), y, bar.width(), 1, color);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(border);
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
    const QFontMetrics metrics = painter.fontMetrics();
    const int count = std::max(2, bar.height() / (3 * metrics.height()));
    const int textX = bar.right() + kTickLength + 4;
    for (const Tick& tick : levelTicks(colors.floorDb(), colors.ceilingDb(), count)) {
        const double up = (tick.value - colors.floorDb()) / range;
        const int y = bar.bottom() - static_cast<int>(std::lround(up * (bar.height() - 1)));
        painter.setPen(border);
        painter.drawLine(bar.right() + 1, y, bar.right() + kTickLength, y);
        painter.setPen(text);
        const int baseline = std::clamp(y + metrics.ascent() / 2 - 1,
                                        bar.top() + metrics.ascent() - 2, bar.bottom());
        painter.drawText(textX, baseline, tick.label);
    }
    painter.drawText(bar.left(), bar.top() - metrics.descent() - 2, QStringLiteral("dB"));
}

} // namespace tonegraft
