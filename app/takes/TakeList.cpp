// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes/TakeList.h"

#include <algorithm>
#include <utility>

namespace tonegraft {

TakePointer TakeList::find(TakeId id) const {
    const int index = indexOf(id);
    return index < 0 ? nullptr : m_takes[static_cast<std::size_t>(index)];
}

int TakeList::indexOf(TakeId id) const {
    const auto found = std::find_if(m_takes.begin(), m_takes.end(),
                                    [id](const TakePointer& take) { return take->id == id; });
    return found == m_takes.end() ? -1 : static_cast<int>(found - m_takes.begin());
}

QString TakeList::nameOf(const ShownResult& shown) const {
    const auto found = std::find_if(m_takes.begin(), m_takes.end(), [&](const TakePointer& take) {
        return take->shown.result == shown.result;
    });
    return found == m_takes.end() ? takeName(*shown.clips, m_takes) : (*found)->name;
}

void TakeList::insert(TakePointer take) {
    m_lastId = std::max(m_lastId, take->id);
    const auto place = std::find_if(m_takes.begin(), m_takes.end(),
                                    [&](const TakePointer& other) { return other->id < take->id; });
    m_takes.insert(place, std::move(take));
    Q_EMIT changed();
}

void TakeList::replace(TakePointer take) {
    const int index = indexOf(take->id);
    if (index < 0)
        return;
    m_takes[static_cast<std::size_t>(index)] = std::move(take);
    Q_EMIT changed();
}

void TakeList::remove(TakeId id) {
    const int index = indexOf(id);
    if (index < 0)
        return;
    m_takes.erase(m_takes.begin() + index);
    Q_EMIT changed();
}

void TakeList::reset(std::vector<TakePointer> takes) {
    m_takes = std::move(takes);
    for (const TakePointer& take : m_takes)
        m_lastId = std::max(m_lastId, take->id);
    Q_EMIT changed();
}

} // namespace tonegraft
