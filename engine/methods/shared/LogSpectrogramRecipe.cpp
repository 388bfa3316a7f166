// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/LogSpectrogramRecipe.h"

#include "audio/level/OutputLevel.h"
#include "dsp/GriffinLim.h"
#include "linalg/VectorMath.h"
#include "linalg/VectorOps.h"
#include "methods/shared/Analysis.h"
#include "methods/shared/FilterBank.h"
#include "methods/shared/Reconstruction.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <sstream>
#include <utility>

namespace tonegraft {
namespace {

constexpr int kRateHz = 22050;
constexpr int kBriefIterations = 10;
constexpr double kTransformsAnIteration = 2.5;       // one there, one back, and the phases
constexpr double kNoiseDeviation = 1e-3;             // Ulyanov & Lebedev
constexpr std::uint64_t kNoiseStream = 0x6e6f697365; // apart from the filters' numbers

std::string secondsText(double seconds) {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << seconds;
    return text.str();
}

} // namespace

LogSpectrogramRecipe::LogSpectrogramRecipe(const RecipeInput& input, LogSpectrogramShape analysis)
    : m_pool(input.pool), m_settings(input.settings), m_analysis(std::move(analysis)),
      m_shape(analysisShape(kRateHz)) {
    m_content = loaded(input.content, "content", input.warnings);
    AudioClip style = loaded(input.style, "style", input.warnings);
    requireLength(m_content, "content", m_shape, m_analysis.longestKernel);
    requireLength(style, "style", m_shape, m_analysis.longestKernel);
    input.warnings.emplace_back(MessageCode::worksInMono,
                                std::vector<std::string>{m_analysis.method, "22,050"});
    if (m_analysis.levelRms > 0.0) {
        m_gain = m_analysis.levelRms / rmsOf(m_content);
        scale(m_content, m_gain);
        scale(style, m_analysis.levelRms / rmsOf(style));
    }
    const auto start = std::chrono::steady_clock::now();
    m_features = featuresOf(m_content, m_shape, m_pool);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    m_phaseSecondsGuess = kTransformsAnIteration * seconds.count() * m_analysis.phaseIterations;
    m_style = featuresOf(style, m_shape, m_pool);
    m_mean.assign(m_shape.bins(), 0.0F);
    m_deviation.assign(m_shape.bins(), static_cast<float>(kNoiseDeviation));
    if (m_analysis.noiseLikeStyle) {
        takeSpectrum(m_style);
    }
}

void LogSpectrogramRecipe::takeSpectrum(const FeatureMap<float>& style) {
    for (int bin = 0; bin < style.bins; ++bin) {
        double sum = 0.0;
        double squares = 0.0;
        for (int t = 0; t < style.frames; ++t) {
            const double value = style.frame(0, t)[bin];
            sum += value;
            squares += value * value;
        }
        const double mean = sum / style.frames;
        m_mean[bin] = static_cast<float>(mean);
        m_deviation[bin] =
            static_cast<float>(std::sqrt(std::max(0.0, squares / style.frames - mean * mean)));
    }
}

AudioClip LogSpectrogramRecipe::loaded(const AudioClip& clip, const char* name,
                                       std::vector<Message>& warnings) {
    AudioClip mono = monoAtRate(clip, kRateHz, name, m_analysis.method);
    const auto most = static_cast<std::size_t>(m_analysis.mostSeconds * kRateHz);
    if (most > 0 && mono.sampleCount() > most) {
        mono.channels[0].resize(most);
        warnings.emplace_back(
            MessageCode::firstSecondsOnly,
            std::vector<std::string>{m_analysis.method, secondsText(m_analysis.mostSeconds), name});
    }
    return mono;
}

double LogSpectrogramRecipe::secondsAFrame() const {
    return static_cast<double>(m_shape.hopSamples) / kRateHz;
}

std::vector<float> LogSpectrogramRecipe::start() {
    if (m_settings.start == Start::content) {
        return m_features.values;
    }
    fillWithNoise(m_content, m_settings.seed);
    std::vector<float> noise = normalFilters<float>(m_features.frames, 1, m_features.bins, 1.0,
                                                    m_settings.seed ^ kNoiseStream, m_pool)
                                   .weights;
    m_pool.run(m_features.frames, [&](int t) {
        float* frame = noise.data() + static_cast<std::ptrdiff_t>(t) * m_features.bins;
        for (int bin = 0; bin < m_features.bins; ++bin) {
            frame[bin] = m_mean[bin] + m_deviation[bin] * frame[bin];
        }
    });
    return noise;
}

const FeatureMap<float>& LogSpectrogramRecipe::asFeatures(const float* z) {
    std::copy_n(z, size(), m_features.values.begin());
    return m_features;
}

// A variable without bounds may dip below the silence of a log magnitude.
std::vector<float> LogSpectrogramRecipe::audible(const float* z) const {
    std::vector<float> features(static_cast<std::size_t>(size()));
    forBlocks(m_pool, size(), [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            features[i] = std::clamp(z[i], 0.0F, m_analysis.highest);
        }
    });
    return features;
}

Spectrogram LogSpectrogramRecipe::spectrogram(const float* z) {
    return spectrogramOfFeatures(audible(z).data(), m_features, m_shape, kRateHz, m_gain, m_pool);
}

AudioClip LogSpectrogramRecipe::quickSound(const float* z) {
    return withFeatures(m_content, audible(z).data(), m_analysis.highest, m_shape, m_pool);
}

RecipeAudio LogSpectrogramRecipe::audio(const float* z, bool brief, const Stop& stop) {
    std::vector<float> magnitude = audible(z);
    expm1Of(magnitude.data(), magnitude.data(), size());
    GriffinLimSettings griffinLimSettings;
    griffinLimSettings.momentum = m_analysis.momentum;
    griffinLimSettings.iterations = brief ? kBriefIterations : m_analysis.phaseIterations;
    Stft<float> stft(m_shape, m_content.sampleCount(), m_pool);
    GriffinLimResult<float> reached =
        griffinLim(stft, magnitude.data(), randomPhase(magnitude.size(), m_settings.seed).data(),
                   griffinLimSettings, stop);
    RecipeAudio result;
    result.clip.sampleRateHz = kRateHz;
    result.spectralConvergenceDb = decibels(reached.convergence.back());
    result.clip.channels.push_back(std::move(reached.samples));
    return result;
}

} // namespace tonegraft
