// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/Reconstruction.h"

#include "audio/level/OutputLevel.h"
#include "dsp/GriffinLim.h"
#include "linalg/VectorMath.h"
#include "linalg/VectorOps.h"
#include "methods/shared/FilterBank.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kTurn = 6.283185307179586;

std::vector<float> magnitudesOf(const FeatureMap<float>& features, const StftShape& shape,
                                ThreadPool& pool) {
    const auto unscale = static_cast<float>(1.0 / magnitudeScale(shape));
    std::vector<float> values(features.values.size());
    forBlocks(pool, static_cast<std::ptrdiff_t>(values.size()),
              [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
                  expm1Of(features.values.data() + begin, values.data() + begin, end - begin);
                  for (std::ptrdiff_t i = begin; i < end; ++i) {
                      values[i] *= unscale;
                  }
              });
    return values;
}

} // namespace

ReconstructedSound reconstructed(const FeatureMap<float>& features, const Spectra& spectra,
                                 const StftShape& shape, const AudioClip& like, int iterations,
                                 const std::function<bool()>& stop, ThreadPool& pool) {
    const std::vector<float> magnitudes = magnitudesOf(features, shape, pool);
    GriffinLimSettings settings;
    settings.iterations = iterations;
    Stft<float> stft(shape, like.sampleCount(), pool);
    const auto count = static_cast<std::ptrdiff_t>(magnitudes.size()) / features.channels;
    ReconstructedSound result;
    result.clip.sampleRateHz = like.sampleRateHz;
    double error = 0.0;
    double norm = 0.0;
    for (int channel = 0; channel < features.channels; ++channel) {
        const float* magnitude = magnitudes.data() + channel * count;
        GriffinLimResult<float> reached =
            griffinLim(stft, magnitude, spectra[channel].data(), settings, stop);
        const double squares = dotProducts<float>(magnitude, {magnitude}, count, pool)[0];
        error += squares * std::pow(reached.convergence.back(), 2);
        norm += squares;
        result.clip.channels.push_back(std::move(reached.samples));
    }
    result.spectralConvergenceDb = decibels(norm > 0.0 ? std::sqrt(error / norm) : 0.0);
    return result;
}

std::vector<std::complex<float>> randomPhase(std::size_t count, std::uint64_t seed) {
    std::vector<std::complex<float>> phase(count);
    SplitMix64 random(seed);
    for (std::complex<float>& p : phase) {
        p = std::polar(1.0F, static_cast<float>(kTurn * random.uniform()));
    }
    return phase;
}

Spectrogram pictureOf(AudioClip clip, double levelRms, ThreadPool& pool) {
    constexpr double kLeastRms = 1e-9;
    scale(clip, levelRms / std::max(rmsOf(clip), kLeastRms));
    const StftShape shape = analysisShape(clip.sampleRateHz);
    const FeatureMap<float> features = featuresOf(clip, shape, pool);
    return spectrogramOfFeatures(features.values.data(), features, shape, clip.sampleRateHz, 1.0,
                                 pool);
}

Spectra randomSpectra(const FeatureMap<float>& features, std::uint64_t seed) {
    SplitMix64 random(seed);
    Spectra spectra(static_cast<std::size_t>(features.channels));
    for (std::vector<std::complex<float>>& spectrum : spectra) {
        spectrum.resize(static_cast<std::size_t>(features.frames) * features.bins);
        for (std::complex<float>& value : spectrum) {
            value = std::polar(1.0F, static_cast<float>(kTurn * random.uniform()));
        }
    }
    return spectra;
}

} // namespace tonegraft
