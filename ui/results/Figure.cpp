// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/Figure.h"

#include "ui/panes/PlotRulers.h"
#include "ui/pictures/AxisTicks.h"
#include "ui/pictures/SpectrogramImage.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tonegraft {
namespace {

const QColor kInk(0x20, 0x24, 0x2d);
const QColor kLine(0x80, 0x86, 0x92);
constexpr int kTextPerMille = 14; ///< font height in thousandths of the page's height
constexpr double kLinePerMille = 0.7;

struct Labels {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

/// What all parts share.
struct Frame {
    ColorScale colors;
    FrequencyAxis axis;
    TimeRange time;
    int unit; ///< height of a line of text, the measure of all margins
    QPen line;
};

Frame frameOf(const FigureParts& parts, const SpectrogramLook& look, int unit, const QPen& line) {
    double loudestDb = -std::numeric_limits<double>::infinity();
    double highestHz = 1000.0;
    double seconds = 0.0;
    for (const FigurePart& part : parts) {
        const SpectrogramTiles& tiles = *part.spectrogram;
        loudestDb = std::max(loudestDb, peakDb(tiles));
        highestHz = std::max(highestHz, tiles.nyquistHz());
        seconds = std::max(seconds, tiles.durationSeconds());
    }
    return {sharedScale(look, loudestDb),
            FrequencyAxis::upTo(look.frequencyScale, highestHz),
            {0.0, seconds},
            unit,
            line};
}

void paintFrequencyAxis(QPainter& painter, const QRect& plot, const Frame& frame) {
    const int height = painter.fontMetrics().height();
    for (const Tick& tick : frequencyTicks(frame.axis, plot.height(), 1.2 * height)) {
        const double up = frame.axis.positionOf(tick.value);
        const int y = plot.bottom() - static_cast<int>(std::lround(up * (plot.height() - 1)));
        painter.setPen(frame.line);
        painter.drawLine(plot.left() - frame.unit / 3, y, plot.left() - 1, y);
        painter.setPen(kInk);
        painter.drawText(QRect(0, y - height, plot.left() - frame.unit / 2, 2 * height),
                         Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
}

void paintTimeAxis(QPainter& painter, const QRect& plot, const Frame& frame) {
    const QFontMetrics metrics = painter.fontMetrics();
    const int count = std::max(2, plot.width() / (6 * frame.unit));
    for (const Tick& tick : timeTicks(frame.time.startSeconds, frame.time.endSeconds, count)) {
        const double along = tick.value / frame.time.endSeconds;
        const int x = plot.left() + static_cast<int>(std::lround(along * (plot.width() - 1)));
        painter.setPen(frame.line);
        painter.drawLine(x, plot.bottom() + 1, x, plot.bottom() + frame.unit / 3);
        painter.setPen(kInk);
        const int width = metrics.horizontalAdvance(tick.label);
        painter.drawText(x - width / 2, plot.bottom() + frame.unit / 2 + metrics.ascent(),
                         tick.label);
    }
    painter.drawText(
        QRect(plot.left(), plot.bottom() + 2 * frame.unit, plot.width(), metrics.height()),
        Qt::AlignCenter, Labels::tr("Time"));
}

void paintPart(QPainter& painter, const QRect& room, const FigurePart& part, const Frame& frame) {
    const QRect plot = room.adjusted(0, 2 * frame.unit, 0, 0);
    QFont bold = painter.font();
    bold.setBold(true);
    const QFont plain = painter.font();
    painter.setFont(bold);
    painter.setPen(kInk);
    const QString title =
        painter.fontMetrics().elidedText(part.title, Qt::ElideMiddle, plot.width());
    painter.drawText(QRect(plot.left(), room.top(), plot.width(), 2 * frame.unit),
                     Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(plain);
    painter.drawImage(plot.topLeft(),
                      spectrogramImage(*part.spectrogram, frame.colors, frame.axis, frame.time,
                                       plot.size(), qRgb(255, 255, 255)));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(frame.line);
    painter.drawRect(plot.adjusted(-1, -1, 0, 0));
    paintFrequencyAxis(painter, plot, frame);
}

} // namespace

void paintTransferFigure(QPainter& painter, const QRect& page, const FigureParts& parts,
                         const SpectrogramLook& look) {
    painter.fillRect(page, Qt::white);
    QFont font = painter.font();
    font.setPixelSize(std::max(8, page.height() * kTextPerMille / 1000));
    painter.setFont(font);
    const int unit = QFontMetrics(font).height();
    const QPen line(kLine, std::max(1.0, kLinePerMille * page.height() / 1000.0));
    const Frame frame = frameOf(parts, look, unit, line);
    const QRect body = page.adjusted(6 * unit, unit, -7 * unit, -4 * unit);
    const int count = static_cast<int>(parts.size());
    const int height = (body.height() - (count - 1) * unit) / count;
    QRect room(body.left(), body.top(), body.width(), height);
    for (const FigurePart& part : parts) {
        paintPart(painter, room, part, frame);
        room.translate(0, height + unit);
    }
    const QRect lowest(body.left(), body.top(), body.width(), count * height + (count - 1) * unit);
    paintTimeAxis(painter, lowest, frame);
    const QRect bar(body.right() + 2 * unit, body.top() + 2 * unit, unit,
                    lowest.height() - 2 * unit);
    paintColorBar(painter, bar, frame.colors, kInk, kLine);
}

QImage transferFigure(const FigureParts& parts, const SpectrogramLook& look, QSize size) {
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paintTransferFigure(painter, QRect(QPoint(), size), parts, look);
    return image;
}

} // namespace tonegraft
