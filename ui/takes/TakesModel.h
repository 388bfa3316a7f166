// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/takes/ShownTake.h"

#include <QAbstractListModel>

#include <vector>

namespace tonegraft {

/// The takes as rows, by which their names can be edited. Thread: GUI.
class TakesModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Rows that stay keep their selection; they stand in the order that they had.
    void setRows(const std::vector<ShownTake>& rows);
    /// Null: there is none at that index.
    const ShownTake* at(const QModelIndex& index) const;
    /// Invalid: there is none of that id.
    QModelIndex indexOf(std::uint64_t id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// By hand. The row keeps its name until it is told another.
    void renamed(quint64 id, const QString& name);

private:
    void removeMissing(const std::vector<ShownTake>& rows);

    std::vector<ShownTake> m_rows;
};

} // namespace tonegraft
