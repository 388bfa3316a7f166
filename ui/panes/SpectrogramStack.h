// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/SpectrogramView.h"
#include "ui/pictures/SpectrogramLook.h"
#include "ui/pictures/Waveform.h"

#include <QWidget>

#include <array>
#include <optional>

class QGridLayout;
class QScrollBar;

namespace tonegraft {

class LevelScale;
class TimeRuler;
class WaveformStrip;

/// The panes - content, style, output, and if wanted output minus content - with a waveform, a
/// ruler and a scroll bar, on one time axis, one frequency axis and one scale of levels, unless
/// the look gives the style a time axis, or each pane a scale, of its own. Thread: GUI.
class SpectrogramStack : public QWidget {
    Q_OBJECT

public:
    enum Pane { content, style, output, difference };
    static constexpr int kPanes = 4;
    /// Where a region can begin or end.
    enum class RegionEnd { start, end };

    explicit SpectrogramStack(QWidget* parent = nullptr);

    /// Content and style together decide about the top of the scale. Without a waveform the strip
    /// stays empty. A new clip has no region.
    void showClip(Pane pane, const QString& name, std::shared_ptr<const SpectrogramTiles> tiles,
                  std::shared_ptr<const Waveform> waveform = nullptr);
    /// Live: changes nothing but the picture of the output, which begins at `startSeconds`, and of
    /// the difference. The waveform is there when a run has ended.
    void showOutput(std::shared_ptr<const SpectrogramTiles> tiles, double startSeconds = 0.0,
                    std::shared_ptr<const Waveform> waveform = nullptr);
    /// What the output's difference is taken from, and what that is called; null: the content.
    void setDifferenceFrom(std::shared_ptr<const SpectrogramTiles> tiles, const QString& name);
    /// Whether the regions of content and style can be chosen.
    void setChangeable(bool changeable);
    void clear(Pane pane);
    void setEmptyText(Pane pane, const QString& text);
    /// The pane of what is heard; none: no pane shows it.
    void setHeard(std::optional<Pane> pane);

    void setLook(const SpectrogramLook& look);
    const SpectrogramLook& look() const { return m_look; }

    void setPlayhead(std::optional<double> seconds);
    /// Of the content or the style; the output shows the content's. Emits nothing.
    void setRegion(Pane pane, std::optional<Region> region);
    std::optional<Region> region(Pane pane) const { return view(pane)->region(); }
    /// As TimePane::setDragSelects(), of the panes that have a region.
    void setDragSelects(bool selects);
    /// By hand, on the pane that was used last: emits regionChanged().
    void startOrEndRegionAtPlayhead(RegionEnd end);
    void removeRegion();

    /// Shown: everything, at all frequencies; but of a style more than half as long again as the
    /// content, only as much as the content has.
    void fit();
    /// Of all panes, the style's too.
    void setVisibleRange(TimeRange range);
    TimeRange visibleRange() const { return m_range; }
    /// Around the playhead if it is in view, else around the middle.
    void zoomTime(double factor);
    void zoomFrequency(double factor);
    const FrequencyAxis& frequencyAxis() const { return m_axis; }
    /// The one that all panes share; the content's where they do not.
    const ColorScale& colorScale() const { return m_colors; }

    SpectrogramView* view(Pane pane) const { return m_views[static_cast<std::size_t>(pane)]; }
    WaveformStrip* waveform() const { return m_waveform; }

Q_SIGNALS:
    void seekRequested(double seconds);
    /// By hand: a drag has ended, a key was pressed. None: the whole clip.
    void regionChanged(tonegraft::SpectrogramStack::Pane pane,
                       std::optional<tonegraft::Region> region);
    /// By hand, on the scale of levels.
    void lookChosen(const tonegraft::SpectrogramLook& look);

private:
    void build();
    void layOut();
    void connectView(Pane pane);
    void connectTime(TimePane* timePane, Pane pane);
    void connectScales();
    void changeRegion(Pane pane, std::optional<Region> region);
    bool eventFilter(QObject* watched, QEvent* event) override;

    void zoom(Pane pane, double factor, double anchorSeconds);
    void pan(Pane pane, double seconds);
    void setRange(Pane pane, TimeRange range);
    void setAxis(const FrequencyAxis& axis);
    FrequencyAxis wholeAxis() const;
    void point(std::optional<PlotPoint> point);
    void updateDifference();
    void updateLook();
    void placeScales();
    ColorScale scaleOf(Pane pane) const;
    void updateScrollBar();
    double durationSeconds(Pane pane) const;
    bool sharesTimeAxis() const;
    void followTimeAxis();
    double secondsOf(Pane pane) const;
    TimeRange fittedRange() const;

    std::array<SpectrogramView*, kPanes> m_views{};
    std::array<LevelScale*, kPanes> m_scales{}; ///< the first serves all that share one
    WaveformStrip* m_waveform;
    TimeRuler* m_ruler;
    QScrollBar* m_scrollBar;
    QGridLayout* m_grid = nullptr;
    SpectrogramLook m_look;
    ColorScale m_colors;
    FrequencyAxis m_axis{FrequencyScale::logarithmic, 40.0, 22050.0};
    TimeRange m_range; ///< of the content, and of all that share its axis
    std::shared_ptr<const SpectrogramTiles> m_differenceFrom; ///< null: the content
    std::optional<double> m_playheadSeconds;
    std::optional<double> m_readHz; ///< by keys, where the playhead is
    Pane m_lastUsed = content;      ///< of those that can have a region
    bool m_shared = true;           ///< the style has the content's time axis
    bool m_fitted = true;           ///< the range follows the clips until the user zooms
    bool m_wholeAxis = true;        ///< all frequencies are shown
};

} // namespace tonegraft
