// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/Mixer.h"
#include "tonegraft/Loudness.h"

#include <array>
#include <optional>

namespace tonegraft {

/// Gains that bring all tracks to one integrated loudness: the highest at which none of them
/// passes a true peak of -1 dBTP, but no higher than the loudest of them. 1 for a track that is
/// not there or has no loudness (silence, shorter than 400 ms). Thread: any.
std::array<float, kTrackCount>
matchedGains(const std::array<std::optional<Loudness>, kTrackCount>& tracks);

} // namespace tonegraft
