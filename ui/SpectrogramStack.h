// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/SpectrogramLook.h"
#include "ui/SpectrogramView.h"

#include <QWidget>

#include <array>
#include <optional>

class QScrollBar;

namespace tonegraft {

class ColorBar;
class TimeRuler;

/// The three panes - content, style, output - on one time axis, one frequency axis and one scale
/// of levels, with their ruler, color bar and scroll bar.
class SpectrogramStack : public QWidget {
    Q_OBJECT

public:
    enum Pane { content, style, output };
    static constexpr int kPanes = 3;

    explicit SpectrogramStack(QWidget* parent = nullptr);

    /// `peakDb`: level of the loudest bin; content and style together set the top of the scale.
    void showClip(Pane pane, const QString& name, std::shared_ptr<const Spectrogram> spectrogram,
                  double peakDb);
    /// Live: changes nothing but the picture of the output, which begins at `startSeconds`.
    void showOutput(std::shared_ptr<const Spectrogram> spectrogram, double startSeconds = 0.0);
    void clear(Pane pane);
    void setEmptyText(Pane pane, const QString& text);

    void setLook(const SpectrogramLook& look);
    const SpectrogramLook& look() const { return m_look; }

    void setPlayhead(std::optional<double> seconds);
    /// Of the content or the style; the output shows the content's. Emits nothing. A new clip has
    /// no region.
    void setRegion(Pane pane, std::optional<Region> region);
    std::optional<Region> region(Pane pane) const { return view(pane)->region(); }
    /// Shown: everything; but of a style more than half as long again as the content, only as much
    /// as the content has.
    void fit();
    void setVisibleRange(TimeRange range);
    TimeRange visibleRange() const { return m_range; }
    const ColorScale& colorScale() const { return m_colors; }

    SpectrogramView* view(Pane pane) const { return m_views[static_cast<std::size_t>(pane)]; }

Q_SIGNALS:
    void fileDropped(tonegraft::SpectrogramStack::Pane pane, const QString& path);
    void seekRequested(double seconds);
    /// By hand: a drag has ended, a key was pressed. None: the whole clip.
    void regionChanged(tonegraft::SpectrogramStack::Pane pane,
                       std::optional<tonegraft::Region> region);

private:
    void connectView(Pane pane);
    void layOut();
    void zoom(double factor, double anchorSeconds);
    void pan(double seconds);
    void point(std::optional<PlotPoint> point);
    void updateLook();
    void updateScrollBar();
    double durationSeconds(Pane pane) const;
    double totalSeconds() const;

    std::array<SpectrogramView*, kPanes> m_views{};
    std::array<double, kPanes> m_peaksDb{};
    TimeRuler* m_ruler;
    ColorBar* m_colorBar;
    QScrollBar* m_scrollBar;
    SpectrogramLook m_look;
    ColorScale m_colors;
    TimeRange m_range;
    bool m_fitted = true; ///< the range follows the clips until the user zooms
};

} // namespace tonegraft
