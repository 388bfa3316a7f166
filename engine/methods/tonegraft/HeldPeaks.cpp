// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/HeldPeaks.h"

#include "audio/level/OutputLevel.h"
#include "audio/level/TruePeakLimiter.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kMostMoreDb = 0.5;
constexpr double kLeastRms = 1e-9;

/// The largest sample over the level, in dB.
double crestDb(const AudioClip& clip) {
    float peak = 0.0F;
    for (const std::vector<float>& channel : clip.channels) {
        for (const float sample : channel) {
            peak = std::max(peak, std::abs(sample));
        }
    }
    return 20.0 * std::log10(peak / std::max(rmsOf(clip), kLeastRms) + 1e-9);
}

} // namespace

void holdPeaks(AudioClip& sound, const AudioClip& content, const AudioClip& style) {
    const double rms = rmsOf(sound);
    if (rms > kLeastRms) {
        LimiterSettings limiter;
        limiter.ceilingDbtp =
            20.0 * std::log10(rms) + std::max(crestDb(content), crestDb(style)) + kMostMoreDb;
        limitPeaks(sound, limiter);
    }
}

} // namespace tonegraft
