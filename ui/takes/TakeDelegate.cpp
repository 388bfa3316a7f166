// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/TakeDelegate.h"

#include "ui/kit/Theme.h"
#include "ui/takes/TakesModel.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace tonegraft {
namespace {

constexpr int kMargin = 5;
constexpr int kGap = 8;
constexpr double kThumbnailRatio = 1.8;
constexpr int kPoints = 10; // corners of a star

struct RowPlaces {
    QRect thumbnail;
    QRect upper;
    QRect lower;
};

RowPlaces placesIn(const QRect& row, const QFontMetrics& metrics) {
    const QRect inner = row.adjusted(kMargin, kMargin, -kMargin - 3, -kMargin);
    const int width = static_cast<int>(std::lround(kThumbnailRatio * inner.height()));
    RowPlaces places;
    places.thumbnail = QRect(inner.topLeft(), QSize(width, inner.height()));
    const QRect texts = inner.adjusted(width + kGap, 0, 0, 0);
    places.upper =
        QRect(texts.left(), texts.center().y() - metrics.height(), texts.width(), metrics.height());
    places.lower = places.upper.translated(0, metrics.height() + 1);
    return places;
}

/// Text at the right end of the line; the rest of the line is given back.
QRect paintAtRight(QPainter& painter, const QRect& line, const QString& text) {
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, text);
    const int width = text.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(text) + kGap;
    return line.adjusted(0, 0, -width, 0);
}

void paintElided(QPainter& painter, const QRect& line, const QString& text,
                 Qt::TextElideMode mode) {
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, mode, line.width()));
}

void paintStar(QPainter& painter, const QRect& place, const QColor& color) {
    constexpr double kInner = 0.45;
    const double radius = 0.45 * place.height();
    const QPointF center(place.left() + radius, place.center().y() + 1.0);
    QPainterPath star;
    for (int i = 0; i < kPoints; ++i) {
        const double angle = M_PI * (2.0 * i / kPoints - 0.5);
        const double reach = i % 2 == 0 ? radius : kInner * radius;
        const QPointF corner = center + reach * QPointF(std::cos(angle), std::sin(angle));
        i == 0 ? star.moveTo(corner) : star.lineTo(corner);
    }
    painter.fillPath(star, color);
}

void paintThumbnail(QPainter& painter, const QRect& place, const QImage& thumbnail,
                    const QPalette& palette) {
    if (thumbnail.isNull()) {
        painter.fillRect(place, palette.color(QPalette::Mid));
        return;
    }
    QPainterPath outline;
    outline.addRoundedRect(place, 3, 3);
    painter.save();
    painter.setClipPath(outline);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place, thumbnail);
    painter.restore();
}

QString secondLine(const ShownTake& take) {
    if (take.note.isEmpty()) {
        return take.difference;
    }
    const QString note = TakesModel::tr("“%1”").arg(take.note.simplified());
    return take.difference.isEmpty() ? note : note + QStringLiteral(" · ") + take.difference;
}

} // namespace

void TakeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    const auto* model = qobject_cast<const TakesModel*>(index.model());
    const ShownTake* take = model != nullptr ? model->at(index) : nullptr;
    if (take == nullptr) {
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    if (selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.palette.highlight());
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 5, 5);
    }
    const QColor strong =
        option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = selected ? strong : quietTextColor(option.palette);
    const RowPlaces places = placesIn(option.rect, option.fontMetrics);
    paintThumbnail(*painter, places.thumbnail, take->thumbnail, option.palette);
    painter->setPen(strong);
    QRect name = paintAtRight(*painter, places.upper, take->timbre);
    if (take->starred) {
        paintStar(*painter, name, selected ? strong : option.palette.color(QPalette::Highlight));
        name.adjust(name.height() + 2, 0, 0, 0);
    }
    paintElided(*painter, name, take->name, Qt::ElideMiddle);
    painter->setPen(quiet);
    const QRect rest = paintAtRight(*painter, places.lower, take->time);
    paintElided(*painter, rest, secondLine(*take), Qt::ElideRight);
    painter->restore();
}

QSize TakeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {200, 2 * option.fontMetrics.height() + 2 * kMargin + 3};
}

void TakeDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex&) const {
    editor->setGeometry(placesIn(option.rect, option.fontMetrics).upper.adjusted(-4, -2, 2, 3));
}

} // namespace tonegraft
