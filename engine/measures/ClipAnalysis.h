// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/FeatureMap.h"

#include <vector>

namespace tonegraft {

/// All clips are compared at this rate, with this window and hop.
inline constexpr int kMeasureRateHz = 22050;
inline constexpr int kMeasureWindowSamples = 2048;
inline constexpr int kMeasureHopSamples = 512;
/// Reflection needs more than half a window; that is three frames, a patch of the style distance.
inline constexpr std::size_t kMeasureLeastSamples = kMeasureWindowSamples / 2 + 1;

inline constexpr int kMelBands = 64;
inline constexpr int kPitchClasses = 12;

/// What the measures look at, of one mono clip at kMeasureRateHz.
struct ClipAnalysis {
    int frames = 0;
    FeatureMap<float> features;  ///< log1p |STFT| at RMS 0.1, [1][frames][bins]
    std::vector<double> logMel;  ///< ln(M |STFT|² + 1e-4) at RMS 1, [frames][kMelBands]
    std::vector<double> chroma;  ///< at RMS 1, [frames][kPitchClasses], frames summing to 1
    std::vector<double> contour; ///< ln(Σ |STFT| + 1e-3) at RMS 1, [frames]
};

/// samples: at RMS 1 over the whole clip, at least kMeasureLeastSamples. The same bits on any
/// number of threads.
ClipAnalysis analyzed(const std::vector<double>& samples, ThreadPool& pool);

} // namespace tonegraft
