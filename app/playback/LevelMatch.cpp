// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/LevelMatch.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tonegraft {

namespace {

constexpr double kCeilingDbtp = -1.0;

bool counts(const std::optional<Loudness>& track) {
    return track && std::isfinite(track->integratedLufs) && std::isfinite(track->truePeakDbtp);
}

} // namespace

std::array<float, kTrackCount>
matchedGains(const std::array<std::optional<Loudness>, kTrackCount>& tracks) {
    double loudest = -std::numeric_limits<double>::infinity();
    double reachable = std::numeric_limits<double>::infinity();
    for (const auto& track : tracks) {
        if (!counts(track))
            continue;
        loudest = std::max(loudest, track->integratedLufs);
        reachable = std::min(reachable, track->integratedLufs + kCeilingDbtp - track->truePeakDbtp);
    }
    const double target = std::min(loudest, reachable);
    std::array<float, kTrackCount> gains{};
    std::transform(tracks.begin(), tracks.end(), gains.begin(), [target](const auto& track) {
        return counts(track)
                   ? static_cast<float>(std::pow(10.0, (target - track->integratedLufs) / 20.0))
                   : 1.0F;
    });
    return gains;
}

} // namespace tonegraft
