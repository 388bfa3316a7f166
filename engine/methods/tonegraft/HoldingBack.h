// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "tonegraft/AudioClip.h"

namespace tonegraft {

/// How much of a change is made. What was made of a content is wrong by some decibels wherever
/// notes or levels were misheard, and by as many where there was little to change: a clip in
/// another room, a style that is nearly the content's own instrument. So a small change is believed
/// less than a large one. Differences are means over the frames that sound, of the RMS over
/// HeardBands, in dB; figures of engine/SOUND.md.
struct HoldingBack {
    double noneBelowDb = 3.0; ///< outputs are 4 to 5 dB off the truth of sets with a known answer
    double allAboveDb = 6.0;
    double mostDb = 12.0; ///< a band is raised or lowered by no more

    /// The part of a difference that is made, 0..1.
    double believed(double differenceDb) const;
};

/// `sound`, its levels in HeardBands moved towards the content's until the believed part of the
/// difference is left; where less than half of it is believed, the content moved towards the sound.
/// Both of one rate, length and channel count, at about the same RMS. The same samples on any
/// number of threads.
AudioClip heldBack(const AudioClip& sound, const AudioClip& content, const HoldingBack& holding,
                   ThreadPool& pool);

} // namespace tonegraft
