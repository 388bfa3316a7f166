// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/WaveformStrip.h"

#include "ui/kit/Format.h"
#include "ui/kit/Theme.h"
#include "ui/panes/PlotPainting.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kHeight = 44;
constexpr float kQuietestScale = 0.05F; // silence is not blown up to full height
constexpr double kReadOutReach = 0.01;  // seconds around the pointer

QString peakText(const Waveform& waveform, double seconds) {
    const WaveformPeak peak =
        waveform.extremes(seconds - 0.5 * kReadOutReach, seconds + 0.5 * kReadOutReach);
    return decibelText(20.0 * std::log10(static_cast<double>(std::max(peak.high, -peak.low))),
                       QStringLiteral("dBFS"));
}

} // namespace

WaveformStrip::WaveformStrip(QWidget* parent) : TimePane(parent) {
    setAccessibleName(tr("Waveform of content and output"));
    setAccessibleDescription(keysHelp());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WaveformStrip::setContent(std::shared_ptr<const Waveform> waveform) {
    m_content = std::move(waveform);
    setClipSeconds(m_content ? m_content->durationSeconds() : 0.0);
    update();
}

void WaveformStrip::setOutput(std::shared_ptr<const Waveform> waveform) {
    m_output = std::move(waveform);
    update();
}

QSize WaveformStrip::sizeHint() const {
    return {640, kHeight};
}
QSize WaveformStrip::minimumSizeHint() const {
    return {180, kHeight};
}

QString WaveformStrip::readOut(const PlotPoint& point) const {
    const bool inside =
        m_content && point.seconds >= 0.0 && point.seconds < m_content->durationSeconds();
    if (!inside) {
        return {};
    }
    const QString content = tr("content %1", "level").arg(peakText(*m_content, point.seconds));
    const QString levels =
        m_output ? content + QStringLiteral(" · ") +
                       tr("output %1", "level").arg(peakText(*m_output, point.seconds))
                 : content;
    return QStringLiteral("%1 · %2").arg(timeText(point.seconds), levels);
}

void WaveformStrip::paintWaveform(QPainter& painter, const Waveform& waveform, const QRect& columns,
                                  const QColor& color) const {
    const QRect plot = plotRect();
    float loudest = kQuietestScale;
    for (const auto& shown : {m_content, m_output}) {
        loudest = shown ? std::max(loudest, shown->loudest()) : loudest;
    }
    const double middle = plot.top() + 0.5 * plot.height();
    const double scale = (0.5 * plot.height() - 1.0) / static_cast<double>(loudest);
    QVector<QRectF> bars;
    bars.reserve(columns.width());
    for (int x = columns.left(); x <= columns.right(); ++x) {
        const double start = secondsAt(x);
        if (start < 0.0 || start >= waveform.durationSeconds()) {
            continue;
        }
        const WaveformPeak peak = waveform.extremes(start, secondsAt(x + 1.0));
        const double top = middle - static_cast<double>(peak.high) * scale;
        const double bottom = middle - static_cast<double>(peak.low) * scale;
        bars.append(QRectF(x, top, 1.0, std::max(bottom - top, 1.0)));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRects(bars);
}

void WaveformStrip::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const QRect plot = plotRect();
    const QRect columns = plot.intersected(event->rect().adjusted(-1, 0, 1, 0));
    painter.fillRect(plot, palette().color(QPalette::Base));
    painter.fillRect(QRectF(plot.left(), plot.center().y(), plot.width(), 1.0),
                     borderColor(palette()));
    if (m_content && timeRange().durationSeconds() > 0.0) {
        QColor content = palette().color(QPalette::Text);
        content.setAlphaF(m_output ? 0.35F : 0.6F);
        paintWaveform(painter, *m_content, columns, content);
        if (m_output) {
            QColor output = palette().color(QPalette::Highlight);
            output.setAlphaF(0.8F);
            paintWaveform(painter, *m_output, columns, output);
        }
        painter.setRenderHint(QPainter::Antialiasing);
        paintRegion(painter);
        paintPointerTime(painter);
        paintPlayhead(painter);
        const QString text = pointerText();
        if (!text.isEmpty()) {
            paintChip(painter, chipRoom(plot), Qt::AlignBottom | Qt::AlignRight, text);
        }
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        painter.drawRect(QRectF(plot).adjusted(1, 1, -1, -1));
    }
}

} // namespace tonegraft
