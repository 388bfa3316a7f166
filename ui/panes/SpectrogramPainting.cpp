// SPDX-License-Identifier: GPL-3.0-or-later
// The painting half of SpectrogramView.
#include "ui/kit/Theme.h"
#include "ui/panes/PlotPainting.h"
#include "ui/panes/SpectrogramView.h"
#include "ui/pictures/AxisTicks.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr int kTickLength = 4;
constexpr int kHeardWidth = 5;
constexpr double kLabelSpacing = 1.15; // lines of text
const QColor kPointer(255, 255, 255, 110);

/// Labels at the ends move inward rather than being cut.
QRect labelRect(const QRect& plot, int left, int right, int y, int height) {
    const int half = height / 2;
    const int middle =
        std::clamp(y, plot.top() + half, std::max(plot.bottom() - half, plot.top() + half));
    return QRect(left, middle - half, right - left, height);
}

} // namespace

int SpectrogramView::yOf(double hz) const {
    const QRect plot = plotRect();
    return plot.bottom() -
           static_cast<int>(std::lround(frequencyAxis().positionOf(hz) * (plot.height() - 1)));
}

void SpectrogramView::paintPicture(QPainter& painter) {
    const double scale = devicePixelRatioF();
    const QRect plot = plotRect();
    PictureContent content = m_picture.content();
    content.outside = palette().color(QPalette::Base).rgb();
    m_picture.setContent(content);
    const QImage& image = m_picture.image(timeRange(), (QSizeF(plot.size()) * scale).toSize());
    painter.drawImage(QRectF(plot.topLeft(), QSizeF(image.size()) / scale), image);
}

void SpectrogramView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const QRect plot = plotRect();
    if (spectrogram() && !spectrogram()->empty()) {
        paintPicture(painter);
        if (event->rect().left() < plot.left()) {
            paintAxis(painter);
            paintNotes(painter);
        }
        painter.setRenderHint(QPainter::Antialiasing);
        if (m_showsTimes) {
            paintTimes(painter);
        }
        paintRegion(painter);
        paintPointerTime(painter);
        paintPointerLevel(painter);
        paintPlayhead(painter);
        paintTitle(painter);
        paintHeard(painter);
        paintReadOut(painter);
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        paintEmpty(painter);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        painter.drawRect(QRectF(plot).adjusted(1, 1, -1, -1));
    }
}

/// A bar in the accent color along the left edge, as the button of what is heard has it.
void SpectrogramView::paintHeard(QPainter& painter) const {
    if (m_heard) {
        const QRect plot = plotRect();
        painter.fillRect(QRect(plot.left(), plot.top(), kHeardWidth, plot.height()),
                         palette().color(QPalette::Highlight));
        painter.fillRect(QRect(plot.left() + kHeardWidth, plot.top(), 1, plot.height()), Qt::white);
    }
}

void SpectrogramView::paintAxis(QPainter& painter) const {
    const QRect plot = plotRect();
    const int height = painter.fontMetrics().height();
    const int right = plot.left() - notesWidth(this);
    painter.setPen(quietTextColor(palette()));
    for (const Tick& tick :
         frequencyTicks(frequencyAxis(), plot.height(), kLabelSpacing * height)) {
        const int y = yOf(tick.value);
        painter.fillRect(QRect(right - kTickLength - 1, y, kTickLength, 1), borderColor(palette()));
        painter.drawText(labelRect(plot, 0, right - kTickLength - 4, y, height),
                         Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
}

void SpectrogramView::paintNotes(QPainter& painter) const {
    const QRect plot = plotRect();
    const QFont plain = painter.font();
    QFont small = plain;
    small.setPointSizeF(0.85 * plain.pointSizeF());
    painter.setFont(small);
    const int height = painter.fontMetrics().height();
    painter.setPen(quietTextColor(palette()));
    for (const Tick& tick : noteTicks(frequencyAxis(), plot.height(), kLabelSpacing * height)) {
        const int y = yOf(tick.value);
        painter.fillRect(QRect(plot.left() - kTickLength - 1, y, kTickLength, 1),
                         borderColor(palette()));
        painter.drawText(labelRect(plot, plot.left() - notesWidth(this),
                                   plot.left() - kTickLength - 3, y, height),
                         Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    painter.setFont(plain);
}

void SpectrogramView::paintTimes(QPainter& painter) const {
    const QRect plot = plotRect();
    const QFontMetrics metrics = painter.fontMetrics();
    const int labelWidth = metrics.horizontalAdvance(QStringLiteral("00:00.00 s"));
    const int count = std::max(2, static_cast<int>(plot.width() / (2.0 * labelWidth)));
    const QRect band(plot.left(), plot.bottom() - metrics.height() + 1, plot.width(),
                     metrics.height());
    painter.fillRect(band, QColor(0, 0, 0, 150));
    painter.setPen(QColor(255, 255, 255));
    for (const Tick& tick : timeTicks(timeRange().startSeconds, timeRange().endSeconds, count)) {
        const int x = static_cast<int>(std::lround(xOf(tick.value)));
        const int width = metrics.horizontalAdvance(tick.label);
        painter.fillRect(QRect(x, band.top(), 1, 3), QColor(255, 255, 255));
        if (x + 3 + width <= plot.right()) {
            painter.drawText(x + 3, band.top() + metrics.ascent(), tick.label);
        }
    }
}

void SpectrogramView::paintTitle(QPainter& painter) const {
    const QString text =
        m_name.isEmpty() ? m_title : QStringLiteral("%1 — %2").arg(m_title, m_name);
    const QColor fill = m_heard ? palette().color(QPalette::Highlight) : kChipColor;
    paintChip(painter, chipRoom(plotRect()), Qt::AlignTop | Qt::AlignLeft, text, fill);
}

void SpectrogramView::paintReadOut(QPainter& painter) const {
    const QString text = pointerText();
    if (!text.isEmpty()) {
        paintChip(painter, chipRoom(plotRect()), Qt::AlignBottom | Qt::AlignRight, text);
    }
}

void SpectrogramView::paintPointerLevel(QPainter& painter) const {
    const QRect plot = plotRect();
    if (pointer() && std::isfinite(pointer()->hz)) {
        const int y = yOf(pointer()->hz);
        if (y >= plot.top() && y <= plot.bottom()) {
            painter.fillRect(QRect(plot.left(), y, plot.width(), 1), kPointer);
        }
    }
}

void SpectrogramView::paintEmpty(QPainter& painter) const {
    // An empty pane has no axis: a narrow one gives its place to the text.
    const bool narrow = plotRect().width() < fontMetrics().horizontalAdvance(m_emptyText);
    const QRectF frame = QRectF(narrow ? rect() : plotRect()).adjusted(1, 1, -1, -1);
    painter.setPen(
        QPen(borderColor(palette()), 1.2, m_invitesFiles ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(frame, 6, 6);
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    const QRectF upper(frame.left(), frame.center().y() - metrics.height() - 2, frame.width(),
                       metrics.height() + 2);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(upper, Qt::AlignCenter, m_title);
    painter.setFont(font());
    painter.setPen(quietTextColor(palette()));
    const QRectF lower(frame.left() + 6, upper.bottom() + 2, frame.width() - 12,
                       frame.bottom() - upper.bottom() - 2);
    constexpr int kWrapped = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
    const QFontMetricsF plain(font());
    const bool fits = plain.boundingRect(lower, kWrapped, m_emptyText).height() <= lower.height();
    painter.drawText(lower, kWrapped,
                     fits ? m_emptyText
                          : plain.elidedText(m_emptyText, Qt::ElideRight, lower.width()));
}

} // namespace tonegraft
