// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/Region.h"
#include "ui/pictures/TimeRange.h"

#include <QWidget>

#include <optional>

namespace tonegraft {

/// Where the pointer is, in the units of the axes; `hz` is NaN where there is no frequency.
struct PlotPoint {
    double seconds = 0.0;
    double hz = 0.0;
};

/// A painted pane with a time axis: it knows where times lie, draws playhead, region and pointer,
/// and turns mouse, wheel, touch and keys into what the user wants. It changes nothing but its
/// region; whoever owns it answers the other signals. Thread: GUI.
class TimePane : public QWidget {
    Q_OBJECT

public:
    explicit TimePane(QWidget* parent = nullptr);

    /// Of the clip that is shown; 0: there is none, and nothing can be clicked or chosen.
    void setClipSeconds(double seconds);
    double clipSeconds() const { return m_clipSeconds; }
    void setTimeRange(TimeRange range);
    TimeRange timeRange() const { return m_range; }
    void setPlayhead(std::optional<double> seconds);
    void setPointer(std::optional<PlotPoint> point);
    const std::optional<PlotPoint>& pointer() const { return m_pointer; }
    /// What is read where the pointer is; empty if there is nothing.
    virtual QString pointerText() const { return {}; }
    /// 0 if there is none.
    double playheadSeconds() const { return m_playheadSeconds.value_or(0.0); }

    /// Emits nothing.
    void setRegion(std::optional<Region> region);
    const std::optional<Region>& region() const { return m_region; }
    /// Whether the user can make and change the region; it is shown in any case.
    void setRegionEditable(bool editable);
    /// A drag makes a region, and pans with Shift; or the other way round.
    void setDragSelects(bool selects) { m_dragSelects = selects; }

    /// Of the picture within the widget; the axis is left of it.
    QRect plotRect() const;
    double secondsAt(double x) const;
    double xOf(double seconds) const;
    /// Width of the room left of the picture, for whoever aligns with it.
    static int axisWidth(const QWidget* widget);
    /// Of the part of it that is next to the picture, for names of notes.
    static int notesWidth(const QWidget* widget);
    /// What the keys do, for help texts.
    static QString keysHelp();
    static QString mouseHelp();

Q_SIGNALS:
    void pointed(tonegraft::PlotPoint point);
    void pointerLeft();
    void seekRequested(double seconds);
    void zoomRequested(double factor, double anchorSeconds);
    void panRequested(double seconds);
    void fitRequested();
    /// By hand, when a drag ends or a key is pressed.
    void regionChanged(std::optional<tonegraft::Region> region);

protected:
    virtual PlotPoint pointAt(QPointF position) const;
    /// The picture was dragged to the right and down by so many pixels.
    virtual void draggedBy(QPointF pixels);
    /// Two fingers moved apart (factor > 1) or together around a position.
    virtual void pinchedBy(double factor, QPointF position, Qt::KeyboardModifiers modifiers);

    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

    void paintRegion(QPainter& painter) const;
    void paintPointerTime(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;

private:
    enum class Drag { none, pan, select, start, end, whole };

    Drag dragAt(QPointF position, Qt::KeyboardModifiers modifiers) const;
    Region draggedRegion(double seconds) const;
    void endDrag();
    void takeBackDrag();
    Qt::CursorShape cursorOf(Drag drag) const;
    void changeRegion(std::optional<Region> region);
    bool regionKey(const QKeyEvent& event);
    bool timeKey(const QKeyEvent& event);
    void pinch(double factor, QPointF position, Qt::KeyboardModifiers modifiers);
    void updateStrip(std::optional<double> seconds);
    double keyStepSeconds() const;

    static constexpr double kZoomStep = 1.25; ///< a notch of the wheel, a key
    static constexpr double kPanStep = 0.1;   ///< of what is visible

    double m_clipSeconds = 0.0;
    TimeRange m_range;
    std::optional<double> m_playheadSeconds;
    std::optional<PlotPoint> m_pointer;
    std::optional<Region> m_region;
    bool m_regionEditable = false;
    bool m_dragSelects = true;

    Drag m_drag = Drag::none;                ///< what a drag does, from the press on
    bool m_dragging = false;                 ///< the pointer has moved far enough
    Qt::MouseButton m_button = Qt::NoButton; ///< that it is held with
    QPointF m_pressedAt;
    QPointF m_draggedTo;
    std::optional<Region> m_regionBefore; ///< the drag
};

} // namespace tonegraft
