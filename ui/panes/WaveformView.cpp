// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/WaveformView.h"

#include "ui/kit/Theme.h"

#include <QPainter>

#include <algorithm>

namespace tonegraft {
namespace {
constexpr int kHeight = 48;
constexpr float kQuietestScale = 0.05F; // silence is not blown up to full height
} // namespace

WaveformView::WaveformView(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Waveform"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WaveformView::setPeaks(std::vector<WaveformPeak> peaks) {
    m_peaks = std::move(peaks);
    update();
}

QSize WaveformView::sizeHint() const {
    return {180, kHeight};
}

void WaveformView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double middle = height() / 2.0;
    painter.setPen(borderColor(palette()));
    painter.drawLine(QPointF(0, middle), QPointF(width(), middle));
    if (m_peaks.empty()) {
        return;
    }
    float loudest = kQuietestScale;
    for (const WaveformPeak& peak : m_peaks) {
        loudest = std::max({loudest, peak.high, -peak.low});
    }
    const double scale = (middle - 1.0) / static_cast<double>(loudest);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Highlight));
    const auto columns = static_cast<std::size_t>(std::max(width(), 1));
    for (std::size_t x = 0; x < columns; ++x) {
        // A pixel shows the extremes of the columns that it covers.
        const std::size_t first = x * m_peaks.size() / columns;
        const std::size_t last = std::max((x + 1) * m_peaks.size() / columns, first + 1);
        WaveformPeak pixel = m_peaks[first];
        for (std::size_t i = first + 1; i < last; ++i) {
            pixel.low = std::min(pixel.low, m_peaks[i].low);
            pixel.high = std::max(pixel.high, m_peaks[i].high);
        }
        const double top = middle - static_cast<double>(pixel.high) * scale;
        const double bottom = middle - static_cast<double>(pixel.low) * scale;
        painter.drawRect(QRectF(static_cast<double>(x), top, 1.0, std::max(bottom - top, 1.0)));
    }
}

} // namespace tonegraft
