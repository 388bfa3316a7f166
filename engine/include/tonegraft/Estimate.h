// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/TransferSettings.h"

#include <cstdint>

namespace tonegraft {

/// All of a clip that matters for what a transfer takes. Thread: any (a plain value).
struct ClipShape {
    int sampleRateHz = 0;
    int channels = 0;
    double seconds = 0.0;
};

inline ClipShape shapeOf(const AudioClip& clip) {
    return {clip.sampleRateHz, clip.channelCount(), clip.durationSeconds()};
}

/// What a transfer will take.
struct RunEstimate {
    double seconds = 0.0;        ///< if this machine does nothing else: within a factor of two
    std::uint64_t peakBytes = 0; ///< of memory, the program itself included, from above
    /// Of the seconds, those of a training that is kept: another run on the same clips spares them.
    double trainingSeconds = 0.0;
};

/// Throws Error for an unknown method or a shape without sound. Blocks: the first call of a
/// process measures the machine's speed, some 50 ms. Thread: any.
RunEstimate estimateRun(const ClipShape& content, const ClipShape& style,
                        const TransferSettings& settings);

} // namespace tonegraft
