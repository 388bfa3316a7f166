// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

#include <cstdint>

namespace tonegraft {

/// A row of the list of takes.
struct ShownTake {
    std::uint64_t id = 0; ///< not 0
    QString name;
    QString note;
    QString difference; ///< from the take before
    QString timbre;     ///< reached: "62 %"; empty: not known
    QString time;       ///< that it took
    bool starred = false;
    QImage thumbnail; ///< may be null

    bool operator==(const ShownTake& other) const {
        return id == other.id && name == other.name && note == other.note &&
               difference == other.difference && timbre == other.timbre && time == other.time &&
               starred == other.starred && thumbnail.cacheKey() == other.thumbnail.cacheKey();
    }
};

} // namespace tonegraft
