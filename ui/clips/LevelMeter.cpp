// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clips/LevelMeter.h"

#include "ui/kit/Format.h"
#include "ui/kit/Theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kFallDbPerSecond = 24.0;
constexpr double kHoldSeconds = 1.5;
constexpr double kLoudDb = -12.0; // the bar changes color: loud enough
constexpr double kHotDb = -3.0;   // and here: about to be too loud
constexpr int kBarHeight = 18;
constexpr int kCompactBarHeight = 12;
constexpr int kScaleGap = 3;
constexpr int kLightGap = 6;
constexpr double kCorner = 3.0;

double decibels(double amplitude) {
    return amplitude > 0.0 ? std::max(20.0 * std::log10(amplitude), MeterReading::kFloorDb)
                           : MeterReading::kFloorDb;
}

} // namespace

void MeterReading::take(double peak, double rms, bool hasClipped, double seconds) {
    const double fallen = kFallDbPerSecond * seconds;
    peakDb = std::max({decibels(peak), peakDb - fallen, kFloorDb});
    rmsDb = std::max({decibels(rms), rmsDb - fallen, kFloorDb});
    heldSeconds += seconds;
    if (peakDb >= heldDb || heldSeconds > kHoldSeconds) {
        heldDb = peakDb;
        heldSeconds = 0.0;
    }
    clipped = clipped || hasClipped;
}

LevelMeter::LevelMeter(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Level"));
    setToolTip(tr("Bar: average level; line: peak. Between −12 and −3 dB is a good peak. The light "
                  "stays on if it was too loud; a click puts it out."));
    describe();
}

void LevelMeter::setLevel(double peak, double rms, bool clipped, double seconds) {
    m_reading.take(peak, rms, clipped, seconds);
    describe();
    update();
}

void LevelMeter::reset() {
    m_reading = {};
    describe();
    update();
}

void LevelMeter::setCompact(bool compact) {
    m_compact = compact;
    updateGeometry();
    update();
}

int LevelMeter::barHeight() const {
    return m_compact ? kCompactBarHeight : kBarHeight;
}

QSize LevelMeter::sizeHint() const {
    return m_compact ? QSize(120, kCompactBarHeight)
                     : QSize(320, kBarHeight + kScaleGap + fontMetrics().height());
}

QRect LevelMeter::lightRect() const {
    const int side = barHeight();
    const int wide = m_compact ? side : 2 * side;
    return {width() - wide, 0, wide, side};
}

QRect LevelMeter::barRect() const {
    return {0, 0, lightRect().left() - kLightGap, barHeight()};
}

double LevelMeter::xOf(double db) const {
    const QRect bar = barRect();
    return bar.left() + bar.width() * (1.0 - db / MeterReading::kFloorDb);
}

void LevelMeter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBar(painter);
    if (!m_compact) {
        paintScale(painter);
    }
    painter.setPen(borderColor(palette()));
    painter.setBrush(m_reading.clipped ? severityColor(Severity::error, palette())
                                       : palette().color(QPalette::Window));
    painter.drawRoundedRect(QRectF(lightRect()).adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
}

void LevelMeter::paintBar(QPainter& painter) const {
    const QRectF bar = QRectF(barRect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(borderColor(palette()));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(bar, kCorner, kCorner);
    const QColor color = m_reading.peakDb >= kHotDb ? severityColor(Severity::error, palette())
                         : m_reading.peakDb >= kLoudDb
                             ? palette().color(QPalette::Highlight)
                             : severityColor(Severity::information, palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const double inset = 0.22 * barHeight();
    painter.drawRect(QRectF(bar.left(), bar.top() + inset, xOf(m_reading.rmsDb) - bar.left(),
                            bar.height() - 2.0 * inset));
    for (const double db : {m_reading.peakDb, m_reading.heldDb}) {
        if (db > MeterReading::kFloorDb) {
            painter.drawRect(QRectF(xOf(db) - 2.0, bar.top() + 1.0, 2.0, bar.height() - 2.0));
        }
    }
}

void LevelMeter::paintScale(QPainter& painter) const {
    painter.setPen(quietTextColor(palette()));
    for (const int db : {-60, -48, -36, -24, -12, 0}) {
        const QString text = db == 0 ? tr("0 dB") : QString::number(-db).prepend(QChar(0x2212));
        const int textWidth = fontMetrics().horizontalAdvance(text);
        const int x = static_cast<int>(xOf(db));
        const int left = std::clamp(x - textWidth / 2, 0, barRect().right() - textWidth + 1);
        painter.drawText(left, kBarHeight + kScaleGap + fontMetrics().ascent(), text);
    }
    const QRect light = lightRect();
    painter.drawText(QRect(light.left() - kLightGap, kBarHeight + kScaleGap,
                           light.width() + kLightGap, fontMetrics().height()),
                     Qt::AlignRight, tr("clip"));
}

void LevelMeter::mousePressEvent(QMouseEvent* event) {
    if (lightRect().contains(event->position().toPoint())) {
        m_reading.clipped = false;
        describe();
        update();
    }
}

void LevelMeter::describe() {
    const QString peak = tr("Peak %1, average %2")
                             .arg(decibelText(std::round(m_reading.heldDb)),
                                  decibelText(std::round(m_reading.rmsDb)));
    const QString text = m_reading.clipped ? tr("%1, too loud").arg(peak) : peak;
    // Telling assistive technology twenty times a second would drown everything else.
    if (text != accessibleDescription()) {
        setAccessibleDescription(text);
    }
}

} // namespace tonegraft
