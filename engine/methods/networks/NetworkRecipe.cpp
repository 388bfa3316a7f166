// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkRecipe.h"

#include "audio/level/OutputLevel.h"
#include "dsp/GriffinLim.h"
#include "linalg/VectorMath.h"
#include "linalg/VectorOps.h"
#include "methods/networks/Folding.h"
#include "methods/networks/NetworkAnalysis.h"
#include "methods/shared/Band.h"
#include "methods/shared/FilterBank.h"
#include "methods/shared/Reconstruction.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kBriefIterations = 10;
constexpr double kTransformsAnIteration = 2.5;       // one there, one back, and the phases
constexpr double kNoiseDeviation = 0.1;              // of the image, whose largest value is 1
constexpr std::uint64_t kNoiseStream = 0x6e6f697365; // apart from the phase's numbers
constexpr float kLeastFeature = 1e-6F; // of a content that lies all above the style's band

float largestOf(const FeatureMap<float>& map) {
    return *std::max_element(map.values.begin(), map.values.end());
}

void divide(FeatureMap<float>& map, float divisor) {
    for (float& value : map.values) {
        value /= divisor;
    }
}

} // namespace

NetworkRecipe::NetworkRecipe(const RecipeInput& input, NetworkRecipeShape how)
    : m_pool(input.pool), m_settings(input.settings), m_how(std::move(how)) {
    m_content = prepared(input.content, "content");
    AudioClip style = atRate(prepared(input.style, "style"), m_content.sampleRateHz, "style");
    m_shape = networkShape(m_content.sampleRateHz);
    requireFrames(m_content, "content");
    requireFrames(style, "style");
    if (m_how.levelRms > 0.0) {
        m_gain = m_how.levelRms / rmsOf(m_content);
        scale(m_content, m_gain);
        scale(style, m_how.levelRms / rmsOf(style));
    }
    const auto start = std::chrono::steady_clock::now();
    m_features =
        featuresOf(m_content, m_shape, m_pool, m_how.contentPhase ? &m_contentSpectra : nullptr);
    const std::chrono::duration<double> analysis = std::chrono::steady_clock::now() - start;
    m_phaseSecondsGuess = kTransformsAnIteration * analysis.count() * m_how.phaseIterations;
    const double share =
        std::min(1.0, static_cast<double>(input.style.sampleRateHz) / m_content.sampleRateHz);
    const int bins = std::max(2, static_cast<int>(share * (m_shape.bins() - 1)) + 1);
    m_contentImage = firstBins(m_features, bins);
    m_styleImage = firstBins(featuresOf(style, m_shape, m_pool), bins);
    m_highest = largestOf(m_features);
    m_largest = std::max(largestOf(m_contentImage), kLeastFeature);
    divide(m_contentImage, m_largest);
    divide(m_styleImage, largestOf(m_styleImage));
    m_image = m_contentImage;
}

AudioClip NetworkRecipe::prepared(const AudioClip& clip, const char* name) const {
    if (m_how.monoRateHz == 0) {
        return clip;
    }
    return monoAtRate(clip, m_how.monoRateHz, name, m_how.method);
}

void NetworkRecipe::requireFrames(const AudioClip& clip, const char* name) const {
    const auto least = static_cast<std::size_t>(m_how.leastFrames - 1) * m_shape.hopSamples;
    if (clip.sampleCount() >= least) {
        return;
    }
    const auto milliseconds = [&](std::size_t samples) {
        return std::to_string(static_cast<long>(
            std::ceil(1000.0 * static_cast<double>(samples) / clip.sampleRateHz)));
    };
    throw Error(MessageCode::transferTooShortForNetwork,
                {name, milliseconds(clip.sampleCount()), milliseconds(least)});
}

void NetworkRecipe::setDone(std::vector<Message>& warnings) {
    m_isDone = true;
    warnings.emplace_back(MessageCode::sameStatistics);
}

std::vector<float> NetworkRecipe::start() {
    if (m_settings.start == Start::content) {
        return m_contentImage.values;
    }
    // Nothing of the content is left: neither its phases nor what the style does not reach.
    m_contentSpectra.clear();
    fillWithNoise(m_content, m_settings.seed);
    std::fill(m_features.values.begin(), m_features.values.end(), 0.0F);
    std::vector<float> noise =
        normalFilters<float>(m_image.channels * m_image.frames, 1, m_image.bins, kNoiseDeviation,
                             m_settings.seed ^ kNoiseStream, m_pool)
            .weights;
    return noise;
}

const FeatureMap<float>& NetworkRecipe::imageOf(const float* z) {
    float* const image = m_image.values.data();
    forBlocks(m_pool, static_cast<std::ptrdiff_t>(m_image.values.size()),
              [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
                  for (std::ptrdiff_t i = begin; i < end; ++i) {
                      image[i] = folded(z[i]);
                  }
              });
    return m_image;
}

void NetworkRecipe::unfoldGradient(const float* z, const FeatureMap<float>& byImage,
                                   float* gradient) const {
    const float* const slopes = byImage.values.data();
    forBlocks(m_pool, static_cast<std::ptrdiff_t>(byImage.values.size()),
              [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
                  for (std::ptrdiff_t i = begin; i < end; ++i) {
                      gradient[i] = foldedSlope(z[i]) * slopes[i];
                  }
              });
}

// The image as features again; above its bins the content's.
FeatureMap<float> NetworkRecipe::whole(const float* z) const {
    FeatureMap<float> features = m_features;
    const int bins = m_contentImage.bins;
    m_pool.run(features.channels * features.frames, [&](int row) {
        float* out = features.frame(0, row);
        const float* in = z + static_cast<std::ptrdiff_t>(row) * bins;
        for (int bin = 0; bin < bins; ++bin) {
            out[bin] = m_largest * folded(in[bin]);
        }
    });
    return features;
}

Spectrogram NetworkRecipe::spectrogram(const float* z) {
    return spectrogramOfFeatures(whole(z).values.data(), m_features, m_shape,
                                 m_content.sampleRateHz, m_gain, m_pool);
}

AudioClip NetworkRecipe::quickSound(const float* z) {
    return withFeatures(m_content, whole(z).values.data(), m_highest, m_shape, m_pool);
}

int NetworkRecipe::phaseIterations() const {
    return m_how.phaseIterations * m_content.channelCount();
}

RecipeAudio NetworkRecipe::audio(const float* z, bool brief, const Stop& stop) {
    FeatureMap<float> magnitudes = whole(z);
    const auto unscale = static_cast<float>(1.0 / magnitudeScale(m_shape));
    const auto count = static_cast<std::ptrdiff_t>(magnitudes.values.size());
    forBlocks(m_pool, count, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        float* const values = magnitudes.values.data();
        expm1Of(values + begin, values + begin, end - begin);
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            values[i] *= unscale;
        }
    });
    GriffinLimSettings griffinLimSettings;
    griffinLimSettings.momentum = m_how.momentum;
    griffinLimSettings.iterations = brief ? kBriefIterations : m_how.phaseIterations;
    Stft<float> stft(m_shape, m_content.sampleCount(), m_pool);
    RecipeAudio result;
    result.clip.sampleRateHz = m_content.sampleRateHz;
    const std::ptrdiff_t size = count / m_content.channelCount();
    double error = 0.0;
    double norm = 0.0;
    for (int channel = 0; channel < m_content.channelCount(); ++channel) {
        const float* magnitude = magnitudes.frame(channel, 0);
        const std::vector<std::complex<float>> phase =
            !m_contentSpectra.empty()
                ? m_contentSpectra[channel]
                : randomPhase(static_cast<std::size_t>(size), m_settings.seed + channel);
        GriffinLimResult<float> reached =
            griffinLim(stft, magnitude, phase.data(), griffinLimSettings, stop);
        const double squares = dotProducts<float>(magnitude, {magnitude}, size, m_pool)[0];
        error += squares * std::pow(reached.convergence.back(), 2);
        norm += squares;
        result.clip.channels.push_back(std::move(reached.samples));
    }
    result.spectralConvergenceDb = decibels(norm > 0.0 ? std::sqrt(error / norm) : 0.0);
    return result;
}

} // namespace tonegraft
