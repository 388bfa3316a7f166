// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TimePane.h"

#include "ui/AxisTicks.h"
#include "ui/PaneAccessible.h"

#include <QAccessible>
#include <QApplication>
#include <QGestureEvent>
#include <QKeyEvent>
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
constexpr double kZoomPerNotch = 1.25;
constexpr double kNotch = 120.0; // Qt's unit of wheel angles
constexpr double kLongestKeyStepSeconds = 1.0;
constexpr int kKeyStepsInView = 10;
constexpr double kPanPart = 0.1; // of what is visible
constexpr double kPagePart = 0.9;

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

double TimePane::keyStepSeconds() const {
    const double visible = m_range.durationSeconds();
    return visible > 0.0 ? std::min(kLongestKeyStepSeconds, niceStep(visible, kKeyStepsInView))
                         : kLongestKeyStepSeconds;
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
    return modifiers.testFlag(Qt::ShiftModifier) || m_dragSelects ? Drag::select : Drag::pan;
}

void TimePane::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && plotRect().contains(event->position().toPoint())) {
        m_pressedAt = event->position();
        m_draggedTo = event->position();
        m_drag = dragAt(event->position(), event->modifiers());
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
    if (event->buttons().testFlag(Qt::LeftButton) && m_drag != Drag::none) {
        m_dragging = m_dragging || (position - m_pressedAt).manhattanLength() >=
                                       QApplication::startDragDistance();
        if (m_dragging && m_drag == Drag::pan) {
            draggedBy(position - m_draggedTo);
            m_draggedTo = position;
        } else if (m_dragging) {
            setRegion(draggedRegion(secondsAt(position.x())));
        }
    } else {
        const Drag drag = dragAt(position, event->modifiers());
        setCursor(drag == Drag::start || drag == Drag::end ? Qt::SplitHCursor
                  : drag == Drag::whole                    ? Qt::SizeAllCursor
                                                           : Qt::ArrowCursor);
    }
    if (m_clipSeconds > 0.0 && plotRect().contains(position.toPoint())) {
        Q_EMIT pointed(pointAt(position));
    } else {
        Q_EMIT pointerLeft();
    }
}

void TimePane::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_drag == Drag::none) {
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
    } else if (!dragged && inside && drag == Drag::select &&
               event->modifiers().testFlag(Qt::ShiftModifier)) {
        changeRegion(std::nullopt);
    } else if (!dragged && inside && m_clipSeconds > 0.0) {
        Q_EMIT seekRequested(std::max(0.0, secondsAt(event->position().x())));
    }
}

void TimePane::endDrag() {
    m_drag = Drag::none;
    m_dragging = false;
    m_regionBefore.reset();
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
        Q_EMIT panRequested(-turned / kNotch * kPanPart * m_range.durationSeconds());
    } else {
        Q_EMIT zoomRequested(std::pow(kZoomPerNotch, angle.y() / kNotch),
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
            endDrag(); // what the first finger began is none any more
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

// --- Keys ------------------------------------------------------------------------------------

QString TimePane::keysHelp() {
    return tr("Left and Right move the playhead, with Shift the view; Home and End go to the ends; "
              "Plus and Minus zoom in time, 0 shows all. [ and ] set the start and the end of the "
              "region at the playhead; Ctrl+Left and Ctrl+Right move its start, with Shift its "
              "end, Alt+Left and Alt+Right all of it; Esc removes it.");
}

void TimePane::keyPressEvent(QKeyEvent* event) {
    if (!regionKey(*event) && !timeKey(*event)) {
        QWidget::keyPressEvent(event);
    }
}

void TimePane::changeRegion(std::optional<Region> region) {
    if (region != m_region) {
        setRegion(region);
        Q_EMIT regionChanged(m_region);
    }
}

bool TimePane::regionKey(const QKeyEvent& event) {
    if (!m_regionEditable || !(m_clipSeconds > 0.0)) {
        return false;
    }
    const Region all{0.0, m_clipSeconds};
    const double playhead = m_playheadSeconds.value_or(m_range.startSeconds);
    const Qt::KeyboardModifiers held =
        event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::ShiftModifier);
    switch (event.key()) {
    case Qt::Key_BracketLeft:
        changeRegion(withStartAt(m_region.value_or(all), playhead, m_clipSeconds));
        return true;
    case Qt::Key_BracketRight:
        changeRegion(withEndAt(m_region.value_or(all), playhead, m_clipSeconds));
        return true;
    case Qt::Key_Escape:
    case Qt::Key_Delete:
        if (m_drag != Drag::none) {
            setRegion(m_regionBefore);
            endDrag();
            return true;
        }
        if (!m_region) {
            return false;
        }
        changeRegion(std::nullopt);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        break;
    default:
        return false;
    }
    const double step = event.key() == Qt::Key_Left ? -keyStepSeconds() : keyStepSeconds();
    const Region region = m_region.value_or(all);
    if (held == Qt::ControlModifier) {
        changeRegion(withStartAt(region, region.startSeconds + step, m_clipSeconds));
    } else if (held == (Qt::ControlModifier | Qt::ShiftModifier)) {
        changeRegion(withEndAt(region, region.endSeconds() + step, m_clipSeconds));
    } else if (held == Qt::AltModifier && m_region) {
        changeRegion(movedBy(region, step, m_clipSeconds));
    } else {
        return false;
    }
    return true;
}

bool TimePane::timeKey(const QKeyEvent& event) {
    const double playhead = m_playheadSeconds.value_or(m_range.startSeconds);
    const double middle = m_range.startSeconds + 0.5 * m_range.durationSeconds();
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    const double direction =
        event.key() == Qt::Key_Left || event.key() == Qt::Key_PageUp ? -1.0 : 1.0;
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (shift) {
            Q_EMIT panRequested(direction * kPanPart * m_range.durationSeconds());
        } else {
            Q_EMIT seekRequested(std::max(0.0, playhead + direction * keyStepSeconds()));
        }
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        Q_EMIT panRequested(direction * kPagePart * m_range.durationSeconds());
        return true;
    case Qt::Key_Home:
        Q_EMIT seekRequested(0.0);
        return true;
    case Qt::Key_End:
        Q_EMIT seekRequested(m_clipSeconds);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        Q_EMIT zoomRequested(kZoomPerNotch, middle);
        return true;
    case Qt::Key_Minus:
        Q_EMIT zoomRequested(1.0 / kZoomPerNotch, middle);
        return true;
    case Qt::Key_0:
        Q_EMIT fitRequested();
        return true;
    default:
        return false;
    }
}

} // namespace tonegraft
