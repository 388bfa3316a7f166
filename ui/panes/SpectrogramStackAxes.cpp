// SPDX-License-Identifier: GPL-3.0-or-later
// The half of SpectrogramStack that decides which times, frequencies and levels are shown.
#include "ui/panes/LevelScale.h"
#include "ui/panes/PlotRulers.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/panes/WaveformStrip.h"

#include <QScrollBar>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tonegraft {
namespace {

constexpr double kLeastVisibleSeconds = 0.1;
constexpr double kScrollUnitsPerSecond = 1000.0;
constexpr double kLongestFitted = 1.5;   // times the content
constexpr double kShortestShared = 0.25; // of the content: a shorter style has its own axis
constexpr double kDefaultNyquistHz = 22050.0;
constexpr double kDifferenceDb = 30.0; // at the ends of its scale

double peakOf(const SpectrogramView* view) {
    return view->spectrogram() ? peakDb(*view->spectrogram())
                               : -std::numeric_limits<double>::infinity();
}

} // namespace

// --- Time ------------------------------------------------------------------------------------

double SpectrogramStack::durationSeconds(Pane pane) const {
    const auto& tiles = view(pane)->spectrogram();
    return tiles ? std::max(tiles->durationSeconds(), tiles->secondsOfFrame(1.0)) : 0.0;
}

/// What can be scrolled over in a pane.
double SpectrogramStack::secondsOf(Pane pane) const {
    const double contentSeconds = std::max(durationSeconds(content), durationSeconds(output));
    const double styleSeconds = durationSeconds(style);
    if (m_shared) {
        return std::max(contentSeconds, styleSeconds);
    }
    return pane == style ? styleSeconds : contentSeconds;
}

TimeRange SpectrogramStack::fittedRange() const {
    // The output is as long as the content: those two fill the panes, a much longer style scrolls.
    const double contentSeconds = durationSeconds(content);
    const double total = secondsOf(content);
    const bool scrolls = contentSeconds > 0.0 && total > kLongestFitted * contentSeconds;
    return {0.0, scrolls ? contentSeconds : total};
}

void SpectrogramStack::fit() {
    setAxis(wholeAxis());
    setVisibleRange(fittedRange());
    if (!m_shared) {
        setRange(style, {0.0, durationSeconds(style)});
    }
    m_fitted = true;
}

void SpectrogramStack::setVisibleRange(TimeRange range) {
    setRange(content, range);
    setRange(style, range);
}

void SpectrogramStack::setRange(Pane pane, TimeRange range) {
    const double total = secondsOf(pane);
    const double duration =
        std::min(std::max(range.durationSeconds(), kLeastVisibleSeconds), total);
    const double start = std::clamp(range.startSeconds, 0.0, std::max(total - duration, 0.0));
    const TimeRange inside{start, start + duration};
    if (pane == style || m_shared) {
        view(style)->setTimeRange(inside);
    }
    if (pane != style || m_shared) {
        m_range = inside;
        for (const Pane other : {content, output, difference}) {
            view(other)->setTimeRange(inside);
        }
        m_waveform->setTimeRange(inside);
        m_ruler->setTimeRange(inside);
        updateScrollBar();
    }
}

void SpectrogramStack::zoom(Pane pane, double factor, double anchorSeconds) {
    const TimeRange range = view(pane)->timeRange();
    const double start = anchorSeconds - (anchorSeconds - range.startSeconds) / factor;
    m_fitted = false;
    setRange(pane, {start, start + range.durationSeconds() / factor});
}

void SpectrogramStack::pan(Pane pane, double seconds) {
    const TimeRange range = view(pane)->timeRange();
    m_fitted = false;
    setRange(pane, {range.startSeconds + seconds, range.endSeconds + seconds});
}

void SpectrogramStack::zoomTime(double factor) {
    const TimeRange range = view(m_lastUsed)->timeRange();
    const double playhead = m_playheadSeconds.value_or(-1.0);
    const bool visible = playhead >= range.startSeconds && playhead <= range.endSeconds;
    zoom(m_lastUsed, factor, visible ? playhead : 0.5 * (range.startSeconds + range.endSeconds));
}

void SpectrogramStack::updateScrollBar() {
    const QSignalBlocker blocker(m_scrollBar);
    const double hidden = std::max(secondsOf(content) - m_range.durationSeconds(), 0.0);
    m_scrollBar->setRange(0, static_cast<int>(std::lround(hidden * kScrollUnitsPerSecond)));
    m_scrollBar->setPageStep(std::max(
        1, static_cast<int>(std::lround(m_range.durationSeconds() * kScrollUnitsPerSecond))));
    m_scrollBar->setSingleStep(m_scrollBar->pageStep() / 10 + 1);
    m_scrollBar->setValue(
        static_cast<int>(std::lround(m_range.startSeconds * kScrollUnitsPerSecond)));
    m_scrollBar->setVisible(m_scrollBar->maximum() > 0);
}

// --- Frequency -------------------------------------------------------------------------------

FrequencyAxis SpectrogramStack::wholeAxis() const {
    double highestHz = 0.0;
    for (const SpectrogramView* pane : m_views) {
        if (pane->spectrogram()) {
            highestHz = std::max(highestHz, pane->spectrogram()->nyquistHz());
        }
    }
    return FrequencyAxis::upTo(m_look.frequencyScale,
                               highestHz > 0.0 ? highestHz : kDefaultNyquistHz);
}

void SpectrogramStack::setAxis(const FrequencyAxis& axis) {
    m_wholeAxis = axis == wholeAxis();
    m_axis = axis;
    updateLook();
}

void SpectrogramStack::zoomFrequency(double factor) {
    setAxis(wholeAxis().zoomed(m_axis, factor, m_axis.hzAt(0.5)));
}

// --- Levels ----------------------------------------------------------------------------------

ColorScale SpectrogramStack::scaleOf(Pane pane) const {
    if (pane == difference) {
        return ColorScale(ColorMap::difference, -kDifferenceDb, kDifferenceDb);
    }
    if (m_look.oneScale) {
        return sharedScale(m_look, std::max(peakOf(view(content)), peakOf(view(style))));
    }
    SpectrogramLook own = m_look;
    own.ceilingDb.reset();
    return sharedScale(own, peakOf(view(pane)));
}

void SpectrogramStack::setLook(const SpectrogramLook& look) {
    m_look = look;
    updateDifference();
    updateLook();
    placeScales();
    followTimeAxis();
}

/// On the axis of a content that is many times as long, a style would be a line or out of sight.
bool SpectrogramStack::sharesTimeAxis() const {
    const double styleSeconds = durationSeconds(style);
    return m_look.oneTimeAxis &&
           (styleSeconds <= 0.0 || kShortestShared * durationSeconds(content) <= styleSeconds);
}

void SpectrogramStack::followTimeAxis() {
    if (sharesTimeAxis() == m_shared) {
        return;
    }
    m_shared = !m_shared;
    view(style)->setShowsTimes(!m_shared);
    if (m_shared) {
        setVisibleRange(m_range);
    } else {
        setRange(style, {0.0, durationSeconds(style)});
        setRange(content, m_range);
    }
}

void SpectrogramStack::updateLook() {
    const FrequencyAxis whole = wholeAxis();
    m_axis = m_wholeAxis ? whole : whole.partLike(m_axis);
    m_colors = scaleOf(content);
    for (int i = 0; i < kPanes; ++i) {
        const auto pane = static_cast<Pane>(i);
        const ColorScale colors = scaleOf(pane);
        view(pane)->setLook(colors, m_axis, m_colors.floorDb());
        m_scales[static_cast<std::size_t>(i)]->setColorScale(colors);
    }
}

} // namespace tonegraft
