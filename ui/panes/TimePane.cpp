// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/TimePane.h"

#include "ui/panes/PaneAccessible.h"

#include <QAccessible>
#include <QApplication>
#include <QGestureEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tonegraft {
namespace {

constexpr int kPlayheadReach = 2; // pixels on either side of its middle
constexpr double kGripReach = 6.0;
constexpr double kNotch = 120.0; // Qt's unit of wheel angles

} // namespace

TimePane::TimePane(QWidget* parent) : QWidget(parent) {
    installPaneAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_AcceptTouchEvents);
    grabGesture(Qt::PinchGesture);
}

void TimePane::setClipSeconds(double seconds) {
    m_clipSeconds = seconds;
    endDrag();
}

void TimePane::setTimeRange(TimeRange range) {
    if (!(range == m_range)) {
        m_range = range;
        update(plotRect());
    }
}

void TimePane::setPlayhead(std::optional<double> seconds) {
    if (seconds != m_playheadSeconds) {
        updateStrip(m_playheadSeconds);
        m_playheadSeconds = seconds;
        updateStrip(m_playheadSeconds);
    }
}

void TimePane::setPointer(std::optional<PlotPoint> point) {
    if (point || m_pointer) {
        m_pointer = point;
        update(plotRect());
        if (hasFocus() && QAccessible::isActive()) {
            QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
            QAccessible::updateAccessibility(&changed);
        }
    }
}

void TimePane::setRegion(std::optional<Region> region) {
    if (region != m_region) {
        m_region = region;
        update(plotRect());
    }
}

void TimePane::setRegionEditable(bool editable) {
    m_regionEditable = editable;
    update(plotRect()); // the handles
}

int TimePane::axisWidth(const QWidget* widget) {
    return widget->fontMetrics().horizontalAdvance(QStringLiteral("500 kHz")) + 12 +
           notesWidth(widget);
}

int TimePane::notesWidth(const QWidget* widget) {
    return widget->fontMetrics().horizontalAdvance(QStringLiteral("C♯10")) + 4;
}

QRect TimePane::plotRect() const {
    return rect().adjusted(axisWidth(this), 0, 0, 0);
}

double TimePane::secondsAt(double x) const {
    const QRect plot = plotRect();
    return m_range.startSeconds +
           (x - plot.left()) / std::max(plot.width(), 1) * m_range.durationSeconds();
}

double TimePane::xOf(double seconds) const {
    const QRect plot = plotRect();
    const double duration = std::max(m_range.durationSeconds(), 1e-9);
    return plot.left() + (seconds - m_range.startSeconds) / duration * plot.width();
}

PlotPoint TimePane::pointAt(QPointF position) const {
    return {secondsAt(position.x()), std::numeric_limits<double>::quiet_NaN()};
}

void TimePane::updateStrip(std::optional<double> seconds) {
    if (seconds) {
        const int middle = static_cast<int>(std::floor(xOf(*seconds)));
        update(middle - kPlayheadReach - 1, 0, 2 * kPlayheadReach + 3, height());
    }
}

// --- Mouse -----------------------------------------------------------------------------------

TimePane::Drag TimePane::dragAt(QPointF position, Qt::KeyboardModifiers modifiers) const {
    if (!m_regionEditable || !(m_clipSeconds > 0.0)) {
        return Drag::pan;
    }
    if (m_region) {
        const double toStart = std::abs(position.x() - xOf(m_region->startSeconds));
        const double toEnd = std::abs(position.x() - xOf(m_region->endSeconds()));
        if (std::min(toStart, toEnd) <= kGripReach) {
            // Of two handles in one place, the one that can be pulled away from the other.
            const bool left = position.x() < xOf(m_region->startSeconds);
            return toStart < toEnd || (toStart == toEnd && left) ? Drag::start : Drag::end;
        }
        const double seconds = secondsAt(position.x());
        const bool inside = seconds > m_region->startSeconds && seconds < m_region->endSeconds();
        if (inside && modifiers.testFlag(Qt::ControlModifier)) {
            return Drag::whole;
        }
    }
    return modifiers.testFlag(Qt::ShiftModifier) != m_dragSelects ? Drag::select : Drag::pan;
}

void TimePane::mousePressEvent(QMouseEvent* event) {
    const bool left = event->button() == Qt::LeftButton;
    if ((left || event->button() == Qt::MiddleButton) && m_drag == Drag::none &&
        plotRect().contains(event->position().toPoint())) {
        m_pressedAt = event->position();
        m_draggedTo = event->position();
        m_drag = left ? dragAt(event->position(), event->modifiers()) : Drag::pan;
        m_button = event->button();
        m_regionBefore = m_region;
        m_dragging = false;
        event->accept();
    }
}

Region TimePane::draggedRegion(double seconds) const {
    const double moved = seconds - secondsAt(m_pressedAt.x());
    switch (m_drag) {
    case Drag::start:
        return withStartAt(*m_regionBefore, m_regionBefore->startSeconds + moved, m_clipSeconds);
    case Drag::end:
        return withEndAt(*m_regionBefore, m_regionBefore->endSeconds() + moved, m_clipSeconds);
    case Drag::whole:
        return movedBy(*m_regionBefore, moved, m_clipSeconds);
    case Drag::select:
    case Drag::pan:
    case Drag::none:
        break;
    }
    return regionBetween(secondsAt(m_pressedAt.x()), seconds, m_clipSeconds);
}

void TimePane::mouseMoveEvent(QMouseEvent* event) {
    const QPointF position = event->position();
    if (m_drag != Drag::none && event->buttons().testFlag(m_button)) {
        m_dragging = m_dragging || (position - m_pressedAt).manhattanLength() >=
                                       QApplication::startDragDistance();
        if (m_dragging && m_drag == Drag::pan) {
            draggedBy(position - m_draggedTo);
            m_draggedTo = position;
        } else if (m_dragging) {
            setRegion(draggedRegion(secondsAt(position.x())));
        }
    } else {
        setCursor(cursorOf(dragAt(position, event->modifiers())));
    }
    if (m_clipSeconds > 0.0 && plotRect().contains(position.toPoint())) {
        Q_EMIT pointed(pointAt(position));
    } else {
        Q_EMIT pointerLeft();
    }
}

Qt::CursorShape TimePane::cursorOf(Drag drag) const {
    switch (drag) {
    case Drag::start:
    case Drag::end:
        return Qt::SplitHCursor;
    case Drag::whole:
        return Qt::SizeAllCursor;
    case Drag::select:
        return Qt::IBeamCursor;
    case Drag::pan:
    case Drag::none:
        break;
    }
    return Qt::ArrowCursor;
}

void TimePane::mouseReleaseEvent(QMouseEvent* event) {
    if (m_drag == Drag::none || event->button() != m_button) {
        return; // not pressed here, or taken back
    }
    const Drag drag = m_drag;
    const bool dragged = m_dragging;
    const std::optional<Region> before = m_regionBefore;
    endDrag();
    const bool inside = plotRect().contains(event->position().toPoint());
    if (dragged && drag != Drag::pan) {
        if (m_region != before) {
            Q_EMIT regionChanged(m_region);
        }
    } else if (dragged || !inside || m_button != Qt::LeftButton) {
        return;
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) && m_regionEditable) {
        changeRegion(std::nullopt);
    } else if (m_clipSeconds > 0.0) {
        Q_EMIT seekRequested(std::max(0.0, secondsAt(event->position().x())));
    }
}

void TimePane::endDrag() {
    m_drag = Drag::none;
    m_dragging = false;
    m_regionBefore.reset();
}

void TimePane::takeBackDrag() {
    if (m_drag != Drag::none) {
        setRegion(m_regionBefore);
        endDrag();
    }
}

void TimePane::draggedBy(QPointF pixels) {
    Q_EMIT panRequested(-pixels.x() / std::max(plotRect().width(), 1) * m_range.durationSeconds());
}

void TimePane::leaveEvent(QEvent*) {
    Q_EMIT pointerLeft();
}

// --- Wheel and touch -------------------------------------------------------------------------

void TimePane::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    const bool sideways =
        std::abs(angle.x()) > std::abs(angle.y()) || event->modifiers().testFlag(Qt::ShiftModifier);
    if (sideways) {
        const int turned = angle.x() != 0 ? angle.x() : angle.y();
        Q_EMIT panRequested(-turned / kNotch * kPanStep * m_range.durationSeconds());
    } else {
        Q_EMIT zoomRequested(std::pow(kZoomStep, angle.y() / kNotch),
                             secondsAt(event->position().x()));
    }
    event->accept();
}

bool TimePane::event(QEvent* event) {
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            pinch(1.0 + gesture->value(), gesture->position(), gesture->modifiers());
            return true;
        }
    } else if (event->type() == QEvent::Gesture) {
        auto* gestures = static_cast<QGestureEvent*>(event);
        if (const auto* gesture =
                static_cast<QPinchGesture*>(gestures->gesture(Qt::PinchGesture))) {
            takeBackDrag(); // what the first finger began is none any more
            pinch(gesture->scaleFactor(), mapFromGlobal(gesture->hotSpot()),
                  QApplication::keyboardModifiers());
            return true;
        }
    }
    return QWidget::event(event);
}

void TimePane::pinch(double factor, QPointF position, Qt::KeyboardModifiers modifiers) {
    if (std::isfinite(factor) && factor > 0.0) {
        pinchedBy(factor, position, modifiers);
    }
}

void TimePane::pinchedBy(double factor, QPointF position, Qt::KeyboardModifiers) {
    Q_EMIT zoomRequested(factor, secondsAt(position.x()));
}

} // namespace tonegraft
