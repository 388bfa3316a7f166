// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "timbre/LogFrequencyPicture.h"
#include "timbre/TimbreNetworks.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/NoteEvent.h"

#include <vector>

namespace tonegraft {

/// What is heard of a clip before anything is made of it.
struct HeardClip {
    LogFrequencyPicture picture;  ///< on a grid of the clip's own tuning
    std::vector<NoteEvent> notes; ///< levels not measured
    /// How sure the network is of its notes: the mean probability that they sound where they are
    /// said to, 0..1; 0 without notes.
    double sureness = 0.0;
};

/// Samples at the pictures' rate: the mean of the channels, or the loudest of them where they
/// cancel each other.
std::vector<float> monoForPicture(const AudioClip& clip);

/// The clip is finite, not empty and not silent. Throws Error: the network cannot be had.
/// Between parts of its work the pool's InterruptGuard may end it.
HeardClip heardIn(const AudioClip& clip, const TimbreNetworks& networks, ThreadPool& pool);

} // namespace tonegraft
