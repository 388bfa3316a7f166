// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/TimePane.h"
#include "ui/pictures/AxisTicks.h"

#include <QKeyEvent>

#include <algorithm>

namespace tonegraft {
namespace {

constexpr double kLongestKeyStepSeconds = 1.0;
constexpr int kKeyStepsInView = 10;
constexpr double kPagePart = 0.9; // of what is visible

} // namespace

double TimePane::keyStepSeconds() const {
    const double visible = m_range.durationSeconds();
    return visible > 0.0 ? std::min(kLongestKeyStepSeconds, niceStep(visible, kKeyStepsInView))
                         : kLongestKeyStepSeconds;
}

QString TimePane::keysHelp() {
    return tr("Left and Right move the playhead, with Shift the view; Home and End go to the ends; "
              "Plus and Minus zoom in time, 0 shows all. [ and ] set the start and the end of the "
              "region at the playhead; Ctrl+Left and Ctrl+Right move its start, with Shift its "
              "end, Alt+Left and Alt+Right all of it; Esc removes it.");
}

QString TimePane::mouseHelp() {
    return tr("A click moves the playhead. A drag on the content or the style chooses the region "
              "that is transferred; drag its ends to change it, hold Ctrl to move it, click with "
              "Shift to remove it. The wheel zooms, with Ctrl in frequency; a drag with Shift or "
              "the middle button moves the view.");
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
            takeBackDrag();
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
            Q_EMIT panRequested(direction * kPanStep * m_range.durationSeconds());
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
        Q_EMIT zoomRequested(kZoomStep, middle);
        return true;
    case Qt::Key_Minus:
        Q_EMIT zoomRequested(1.0 / kZoomStep, middle);
        return true;
    case Qt::Key_0:
        Q_EMIT fitRequested();
        return true;
    default:
        return false;
    }
}

} // namespace tonegraft
