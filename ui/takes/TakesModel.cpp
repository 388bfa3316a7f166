// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/takes/TakesModel.h"

#include <algorithm>

namespace tonegraft {
namespace {

auto withId(const std::vector<ShownTake>& rows, std::uint64_t id) {
    return std::find_if(rows.begin(), rows.end(),
                        [id](const ShownTake& row) { return row.id == id; });
}

QString spoken(const ShownTake& take) {
    QStringList parts{take.name};
    if (take.starred) {
        parts << TakesModel::tr("starred");
    }
    parts << take.difference;
    if (!take.timbre.isEmpty()) {
        parts << TakesModel::tr("timbre reached: %1").arg(take.timbre);
    }
    parts << take.time << take.note;
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString tip(const ShownTake& take) {
    QString text = QStringLiteral("<p><b>%1</b></p>").arg(take.name.toHtmlEscaped());
    if (!take.difference.isEmpty()) {
        text += QStringLiteral("<p>%1</p>").arg(take.difference.toHtmlEscaped());
    }
    if (!take.note.isEmpty()) {
        text += QStringLiteral("<p><i>%1</i></p>").arg(take.note.toHtmlEscaped());
    }
    return text;
}

} // namespace

void TakesModel::removeMissing(const std::vector<ShownTake>& rows) {
    for (int row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
        if (withId(rows, m_rows[static_cast<std::size_t>(row)].id) == rows.end()) {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    }
}

void TakesModel::setRows(const std::vector<ShownTake>& rows) {
    removeMissing(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const int row = static_cast<int>(i);
        if (i >= m_rows.size() || m_rows[i].id != rows[i].id) {
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, rows[i]);
            endInsertRows();
        } else if (!(m_rows[i] == rows[i])) {
            m_rows[i] = rows[i];
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

const ShownTake* TakesModel::at(const QModelIndex& index) const {
    return index.isValid() && index.row() < rowCount()
               ? &m_rows[static_cast<std::size_t>(index.row())]
               : nullptr;
}

QModelIndex TakesModel::indexOf(std::uint64_t id) const {
    const auto found = withId(m_rows, id);
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

int TakesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TakesModel::data(const QModelIndex& index, int role) const {
    const ShownTake* take = at(index);
    if (take == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return take->name;
    case Qt::ToolTipRole:
        return tip(*take);
    case Qt::AccessibleTextRole:
        return spoken(*take);
    default:
        return {};
    }
}

bool TakesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const ShownTake* take = at(index);
    const QString name = value.toString().simplified();
    if (take == nullptr || role != Qt::EditRole || name.isEmpty() || name == take->name) {
        return false;
    }
    Q_EMIT renamed(take->id, name);
    return true;
}

Qt::ItemFlags TakesModel::flags(const QModelIndex& index) const {
    return QAbstractListModel::flags(index) | Qt::ItemIsEditable;
}

} // namespace tonegraft
