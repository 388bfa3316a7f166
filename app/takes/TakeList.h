// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/takes/Take.h"

#include <QObject>

#include <vector>

namespace tonegraft {

/// The takes there are, the newest first. Thread: GUI.
class TakeList : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const std::vector<TakePointer>& takes() const { return m_takes; }
    /// Null: there is none of that id.
    TakePointer find(TakeId id) const;
    /// -1: there is none of that id.
    int indexOf(TakeId id) const;
    /// The name of the take that it is; else the one that it would get.
    QString nameOf(const ShownResult& shown) const;
    /// An id that no take of this list has had.
    TakeId nextId() { return ++m_lastId; }

    /// At its place: the newest, which has the largest number, first.
    void insert(TakePointer take);
    /// Instead of the one with its id; nothing happens if there is none.
    void replace(TakePointer take);
    void remove(TakeId id);
    /// Instead of all there were.
    void reset(std::vector<TakePointer> takes);

Q_SIGNALS:
    void changed();

private:
    std::vector<TakePointer> m_takes;
    TakeId m_lastId = 0;
};

} // namespace tonegraft
