// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "timbre/LogFrequencyPicture.h"
#include "tonegraft/AudioClip.h"

#include <vector>

namespace tonegraft {

/// How a sound's levels are brought towards others.
struct LevelShaping {
    int bands = 160;      ///< mel bands, 40 Hz to the grid's end, in each of which the powers count
    double share = 0.5;   ///< of the difference in dB that is made up
    double mostDb = 24.0; ///< no larger difference is believed
    double floorDb = 60.0; ///< below the loudest wanted band, levels count as equal
};

/// The sound with each band's power in each frame moved towards the wanted one; phases and all that
/// is finer than a band stay. `heard`: the sound's own picture; `wantedDb` [bin][frame] on the same
/// grid and frames. All channels get the same gains. Above the grid the highest band's gain goes
/// on. The same samples on any number of threads.
AudioClip shaped(const AudioClip& sound, const LogFrequencyPicture& heard,
                 const std::vector<float>& wantedDb, const LevelShaping& shaping, ThreadPool& pool);

} // namespace tonegraft
