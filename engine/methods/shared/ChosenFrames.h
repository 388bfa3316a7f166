// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"
#include "methods/shared/FeatureMap.h"
#include "tonegraft/AudioClip.h"

#include <cstdint>
#include <vector>

namespace tonegraft {

/// Frames first .. first + count - 1 of one channel.
struct FrameRun {
    int channel = 0;
    int first = 0;
    int count = 0;
};

/// All frames, a run a channel; or, if there are more than `most`, a seeded choice of blocks of 64
/// neighbors, `most` frames together (a multiple of 64), blocks that touch joined to one run.
std::vector<FrameRun> chosenFrames(int channels, int frames, int most, std::uint64_t seed);

/// Features of a clip; of one with more than `most` frames in all channels, of a seeded choice of
/// blocks of neighbors, each in place of a channel: a patch lies in one block.
struct ChosenFeatures {
    FeatureMap<float> map;
    bool complete = true; ///< false: a choice of the clip's frames
};
ChosenFeatures chosenFeatures(const AudioClip& clip, const StftShape& shape, int most,
                              std::uint64_t seed, ThreadPool& pool);

} // namespace tonegraft
