// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SpectrogramStack.h"

#include "ui/PlotRulers.h"

#include <QGridLayout>
#include <QScrollBar>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kLeastVisibleSeconds = 0.1;
constexpr double kScrollUnitsPerSecond = 1000.0;
constexpr double kLongestFitted = 1.5; // times the content
constexpr double kDefaultNyquistHz = 22050.0;

double nyquistHz(const Spectrogram& spectrogram) {
    return spectrogram.hzOfBin(spectrogram.bins - 1);
}

} // namespace

SpectrogramStack::SpectrogramStack(QWidget* parent)
    : QWidget(parent), m_ruler(new TimeRuler(this)), m_colorBar(new ColorBar(this)),
      m_scrollBar(new QScrollBar(Qt::Horizontal, this)) {
    const std::array<QString, kPanes> titles{tr("Content"), tr("Style"), tr("Output")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        m_views[i] = new SpectrogramView(titles[i], this);
        connectView(static_cast<Pane>(i));
    }
    for (const Pane pane : {content, style}) {
        view(pane)->setAcceptsFiles(true);
        view(pane)->setRegionEditable(true);
    }
    setEmptyText(content, tr("Drop a clip here: the music to keep"));
    setEmptyText(style, tr("Drop a clip here: the sound to put on it"));
    setEmptyText(output, tr("The result grows here while a run goes on"));
    m_peaksDb.fill(-std::numeric_limits<double>::infinity());
    m_scrollBar->setAccessibleName(tr("Visible time"));
    QSizePolicy policy = m_scrollBar->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the panes keep their height when it comes and goes
    m_scrollBar->setSizePolicy(policy);
    connect(m_scrollBar, &QScrollBar::valueChanged, this, [this](int value) {
        const double start = value / kScrollUnitsPerSecond;
        pan(start - m_range.startSeconds);
    });
    layOut();
    updateLook();
    updateScrollBar();
}

void SpectrogramStack::layOut() {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    for (int i = 0; i < kPanes; ++i) {
        grid->addWidget(m_views[static_cast<std::size_t>(i)], i, 0);
        grid->setRowStretch(i, 1);
    }
    grid->addWidget(m_colorBar, 0, 1, kPanes, 1);
    grid->addWidget(m_ruler, kPanes, 0);
    auto* scrollRow = new QHBoxLayout;
    scrollRow->addSpacing(SpectrogramView::axisWidth(this));
    scrollRow->addWidget(m_scrollBar);
    grid->addLayout(scrollRow, kPanes + 1, 0);
    grid->setColumnStretch(0, 1);
}

void SpectrogramStack::connectView(Pane pane) {
    const SpectrogramView* pane_ = view(pane);
    connect(pane_, &SpectrogramView::fileDropped, this,
            [this, pane](const QString& path) { Q_EMIT fileDropped(pane, path); });
    connect(pane_, &SpectrogramView::seekRequested, this, &SpectrogramStack::seekRequested);
    connect(pane_, &SpectrogramView::zoomRequested, this, &SpectrogramStack::zoom);
    connect(pane_, &SpectrogramView::panRequested, this, &SpectrogramStack::pan);
    connect(pane_, &SpectrogramView::fitRequested, this, &SpectrogramStack::fit);
    connect(pane_, &SpectrogramView::pointed, this, [this](PlotPoint at) { point(at); });
    connect(pane_, &SpectrogramView::regionChanged, this,
            [this, pane](std::optional<Region> changed) {
                setRegion(pane, changed);
                Q_EMIT regionChanged(pane, changed);
            });
    connect(pane_, &SpectrogramView::pointerLeft, this, [this] { point(std::nullopt); });
}

void SpectrogramStack::showClip(Pane pane, const QString& name,
                                std::shared_ptr<const Spectrogram> spectrogram, double peakDb) {
    m_peaksDb[static_cast<std::size_t>(pane)] = peakDb;
    view(pane)->setName(name);
    view(pane)->setSpectrogram(std::move(spectrogram));
    if (pane != output) {
        setRegion(pane, std::nullopt);
    }
    if (pane == content) {
        m_fitted = true;
    }
    updateLook();
    if (m_fitted) {
        fit();
    } else {
        setVisibleRange(m_range);
    }
}

void SpectrogramStack::showOutput(std::shared_ptr<const Spectrogram> spectrogram,
                                  double startSeconds) {
    view(output)->setSpectrogram(std::move(spectrogram), startSeconds);
}

void SpectrogramStack::clear(Pane pane) {
    showClip(pane, {}, nullptr, -std::numeric_limits<double>::infinity());
}

void SpectrogramStack::setRegion(Pane pane, std::optional<Region> region) {
    view(pane)->setRegion(region);
    if (pane == content) {
        view(output)->setRegion(region);
    }
}

void SpectrogramStack::setEmptyText(Pane pane, const QString& text) {
    view(pane)->setEmptyText(text);
}

void SpectrogramStack::setLook(const SpectrogramLook& look) {
    m_look = look;
    updateLook();
}

void SpectrogramStack::setPlayhead(std::optional<double> seconds) {
    for (SpectrogramView* pane : m_views) {
        pane->setPlayhead(seconds);
    }
}

double SpectrogramStack::durationSeconds(Pane pane) const {
    const auto& spectrogram = view(pane)->spectrogram();
    return spectrogram ? spectrogram->secondsOfFrame(std::max(spectrogram->frames - 1, 1)) : 0.0;
}

double SpectrogramStack::totalSeconds() const {
    return std::max({durationSeconds(content), durationSeconds(style), durationSeconds(output)});
}

void SpectrogramStack::fit() {
    // The output is as long as the content: those two fill the panes, a much longer style scrolls.
    const double contentSeconds = durationSeconds(content);
    const double total = totalSeconds();
    const bool scrolls = contentSeconds > 0.0 && total > kLongestFitted * contentSeconds;
    setVisibleRange({0.0, scrolls ? contentSeconds : total});
    m_fitted = true;
}

void SpectrogramStack::setVisibleRange(TimeRange range) {
    const double total = totalSeconds();
    const double duration =
        std::min(std::max(range.durationSeconds(), kLeastVisibleSeconds), total);
    const double start = std::clamp(range.startSeconds, 0.0, std::max(total - duration, 0.0));
    m_range = {start, start + duration};
    for (SpectrogramView* pane : m_views) {
        pane->setTimeRange(m_range);
    }
    m_ruler->setTimeRange(m_range);
    updateScrollBar();
}

void SpectrogramStack::zoom(double factor, double anchorSeconds) {
    const double before = anchorSeconds - m_range.startSeconds;
    const double duration = m_range.durationSeconds() / factor;
    const double start = anchorSeconds - before / factor;
    m_fitted = false;
    setVisibleRange({start, start + duration});
}

void SpectrogramStack::pan(double seconds) {
    m_fitted = false;
    setVisibleRange({m_range.startSeconds + seconds, m_range.endSeconds + seconds});
}

void SpectrogramStack::point(std::optional<PlotPoint> point) {
    for (SpectrogramView* pane : m_views) {
        pane->setPointer(point);
    }
}

void SpectrogramStack::updateLook() {
    const double loudest = std::max(m_peaksDb[content], m_peaksDb[style]);
    double highestHz = 0.0;
    for (const SpectrogramView* pane : m_views) {
        if (pane->spectrogram()) {
            highestHz = std::max(highestHz, nyquistHz(*pane->spectrogram()));
        }
    }
    m_colors = sharedScale(m_look, loudest);
    const FrequencyAxis axis =
        FrequencyAxis::upTo(m_look.frequencyScale, highestHz > 0.0 ? highestHz : kDefaultNyquistHz);
    for (SpectrogramView* pane : m_views) {
        pane->setLook(m_colors, axis);
    }
    m_colorBar->setColorScale(m_colors);
}

void SpectrogramStack::updateScrollBar() {
    const QSignalBlocker blocker(m_scrollBar);
    const double hidden = std::max(totalSeconds() - m_range.durationSeconds(), 0.0);
    m_scrollBar->setRange(0, static_cast<int>(std::lround(hidden * kScrollUnitsPerSecond)));
    m_scrollBar->setPageStep(std::max(
        1, static_cast<int>(std::lround(m_range.durationSeconds() * kScrollUnitsPerSecond))));
    m_scrollBar->setSingleStep(m_scrollBar->pageStep() / 10 + 1);
    m_scrollBar->setValue(
        static_cast<int>(std::lround(m_range.startSeconds * kScrollUnitsPerSecond)));
    m_scrollBar->setVisible(m_scrollBar->maximum() > 0);
}

} // namespace tonegraft
