// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SpectrogramView.h"

#include "ui/FileDrop.h"
#include "ui/Format.h"
#include "ui/Theme.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace tonegraft {
namespace {
constexpr int kPlayheadReach = 2; // pixels on either side of its middle
constexpr double kZoomPerNotch = 1.25;
constexpr double kNotch = 120.0; // Qt's unit of wheel angles
constexpr double kKeyStepSeconds = 1.0;
} // namespace

SpectrogramView::SpectrogramView(const QString& title, QWidget* parent)
    : QWidget(parent), m_title(title),
      m_axis(FrequencyAxis::upTo(FrequencyScale::logarithmic, 22050.0)) {
    setAccessibleName(tr("%1 spectrogram").arg(title));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent, false);
    updateDescription();
}

void SpectrogramView::setName(const QString& name) {
    m_name = name;
    updateDescription();
    update();
}

void SpectrogramView::setEmptyText(const QString& text) {
    m_emptyText = text;
    updateDescription();
    update();
}

void SpectrogramView::setAcceptsFiles(bool accepts) {
    setAcceptDrops(accepts);
}

void SpectrogramView::setSpectrogram(std::shared_ptr<const Spectrogram> spectrogram) {
    const bool wasEmpty = !m_spectrogram;
    m_spectrogram = std::move(spectrogram);
    m_imageStale = true;
    if (wasEmpty != !m_spectrogram) {
        updateDescription();
    }
    update();
}

void SpectrogramView::setLook(const ColorScale& colors, const FrequencyAxis& axis) {
    if (colors == m_colors && axis == m_axis) {
        return;
    }
    m_colors = colors;
    m_axis = axis;
    m_imageStale = true;
    update();
}

void SpectrogramView::setTimeRange(TimeRange range) {
    if (!(range == m_range)) {
        m_range = range;
        m_imageStale = true;
        update();
    }
}

void SpectrogramView::setPlayhead(std::optional<double> seconds) {
    if (seconds != m_playheadSeconds) {
        updateStrip(m_playheadSeconds);
        m_playheadSeconds = seconds;
        updateStrip(m_playheadSeconds);
    }
}

void SpectrogramView::setPointer(std::optional<PlotPoint> point) {
    if (point || m_pointer) {
        m_pointer = point;
        update();
    }
}

int SpectrogramView::axisWidth(const QWidget* widget) {
    return widget->fontMetrics().horizontalAdvance(QStringLiteral("500 kHz")) + 12;
}

QRect SpectrogramView::plotRect() const {
    return rect().adjusted(axisWidth(this), 0, 0, 0);
}

double SpectrogramView::secondsAt(double x) const {
    const QRect plot = plotRect();
    return m_range.startSeconds +
           (x - plot.left()) / std::max(plot.width(), 1) * m_range.durationSeconds();
}

double SpectrogramView::xOf(double seconds) const {
    const QRect plot = plotRect();
    const double duration = std::max(m_range.durationSeconds(), 1e-9);
    return plot.left() + (seconds - m_range.startSeconds) / duration * plot.width();
}

PlotPoint SpectrogramView::pointAt(QPointF position) const {
    const QRect plot = plotRect();
    const double up = 1.0 - (position.y() - plot.top()) / std::max(plot.height(), 1);
    return {secondsAt(position.x()), m_axis.hzAt(up)};
}

QString SpectrogramView::readOut(const PlotPoint& point) const {
    const double level = m_spectrogram ? levelAt(*m_spectrogram, point.seconds, point.hz)
                                       : std::numeric_limits<double>::quiet_NaN();
    if (std::isnan(level)) {
        return {};
    }
    const QString note = noteText(point.hz);
    const QString pitch =
        note.isEmpty() ? hertzText(point.hz)
                       : tr("%1 (%2)", "frequency and its note").arg(hertzText(point.hz), note);
    return QStringLiteral("%1 · %2 · %3").arg(timeText(point.seconds), pitch, decibelText(level));
}

QSize SpectrogramView::sizeHint() const {
    return {640, 170};
}
QSize SpectrogramView::minimumSizeHint() const {
    return {260, 70};
}

void SpectrogramView::updateStrip(std::optional<double> seconds) {
    if (seconds) {
        const int middle = static_cast<int>(std::floor(xOf(*seconds)));
        update(middle - kPlayheadReach - 1, 0, 2 * kPlayheadReach + 3, height());
    }
}

void SpectrogramView::updateDescription() {
    setAccessibleDescription(m_spectrogram ? tr("%1. Click, or use the arrow keys, to move the "
                                                "playhead; plus, minus and zero zoom in time.")
                                                 .arg(m_name)
                                           : m_emptyText);
}

void SpectrogramView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && plotRect().contains(event->position().toPoint())) {
        m_pressedAt = event->position();
        m_draggedX = event->position().x();
        m_dragging = false;
        event->accept();
    }
}

void SpectrogramView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF position = event->position();
    if (event->buttons().testFlag(Qt::LeftButton)) {
        m_dragging = m_dragging ||
                     std::abs(position.x() - m_pressedAt.x()) >= QApplication::startDragDistance();
        if (m_dragging) {
            Q_EMIT panRequested(secondsAt(m_draggedX) - secondsAt(position.x()));
            m_draggedX = position.x();
        }
    }
    if (m_spectrogram && plotRect().contains(position.toPoint())) {
        const PlotPoint point = pointAt(position);
        Q_EMIT pointed(point.seconds, point.hz);
    } else {
        Q_EMIT pointerLeft();
    }
}

void SpectrogramView::mouseReleaseEvent(QMouseEvent* event) {
    const bool inside = plotRect().contains(event->position().toPoint());
    if (event->button() == Qt::LeftButton && !m_dragging && inside && m_spectrogram) {
        Q_EMIT seekRequested(std::max(0.0, secondsAt(event->position().x())));
    }
    m_dragging = false;
}

void SpectrogramView::leaveEvent(QEvent*) {
    Q_EMIT pointerLeft();
}

void SpectrogramView::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    const bool sideways =
        std::abs(angle.x()) > std::abs(angle.y()) || event->modifiers().testFlag(Qt::ShiftModifier);
    if (sideways) {
        const int turned = angle.x() != 0 ? angle.x() : angle.y();
        Q_EMIT panRequested(-turned / kNotch * 0.1 * m_range.durationSeconds());
    } else {
        Q_EMIT zoomRequested(std::pow(kZoomPerNotch, angle.y() / kNotch),
                             secondsAt(event->position().x()));
    }
    event->accept();
}

void SpectrogramView::keyPressEvent(QKeyEvent* event) {
    const double playhead = m_playheadSeconds.value_or(m_range.startSeconds);
    const double middle = m_range.startSeconds + 0.5 * m_range.durationSeconds();
    switch (event->key()) {
    case Qt::Key_Left:
        Q_EMIT seekRequested(std::max(0.0, playhead - kKeyStepSeconds));
        break;
    case Qt::Key_Right:
        Q_EMIT seekRequested(playhead + kKeyStepSeconds);
        break;
    case Qt::Key_Home:
        Q_EMIT seekRequested(0.0);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        Q_EMIT zoomRequested(kZoomPerNotch, middle);
        break;
    case Qt::Key_Minus:
        Q_EMIT zoomRequested(1.0 / kZoomPerNotch, middle);
        break;
    case Qt::Key_0:
        Q_EMIT fitRequested();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void SpectrogramView::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFile(event->mimeData()).isEmpty()) {
        m_dropHovers = true;
        update();
        event->acceptProposedAction();
    }
}

void SpectrogramView::dragLeaveEvent(QDragLeaveEvent*) {
    m_dropHovers = false;
    update();
}

void SpectrogramView::dropEvent(QDropEvent* event) {
    m_dropHovers = false;
    update();
    event->acceptProposedAction();
    Q_EMIT fileDropped(droppedFile(event->mimeData()));
}

} // namespace tonegraft
