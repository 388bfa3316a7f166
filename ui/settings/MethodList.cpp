// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/MethodList.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QPainter>

namespace tonegraft {
namespace {

constexpr int kMargin = 6;
constexpr int kGoodFor = Qt::UserRole + 1;
constexpr int kTime = Qt::UserRole + 2;
constexpr int kCharacters = 62; // of what a method is good for

QFont smaller(const QFont& font) {
    QFont small = font;
    small.setPointSizeF(0.9 * font.pointSizeF());
    return small;
}

} // namespace

MethodList::MethodList(QComboBox* box) : QStyledItemDelegate(box), m_box(box) {
    box->setItemDelegate(this);
    const int wide = kCharacters * box->fontMetrics().averageCharWidth();
    box->view()->setMinimumWidth(std::min(wide, 620));
}

void MethodList::setTime(int row, const QString& time) {
    m_box->setItemData(row, time, kTime);
    describe(row);
}

QString MethodList::time(int row) const {
    return m_box->itemData(row, kTime).toString();
}

void MethodList::setGoodFor(int row, const QString& text) {
    m_box->setItemData(row, text, kGoodFor);
    describe(row);
}

/// The same for those who do not see it.
void MethodList::describe(int row) {
    const QString goodFor = m_box->itemData(row, kGoodFor).toString();
    const QString timeText = time(row);
    m_box->setItemData(row, timeText.isEmpty() ? goodFor : goodFor + QLatin1Char(' ') + timeText,
                       Qt::AccessibleDescriptionRole);
    m_box->setItemData(row, QStringLiteral("<p>%1</p>").arg(goodFor.toHtmlEscaped()),
                       Qt::ToolTipRole);
}

void MethodList::paint(QPainter* painter, const QStyleOptionViewItem& option,
                       const QModelIndex& index) const {
    QStyleOptionViewItem frame = option;
    initStyleOption(&frame, index);
    frame.text.clear();
    const QStyle* style = m_box->style();
    style->drawControl(QStyle::CE_ItemViewItem, &frame, painter, m_box);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor strong =
        option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = selected ? strong : option.palette.color(QPalette::PlaceholderText);
    const QRect inside = option.rect.adjusted(kMargin, kMargin / 2, -kMargin, -kMargin / 2);
    const QString timeText = index.data(kTime).toString();
    painter->save();
    painter->setFont(option.font);
    painter->setPen(strong);
    painter->drawText(inside, Qt::AlignLeft | Qt::AlignTop, index.data().toString());
    const QFont small = smaller(option.font);
    painter->setFont(small);
    painter->setPen(quiet);
    painter->drawText(inside, Qt::AlignRight | Qt::AlignTop, timeText);
    painter->drawText(inside, Qt::AlignLeft | Qt::AlignBottom,
                      QFontMetrics(small).elidedText(index.data(kGoodFor).toString(),
                                                     Qt::ElideRight, inside.width()));
    painter->restore();
}

QSize MethodList::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width(), option.fontMetrics.height() +
                              QFontMetrics(smaller(option.font)).height() + kMargin + 2};
}

} // namespace tonegraft
