// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

#include <cmath>
#include <cstdint>
#include <limits>

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
    /// Where it stands on the map: how much of the style's timbre it reached and how much of the
    /// content it kept, 1 all of it; not finite: not known.
    double reached = std::numeric_limits<double>::quiet_NaN();
    double kept = std::numeric_limits<double>::quiet_NaN();

    bool onMap() const { return std::isfinite(reached) && std::isfinite(kept); }
    bool operator==(const ShownTake& other) const {
        const bool samePlace = onMap() == other.onMap() &&
                               (!onMap() || (reached == other.reached && kept == other.kept));
        return samePlace && id == other.id && name == other.name && note == other.note &&
               difference == other.difference && timbre == other.timbre && time == other.time &&
               starred == other.starred && thumbnail.cacheKey() == other.thumbnail.cacheKey();
    }
};

} // namespace tonegraft
