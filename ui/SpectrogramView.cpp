// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SpectrogramView.h"

#include "ui/FileDrop.h"
#include "ui/Format.h"
#include "ui/Theme.h"

#include <QDragEnterEvent>
#include <QMimeData>

#include <algorithm>
#include <cmath>

namespace tonegraft {

SpectrogramView::SpectrogramView(const QString& title, QWidget* parent)
    : TimePane(parent), m_title(title),
      m_axis(FrequencyAxis::upTo(FrequencyScale::logarithmic, 22050.0)) {
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

void SpectrogramView::setAcceptsFiles(bool accepts) {
    setAcceptDrops(accepts);
}

void SpectrogramView::setSpectrogram(std::shared_ptr<const Spectrogram> spectrogram,
                                     double startSeconds) {
    const bool wasEmpty = !m_spectrogram;
    m_spectrogram = std::move(spectrogram);
    m_startSeconds = startSeconds;
    setClipSeconds(m_spectrogram ? startSeconds + m_spectrogram->secondsOfFrame(
                                                      std::max(m_spectrogram->frames - 1, 1))
                                 : 0.0);
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

void SpectrogramView::invalidate() {
    m_imageStale = true;
    update();
}

PlotPoint SpectrogramView::pointAt(QPointF position) const {
    const QRect plot = plotRect();
    const double up = 1.0 - (position.y() - plot.top()) / std::max(plot.height(), 1);
    return {secondsAt(position.x()), m_axis.hzAt(up)};
}

QString SpectrogramView::readOut(const PlotPoint& point) const {
    const double level = m_spectrogram
                             ? levelAt(*m_spectrogram, point.seconds - m_startSeconds, point.hz)
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

void SpectrogramView::updateDescription() {
    setAccessibleDescription(m_spectrogram ? QStringLiteral("%1. %2").arg(m_name, keysHelp())
                                           : m_emptyText);
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
