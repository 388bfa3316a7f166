// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Analysis.h"
#include "methods/shared/FeatureMap.h"

#include <complex>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace tonegraft {

/// Sound from log magnitudes, and how near its own come to them.
struct ReconstructedSound {
    AudioClip clip;
    double spectralConvergenceDb = 0.0; ///< of all channels together
};

/// `iterations` of fast Griffin-Lim from the phases of `spectra`, each channel by itself, at
/// the rate and of the length of `like`. `stop` is asked before each iteration.
ReconstructedSound reconstructed(const FeatureMap<float>& features, const Spectra& spectra,
                                 const StftShape& shape, const AudioClip& like, int iterations,
                                 const std::function<bool()>& stop, ThreadPool& pool);

/// Phases drawn from the seed: for reconstructed(), where there is no clip to take them from.
Spectra randomSpectra(const FeatureMap<float>& features, std::uint64_t seed);
/// The same for one channel of so many numbers.
std::vector<std::complex<float>> randomPhase(std::size_t count, std::uint64_t seed);

/// What the views show of a sound, brought to a level: the output gets one, too.
Spectrogram pictureOf(AudioClip clip, double levelRms, ThreadPool& pool);

} // namespace tonegraft
