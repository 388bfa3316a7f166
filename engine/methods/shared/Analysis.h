// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"
#include "linalg/ThreadPool.h"
#include "methods/shared/FeatureMap.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/Spectrogram.h"

#include <complex>
#include <cstdint>
#include <string>
#include <vector>

namespace tonegraft {

/// Spectra of a clip, [channels] of [frames][bins].
using Spectra = std::vector<std::vector<std::complex<float>>>;

/// log1p(scale |spectrum|) of one frame.
void logMagnitudes(const std::complex<float>* spectrum, float scale, int bins, float* features);

/// Features log1p(magnitudeScale |STFT|) of all channels; the spectra too, if asked for.
FeatureMap<float> featuresOf(const AudioClip& clip, const StftShape& shape, ThreadPool& pool,
                             Spectra* spectra = nullptr);

/// The clip with other magnitudes and its own phase: those of min(|features|, highest), laid out
/// as featuresOf(clip). There and back in one pass; nothing of the size of the features is stored.
AudioClip withFeatures(const AudioClip& clip, const float* features, float highest,
                       const StftShape& shape, ThreadPool& pool);

void scale(AudioClip& clip, double gain);

/// White noise from the seed in place of the clip's sound. For withFeatures() where a run begins
/// with noise: the phases are then nobody's.
void fillWithNoise(AudioClip& clip, std::uint64_t seed);

/// The clip at another rate. Throws Error if less than -46 dB of its level is left: what a
/// resampler leaves of nothing is no sound to work with. `name`: "content" or "style".
AudioClip atRate(const AudioClip& clip, int rateHz, const std::string& name);
/// The mean of its channels at another rate. Throws Error as atRate() does, and if the channels
/// cancel each other. `method`: that works so.
AudioClip monoAtRate(const AudioClip& clip, int rateHz, const std::string& name,
                     const std::string& method);

/// Throws Error if the clip is shorter than one window or one patch of kernelSize frames, with
/// the least length in milliseconds. `name`: "content" or "style".
void requireLength(const AudioClip& clip, const std::string& name, const StftShape& shape,
                   int kernelSize);

/// The picture of features for the views: root of the channels' mean power, un-scaled by
/// `gain` (the level the clip was brought to) and by the window.
Spectrogram spectrogramOfFeatures(const float* features, const FeatureMap<float>& layout,
                                  const StftShape& shape, int sampleRateHz, double gain,
                                  ThreadPool& pool);

/// 20 log10 of a ratio, with a floor of -200 dB for 0.
double decibels(double ratio);

} // namespace tonegraft
