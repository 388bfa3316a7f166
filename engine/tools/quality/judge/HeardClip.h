// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "measures/Timbre.h"
#include "methods/shared/FeatureMap.h"
#include "tonegraft/AudioClip.h"

#include <vector>

namespace tonegraft::quality {

/// A clip as the judge hears it: mono, at kMeasureRateHz, with its spectrum's powers at the
/// measures' window and hop. Levels are the clip's own.
struct HeardClip {
    std::vector<double> samples;
    FeatureMap<double> powers; ///< |STFT|², [1][frames][bins]
    Timbre timbre;
    double rms = 0.0;
};

/// Throws Error if the clip is silent or shorter than half a window.
HeardClip heard(const AudioClip& clip, ThreadPool& pool);

/// |STFT|² of samples at another window and hop, [1][frames][bins].
FeatureMap<double> powersOf(const std::vector<double>& samples, int windowSamples, int hopSamples,
                            ThreadPool& pool);

/// Value below which the given share (0..1) of the values lies, by linear interpolation.
double quantile(std::vector<double> values, double share);

/// 10 log10, of at least -120 dB.
double decibels(double power);

} // namespace tonegraft::quality
