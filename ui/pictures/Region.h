// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// A stretch of a clip that the user has chosen.
struct Region {
    double startSeconds = 0.0;
    double lengthSeconds = 0.0;

    double endSeconds() const { return startSeconds + lengthSeconds; }
    bool operator==(const Region& other) const {
        return startSeconds == other.startSeconds && lengthSeconds == other.lengthSeconds;
    }
    bool operator!=(const Region& other) const { return !(*this == other); }
};

/// No region is shorter, unless its clip is.
constexpr double kShortestRegionSeconds = 0.1;

// How regions are edited; all results lie within a clip of `clipSeconds`. Thread: any.

/// From `anchorSeconds`, where a drag began, to where it is now, in either direction.
Region regionBetween(double anchorSeconds, double nowSeconds, double clipSeconds);
/// The other end stays.
Region withStartAt(const Region& region, double seconds, double clipSeconds);
Region withEndAt(const Region& region, double seconds, double clipSeconds);
/// The length stays.
Region movedBy(const Region& region, double seconds, double clipSeconds);

} // namespace tonegraft
