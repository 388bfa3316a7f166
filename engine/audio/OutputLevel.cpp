// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/OutputLevel.h"

#include "audio/LevelMeters.h"

#include <cmath>
#include <limits>

namespace tonegraft {

namespace {

/// Aimed at below the ceiling: the dither of a 16-bit file may add as much, seen through the
/// interpolation of a true-peak meter.
constexpr double kCeilingMarginDb = 0.002;
/// Loudness follows gain exactly, unless passages cross the absolute gate of -70 LUFS on the
/// way; then the next pass corrects what is left.
constexpr int kMostPasses = 4;
constexpr double kCloseEnoughLu = 0.02;
constexpr double kNone = -std::numeric_limits<double>::infinity();

void scale(AudioClip& clip, double gain) {
    for (auto& channel : clip.channels) {
        for (float& sample : channel)
            sample = static_cast<float>(sample * gain);
    }
}

double gainOf(double decibels) {
    return std::pow(10.0, decibels / 20.0);
}

/// Turns down by what `peakDbtp` is too high.
double limitPeak(AudioClip& clip, double peakDbtp) {
    const double reduction = peakDbtp - (kCeilingDbtp - kCeilingMarginDb);
    if (!(reduction > 0.0))
        return 0.0;
    scale(clip, gainOf(-reduction));
    return reduction;
}

} // namespace

double rmsOf(const AudioClip& clip) {
    double squares = 0.0;
    for (const auto& channel : clip.channels) {
        for (const float sample : channel)
            squares += static_cast<double>(sample) * sample;
    }
    const double count = static_cast<double>(clip.sampleCount()) * clip.channelCount();
    return count > 0.0 ? std::sqrt(squares / count) : 0.0;
}

double limitTruePeak(AudioClip& clip, double* peakDbtp) {
    const double before = 20.0 * std::log10(truePeak(clip));
    const double reduction = limitPeak(clip, before);
    if (peakDbtp != nullptr)
        *peakDbtp = before - reduction;
    return reduction;
}

double matchLoudness(AudioClip& output, double targetLufs, double targetRms, Loudness* reached) {
    Loudness level{kNone, kNone};
    double reduction = 0.0;
    const double rms = rmsOf(output);
    if (rms > 0.0) {
        double measured = integratedLoudness(output);
        const bool byLoudness = std::isfinite(targetLufs) && std::isfinite(measured);
        if (!byLoudness && targetRms > 0.0) {
            scale(output, targetRms / rms);
            measured += 20.0 * std::log10(targetRms / rms);
        }
        for (int pass = 0; byLoudness && pass < kMostPasses; ++pass) {
            const double missing = targetLufs - measured;
            if (!std::isfinite(missing) || std::fabs(missing) <= kCloseEnoughLu)
                break;
            scale(output, gainOf(missing));
            measured = integratedLoudness(output);
        }
        reduction = limitTruePeak(output, &level.truePeakDbtp);
        level.integratedLufs = measured - reduction;
    }
    if (reached != nullptr)
        *reached = level;
    return reduction;
}

} // namespace tonegraft
