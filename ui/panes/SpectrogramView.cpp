// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/SpectrogramView.h"

#include "ui/kit/Format.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tonegraft {
namespace {

constexpr double kZoomPerNotch = 1.25;
constexpr double kNotch = 120.0; // Qt's unit of wheel angles
constexpr double kPanPart = 0.1; // of what is visible
constexpr double kSemitone = 1.0594630943592953;
constexpr double kStepOfLinearAxis = 0.01; // of its height

} // namespace

SpectrogramView::SpectrogramView(const QString& title, QWidget* parent)
    : TimePane(parent), m_title(title) {
    setAccessibleName(tr("%1 spectrogram").arg(title));
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

void SpectrogramView::setInvitesFiles(bool invites) {
    m_invitesFiles = invites;
    setCursor(asksForFile() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void SpectrogramView::setHeard(bool heard) {
    if (heard != m_heard) {
        m_heard = heard;
        updateDescription();
        update();
    }
}

void SpectrogramView::setSpectrogram(std::shared_ptr<const SpectrogramTiles> tiles,
                                     double startSeconds) {
    setDifference(std::move(tiles), startSeconds, nullptr);
}

void SpectrogramView::setDifference(std::shared_ptr<const SpectrogramTiles> tiles,
                                    double startSeconds,
                                    std::shared_ptr<const SpectrogramTiles> minus) {
    PictureContent content = m_picture.content();
    const bool wasEmpty = !content.tiles;
    content.tiles = std::move(tiles);
    content.startSeconds = startSeconds;
    content.minus = std::move(minus);
    m_picture.setContent(content);
    setClipSeconds(content.tiles ? startSeconds + content.tiles->durationSeconds() : 0.0);
    if (wasEmpty != !content.tiles) {
        setCursor(asksForFile() ? Qt::PointingHandCursor : Qt::ArrowCursor);
        updateDescription();
        update();
    } else {
        update(plotRect()); // the axis stays
    }
}

void SpectrogramView::setLook(const ColorScale& colors, const FrequencyAxis& axis,
                              double quietestDb) {
    PictureContent content = m_picture.content();
    content.colors = colors;
    content.axis = axis;
    content.quietestDb = quietestDb;
    if (!(content == m_picture.content())) {
        m_picture.setContent(content);
        update();
    }
}

void SpectrogramView::setShowsTimes(bool shows) {
    m_showsTimes = shows;
    update();
}

PlotPoint SpectrogramView::pointAt(QPointF position) const {
    const QRect plot = plotRect();
    const double up = 1.0 - (position.y() - plot.top()) / std::max(plot.height(), 1);
    return {secondsAt(position.x()), frequencyAxis().hzAt(up)};
}

double SpectrogramView::levelAtPoint(const PlotPoint& point) const {
    const PictureContent& content = m_picture.content();
    if (!content.tiles) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double level = levelAt(*content.tiles, point.seconds - content.startSeconds, point.hz);
    if (!content.minus) {
        return level;
    }
    const double minus = levelAt(*content.minus, point.seconds, point.hz);
    return std::isnan(level) || std::isnan(minus)
               ? std::numeric_limits<double>::quiet_NaN()
               : std::max(level, content.quietestDb) - std::max(minus, content.quietestDb);
}

QString SpectrogramView::readOut(const PlotPoint& point) const {
    const double level = std::isnan(point.hz) ? point.hz : levelAtPoint(point);
    if (std::isnan(level)) {
        return {};
    }
    const QString note = noteText(point.hz);
    const QString pitch =
        note.isEmpty() ? hertzText(point.hz)
                       : tr("%1 (%2)", "frequency and its note").arg(hertzText(point.hz), note);
    const QString sign = showsDifference() && level > 0.0 ? QStringLiteral("+") : QString();
    return QStringLiteral("%1 · %2 · %3%4")
        .arg(timeText(point.seconds), pitch, sign, decibelText(level));
}

QSize SpectrogramView::sizeHint() const {
    return {640, 170};
}
QSize SpectrogramView::minimumSizeHint() const {
    return {180, 42};
}

QString SpectrogramView::keysHelp() {
    return TimePane::keysHelp() + QLatin1Char(' ') +
           tr("Up and Down read the level a semitone higher or lower, with Shift they move the "
              "view; Ctrl+Plus and Ctrl+Minus zoom in frequency.");
}

void SpectrogramView::updateDescription() {
    const QString text =
        spectrogram() ? QStringLiteral("%1. %2").arg(m_name, keysHelp()) : m_emptyText;
    setAccessibleDescription(m_heard && spectrogram() ? tr("Heard: %1").arg(text) : text);
}

// --- Frequency by mouse, touch and keys ------------------------------------------------------

/// Ctrl, or the axis itself: what is turned or pinched there is meant for the frequencies.
bool SpectrogramView::overFrequencies(QPointF position, Qt::KeyboardModifiers modifiers) const {
    return modifiers.testFlag(Qt::ControlModifier) || position.x() < plotRect().left();
}

void SpectrogramView::draggedBy(QPointF pixels) {
    TimePane::draggedBy(pixels);
    Q_EMIT frequencyPanRequested(pixels.y() / std::max(plotRect().height(), 1));
}

void SpectrogramView::pinchedBy(double factor, QPointF position, Qt::KeyboardModifiers modifiers) {
    if (overFrequencies(position, modifiers)) {
        Q_EMIT frequencyZoomRequested(factor, pointAt(position).hz);
    } else {
        TimePane::pinchedBy(factor, position, modifiers);
    }
}

void SpectrogramView::mouseReleaseEvent(QMouseEvent* event) {
    if (asksForFile() && event->button() == Qt::LeftButton &&
        rect().contains(event->position().toPoint())) {
        Q_EMIT fileAsked();
        return;
    }
    TimePane::mouseReleaseEvent(event);
}

void SpectrogramView::wheelEvent(QWheelEvent* event) {
    if (!overFrequencies(event->position(), event->modifiers())) {
        TimePane::wheelEvent(event);
        return;
    }
    const QPoint angle = event->angleDelta();
    const double notches = (angle.y() != 0 ? angle.y() : angle.x()) / kNotch;
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT frequencyPanRequested(kPanPart * notches);
    } else {
        Q_EMIT frequencyZoomRequested(std::pow(kZoomPerNotch, notches),
                                      pointAt(event->position()).hz);
    }
    event->accept();
}

void SpectrogramView::askLevel(double steps) {
    const FrequencyAxis& axis = frequencyAxis();
    const double hz = pointer() && std::isfinite(pointer()->hz) ? pointer()->hz : axis.hzAt(0.5);
    const double asked = axis.scale() == FrequencyScale::linear
                             ? hz + steps * kStepOfLinearAxis * (axis.highHz() - axis.lowHz())
                             : hz * std::pow(kSemitone, steps);
    Q_EMIT levelAsked(std::clamp(asked, axis.lowHz(), axis.highHz()));
}

void SpectrogramView::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const double up = event->key() == Qt::Key_Down || event->key() == Qt::Key_Minus ? -1.0 : 1.0;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (asksForFile()) {
            Q_EMIT fileAsked();
            return;
        }
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (shift) {
            Q_EMIT frequencyPanRequested(up * kPanPart);
        } else {
            askLevel(up);
        }
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
        if (control) {
            Q_EMIT frequencyZoomRequested(std::pow(kZoomPerNotch, up), frequencyAxis().hzAt(0.5));
            return;
        }
        break;
    default:
        break;
    }
    TimePane::keyPressEvent(event);
}

} // namespace tonegraft
