// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"
#include "methods/Mosaic.h"
#include "tonegraft/AudioClip.h"

#include <complex>
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

/// The frames of a style that a mosaic is made of. A style with as many channels as the content
/// (`paired`) gives each its own side of every frame; the frames of any other stand for
/// themselves, whatever channel they come from.
struct StyleFrames {
    int templates = 0;
    bool complete = true; ///< false: a choice of the style's frames
    std::vector<int> runLengths;
    std::vector<std::vector<std::complex<float>>> spectra; ///< [sides] of [templates][bins]
    int bins = 0;

    MosaicTemplates<float> magnitudes(ThreadPool& pool) const;
};
StyleFrames styleFrames(const AudioClip& style, const StftShape& shape, bool paired, int most,
                        std::uint64_t seed, ThreadPool& pool);

} // namespace tonegraft
