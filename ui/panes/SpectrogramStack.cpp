// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/SpectrogramStack.h"

#include "ui/panes/LevelScale.h"
#include "ui/panes/PlotRulers.h"
#include "ui/panes/WaveformStrip.h"

#include <QEvent>
#include <QGridLayout>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tonegraft {
namespace {

constexpr double kScrollUnitsPerSecond = 1000.0;
constexpr int kFirstRow = 1; // of the panes; the waveform is above them

} // namespace

SpectrogramStack::SpectrogramStack(QWidget* parent)
    : QWidget(parent), m_waveform(new WaveformStrip(this)), m_ruler(new TimeRuler(this)),
      m_scrollBar(new QScrollBar(Qt::Horizontal, this)) {
    build();
    layOut();
    placeScales();
    updateLook();
    setVisibleRange({});
}

void SpectrogramStack::build() {
    const std::array<QString, kPanes> titles{tr("Content"), tr("Style"), tr("Output"),
                                             tr("Difference")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        m_views[i] = new SpectrogramView(titles[i], this);
        m_scales[i] = new LevelScale(this);
        connectView(static_cast<Pane>(i));
    }
    connectTime(m_waveform, content);
    connectScales();
    view(content)->installEventFilter(this);
    view(style)->installEventFilter(this);
    view(content)->setInvitesFiles(true);
    view(style)->setInvitesFiles(true);
    setChangeable(true);
    m_waveform->installEventFilter(this);
    setEmptyText(content, tr("Drop a clip here or click: the music to keep"));
    setEmptyText(style, tr("Drop a clip here or click: the sound to put on it"));
    setEmptyText(output, tr("The result grows here while a run goes on"));
    setEmptyText(difference, tr("What the output has more (orange) or less (blue) than the "
                                "content"));
    m_scrollBar->setAccessibleName(tr("Visible time"));
    QSizePolicy policy = m_scrollBar->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the panes keep their height when it comes and goes
    m_scrollBar->setSizePolicy(policy);
    connect(m_scrollBar, &QScrollBar::valueChanged, this, [this](int value) {
        pan(content, value / kScrollUnitsPerSecond - m_range.startSeconds);
    });
}

void SpectrogramStack::layOut() {
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(6);
    m_grid->addWidget(m_waveform, 0, 0);
    for (int i = 0; i < kPanes; ++i) {
        m_grid->addWidget(m_views[static_cast<std::size_t>(i)], kFirstRow + i, 0);
        m_grid->setRowStretch(kFirstRow + i, 1);
    }
    m_grid->addWidget(m_ruler, kFirstRow + kPanes, 0);
    auto* scrollRow = new QHBoxLayout;
    scrollRow->addSpacing(SpectrogramView::axisWidth(this));
    scrollRow->addWidget(m_scrollBar);
    m_grid->addLayout(scrollRow, kFirstRow + kPanes + 1, 0);
    m_grid->setColumnStretch(0, 1);
}

/// One scale beside the panes that share it, or one beside each.
void SpectrogramStack::placeScales() {
    for (int i = 0; i < kPanes; ++i) {
        LevelScale* scale = m_scales[static_cast<std::size_t>(i)];
        m_grid->removeWidget(scale);
        const bool shared = m_look.oneScale && i != difference;
        const bool shown = shared ? i == content : (i != difference || m_look.difference);
        scale->setVisible(shown);
        scale->setEditable(shared);
        if (shown) {
            m_grid->addWidget(scale, kFirstRow + i, 1, shared ? kPanes - 1 : 1, 1);
        }
    }
    view(difference)->setVisible(m_look.difference);
    m_grid->setRowStretch(kFirstRow + difference, m_look.difference ? 1 : 0);
    m_waveform->setVisible(m_look.waveform);
}

void SpectrogramStack::connectTime(TimePane* timePane, Pane pane) {
    connect(timePane, &TimePane::seekRequested, this, &SpectrogramStack::seekRequested);
    connect(timePane, &TimePane::zoomRequested, this,
            [this, pane](double factor, double anchor) { zoom(pane, factor, anchor); });
    connect(timePane, &TimePane::panRequested, this,
            [this, pane](double seconds) { pan(pane, seconds); });
    connect(timePane, &TimePane::fitRequested, this, &SpectrogramStack::fit);
    connect(timePane, &TimePane::pointed, this, [this](PlotPoint at) {
        m_readHz.reset();
        point(at);
    });
    connect(timePane, &TimePane::pointerLeft, this, [this] {
        if (!m_readHz) {
            point(std::nullopt);
        }
    });
    connect(timePane, &TimePane::regionChanged, this,
            [this, pane](std::optional<Region> region) { changeRegion(pane, region); });
}

void SpectrogramStack::connectView(Pane pane) {
    const SpectrogramView* shown = view(pane);
    connectTime(view(pane), pane);
    connect(shown, &SpectrogramView::frequencyZoomRequested, this,
            [this](double factor, double anchorHz) {
                setAxis(wholeAxis().zoomed(m_axis, factor, anchorHz));
            });
    connect(shown, &SpectrogramView::frequencyPanRequested, this,
            [this](double heights) { setAxis(wholeAxis().shifted(m_axis, heights)); });
    connect(shown, &SpectrogramView::levelAsked, this, [this](double hz) {
        m_readHz = hz;
        point(PlotPoint{m_playheadSeconds.value_or(m_range.startSeconds), hz});
    });
}

void SpectrogramStack::connectScales() {
    const LevelScale* scale = m_scales[content];
    connect(scale, &LevelScale::ceilingChosen, this, [this](double db) {
        SpectrogramLook look = m_look;
        look.ceilingDb = db;
        look.rangeDb = std::clamp(db - m_colors.floorDb(), kLeastRangeDb, kLargestRangeDb);
        Q_EMIT lookChosen(look);
    });
    connect(scale, &LevelScale::floorChosen, this, [this](double db) {
        SpectrogramLook look = m_look;
        look.rangeDb = std::clamp(m_colors.ceilingDb() - db, kLeastRangeDb, kLargestRangeDb);
        Q_EMIT lookChosen(look);
    });
    connect(scale, &LevelScale::automaticChosen, this, [this] {
        SpectrogramLook look = m_look;
        look.ceilingDb.reset();
        Q_EMIT lookChosen(look);
    });
    connect(this, &SpectrogramStack::lookChosen, this, &SpectrogramStack::setLook);
}

bool SpectrogramStack::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::MouseButtonPress) {
        m_lastUsed = watched == view(style) ? style : content;
    }
    return QWidget::eventFilter(watched, event);
}

void SpectrogramStack::showClip(Pane pane, const QString& name,
                                std::shared_ptr<const SpectrogramTiles> tiles,
                                std::shared_ptr<const Waveform> waveform) {
    view(pane)->setName(name);
    view(pane)->setSpectrogram(std::move(tiles));
    if (pane == content) {
        m_waveform->setContent(std::move(waveform));
        m_fitted = true;
    } else if (pane == output) {
        m_waveform->setOutput(std::move(waveform));
    }
    if (pane == content || pane == style) {
        setRegion(pane, std::nullopt);
    }
    updateDifference();
    updateLook();
    followTimeAxis();
    if (m_fitted) {
        setVisibleRange(fittedRange());
        m_fitted = true;
    } else {
        setRange(content, m_range);
    }
    if (pane == style && !m_shared) {
        setRange(style, {0.0, durationSeconds(style)});
    }
}

void SpectrogramStack::showOutput(std::shared_ptr<const SpectrogramTiles> tiles,
                                  double startSeconds, std::shared_ptr<const Waveform> waveform) {
    view(output)->setSpectrogram(std::move(tiles), startSeconds);
    m_waveform->setOutput(std::move(waveform));
    updateDifference();
    if (!m_look.oneScale) {
        updateLook();
    }
}

void SpectrogramStack::clear(Pane pane) {
    showClip(pane, {}, nullptr);
}

void SpectrogramStack::setChangeable(bool changeable) {
    for (const Pane pane : {content, style}) {
        view(pane)->setRegionEditable(changeable);
    }
    m_waveform->setRegionEditable(changeable);
}

void SpectrogramStack::setDifferenceFrom(std::shared_ptr<const SpectrogramTiles> tiles,
                                         const QString& name) {
    m_differenceFrom = std::move(tiles);
    view(difference)->setName(m_differenceFrom ? tr("from %1").arg(name) : QString());
    updateDifference();
}

void SpectrogramStack::updateDifference() {
    const auto& before = m_differenceFrom ? m_differenceFrom : view(content)->spectrogram();
    const auto& after = view(output)->spectrogram();
    const bool both = m_look.difference && before && after;
    if (both) {
        view(difference)->setDifference(after, view(output)->startSeconds(), before);
    } else {
        view(difference)->setSpectrogram(nullptr);
    }
}

void SpectrogramStack::setEmptyText(Pane pane, const QString& text) {
    view(pane)->setEmptyText(text);
}

void SpectrogramStack::setHeard(std::optional<Pane> pane) {
    for (int i = 0; i < kPanes; ++i) {
        m_views[static_cast<std::size_t>(i)]->setHeard(pane == static_cast<Pane>(i));
    }
}

void SpectrogramStack::setPlayhead(std::optional<double> seconds) {
    m_playheadSeconds = seconds;
    m_waveform->setPlayhead(seconds);
    for (SpectrogramView* pane : m_views) {
        pane->setPlayhead(seconds);
    }
    if (m_readHz && seconds) {
        point(PlotPoint{*seconds, *m_readHz});
    }
}

void SpectrogramStack::point(std::optional<PlotPoint> point) {
    m_waveform->setPointer(point);
    for (SpectrogramView* pane : m_views) {
        pane->setPointer(point);
    }
}

void SpectrogramStack::setRegion(Pane pane, std::optional<Region> region) {
    view(pane)->setRegion(region);
    if (pane == content) {
        m_waveform->setRegion(region);
        view(output)->setRegion(region);
        view(difference)->setRegion(region);
    }
}

void SpectrogramStack::changeRegion(Pane pane, std::optional<Region> region) {
    setRegion(pane, region);
    Q_EMIT regionChanged(pane, region);
}

void SpectrogramStack::setDragSelects(bool selects) {
    m_waveform->setDragSelects(selects);
    view(content)->setDragSelects(selects);
    view(style)->setDragSelects(selects);
}

void SpectrogramStack::startOrEndRegionAtPlayhead(RegionEnd end) {
    const double clip = view(m_lastUsed)->clipSeconds();
    if (clip > 0.0) {
        const Region region = view(m_lastUsed)->region().value_or(Region{0.0, clip});
        const double at = m_playheadSeconds.value_or(view(m_lastUsed)->timeRange().startSeconds);
        changeRegion(m_lastUsed, end == RegionEnd::start ? withStartAt(region, at, clip)
                                                         : withEndAt(region, at, clip));
    }
}

void SpectrogramStack::removeRegion() {
    if (view(m_lastUsed)->region()) {
        changeRegion(m_lastUsed, std::nullopt);
    }
}

} // namespace tonegraft
