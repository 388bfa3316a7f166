// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

inline constexpr int kPictureRateHz = 22050;
inline constexpr int kPictureHopSamples = 512;
inline constexpr double kPictureLowestHz = 40.0;
inline constexpr int kPictureBinsPerOctave = 36;
inline constexpr int kPictureBins = 288; ///< 8 octaves
/// Of the first window the levels are read, of the second, which is longer, the pitches.
inline constexpr int kPictureWindows = 2;
inline constexpr int kPictureWindowSamples[kPictureWindows] = {2048, 8192};

/// What the networks see of a clip: levels over a logarithmic frequency axis, as two windows of
/// different lengths show them.
struct LogFrequencyPicture {
    int frames = 0;
    double frameSeconds = static_cast<double>(kPictureHopSamples) / kPictureRateHz;
    double gridCents =
        0.0; ///< by how much the frequency axis is moved: bin 0 is 40 Hz 2^(cents/1200)
    std::vector<float> levelsDb; ///< [window][bin][frame]

    const float* row(int window, int bin) const {
        return levelsDb.data() +
               (static_cast<std::size_t>(window) * kPictureBins + static_cast<std::size_t>(bin)) *
                   static_cast<std::size_t>(frames);
    }
};

/// By how many cents the clip's partials lie beside the tempered scale at 440 Hz, in (-50, 50]: the
/// circular mean over the spectral peaks of 180 to 2500 Hz, weighted by the root of their
/// amplitude. 0 where the peaks agree on nothing. `samples`: mono at 22,050 Hz.
double tuningCents(const float* samples, std::size_t count, ThreadPool& pool);

/// The picture of a clip, mono at 22,050 Hz, of any length from one sample on: `1 + count / 512`
/// frames, centered, the clip reflected at its ends. The levels are of the clip at an RMS of 0.1,
/// with a floor of -90 dB. `gridCents`: the clip's own tuning, so that clips of different tuning
/// have their notes at the same bins; less than 1 cent counts as 0. The same samples on any number
/// of threads.
LogFrequencyPicture logFrequencyPicture(const float* samples, std::size_t count, double gridCents,
                                        ThreadPool& pool);

/// The same at half the frames: the first, the third, ...
LogFrequencyPicture everySecondFrame(const LogFrequencyPicture& picture);

} // namespace tonegraft
