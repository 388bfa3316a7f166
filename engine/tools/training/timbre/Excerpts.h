// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/FilterBank.h"
#include "timbre/LogFrequencyPicture.h"
#include "tools/training/timbre/Recordings.h"

#include <vector>

// Excerpts of pictures, changed as recordings differ from each other. What is drawn hangs on the
// state of `random` alone.
namespace tonegraft::training {

inline constexpr int kPictureRows = kPictureWindows * kPictureBins;
inline constexpr float kUnitDb = 20.0F; ///< of the networks' pictures

/// 0 to count - 1.
int below(int count, SplitMix64& random);

/// By how many semitones, and with its tuning by how many bins, an excerpt is moved.
struct Move {
    int semitones = 0;
    int bins = 0;
};
Move drawMove(SplitMix64& random);

/// Gains in dB over the bins, straight lines between some random ones; none in two of five.
std::vector<float> drawEqualizer(SplitMix64& random);

/// Levels in dB, [window][bin][frame], of every `step`th frame from `first` on, moved and
/// equalized.
std::vector<float> excerpt(const SmallPicture& picture, int first, int count, int step,
                           const Move& move, const std::vector<float>& gains);

/// Of an excerpt's first window.
float largestOf(const std::vector<float>& levels);

/// An excerpt of every second frame in the networks' units, at the level of energy that they
/// expect; empty where it hardly sounds.
std::vector<float> atNetworkLevel(std::vector<float> levels, int frames);

} // namespace tonegraft::training
