// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/Region.h"

#include <algorithm>

namespace tonegraft {
namespace {

double shortestIn(double clipSeconds) {
    return std::min(kShortestRegionSeconds, clipSeconds);
}

} // namespace

Region regionBetween(double anchorSeconds, double nowSeconds, double clipSeconds) {
    const double anchor = std::clamp(anchorSeconds, 0.0, clipSeconds);
    const double now = std::clamp(nowSeconds, 0.0, clipSeconds);
    const double length =
        std::max(now > anchor ? now - anchor : anchor - now, shortestIn(clipSeconds));
    const double start = now < anchor ? anchor - length : anchor;
    return {std::clamp(start, 0.0, clipSeconds - length), length};
}

Region withStartAt(const Region& region, double seconds, double clipSeconds) {
    const double end = std::min(region.endSeconds(), clipSeconds);
    const double latest = std::max(end - shortestIn(clipSeconds), 0.0);
    const double start = std::clamp(seconds, 0.0, latest);
    return {start, end - start};
}

Region withEndAt(const Region& region, double seconds, double clipSeconds) {
    const double shortest = shortestIn(clipSeconds);
    const double start = std::clamp(region.startSeconds, 0.0, clipSeconds - shortest);
    return {start, std::clamp(seconds, start + shortest, clipSeconds) - start};
}

Region movedBy(const Region& region, double seconds, double clipSeconds) {
    const double length = std::min(region.lengthSeconds, clipSeconds);
    return {std::clamp(region.startSeconds + seconds, 0.0, clipSeconds - length), length};
}

} // namespace tonegraft
