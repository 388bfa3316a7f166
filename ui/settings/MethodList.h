// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QComboBox;

namespace tonegraft {

/// The rows of the list of methods: the title, about how long a run takes with the clips that are
/// there, and below what it is good for. Thread: GUI.
class MethodList : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// Draws the opened list of `box`, and widens it to what is to be read.
    explicit MethodList(QComboBox* box);

    /// Of the row; empty: not known.
    void setTime(int row, const QString& time);
    QString time(int row) const;
    void setGoodFor(int row, const QString& text);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void describe(int row);

    QComboBox* m_box;
};

} // namespace tonegraft
