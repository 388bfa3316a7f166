// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/StatisticsPiece.h"

#include "audio/level/OutputLevel.h"
#include "linalg/VectorOps.h"
#include "methods/shared/Band.h"
#include "methods/shared/Reconstruction.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tonegraft {
namespace {

constexpr float kHighestFeature = 9; // an unbounded first step overflowed expm1
constexpr int kBriefIterations = 10;
constexpr double kLearningRateOfFeatures = 0.03; // Adam's
constexpr double kLearningRateOfSamples = 0.003;
constexpr double kJoinSeconds = 0.005;
constexpr double kHalfTurn = 3.14159265358979323846;
constexpr double kLeastRms = 1e-9;

// The ends lie in few frames and are the least determined: a residue there would click. Over
// 5 ms they come from the content, which the clip is cut out of.
void joinToContent(AudioClip& clip, const AudioClip& content) {
    const auto length = std::min(clip.sampleCount() / 2,
                                 static_cast<std::size_t>(kJoinSeconds * clip.sampleRateHz));
    for (int channel = 0; channel < clip.channelCount(); ++channel) {
        std::vector<float>& out = clip.channels[channel];
        const std::vector<float>& in = content.channels[channel];
        for (std::size_t i = 0; i < length; ++i) {
            const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(length);
            const auto own = static_cast<float>(0.5 - 0.5 * std::cos(kHalfTurn * share));
            const std::size_t last = out.size() - 1 - i;
            out[i] = in[i] + own * (out[i] - in[i]);
            out[last] = in[last] + own * (out[last] - in[last]);
        }
    }
}

std::vector<float> samplesOf(const AudioClip& clip) {
    std::vector<float> samples;
    for (const std::vector<float>& channel : clip.channels) {
        samples.insert(samples.end(), channel.begin(), channel.end());
    }
    return samples;
}

} // namespace

AnalyzedClip analyzed(AudioClip clip, const StftShape& shape, ThreadPool& pool) {
    AnalyzedClip result;
    result.clip = std::move(clip);
    const auto began = std::chrono::steady_clock::now();
    result.features = featuresOf(result.clip, shape, pool, &result.spectra);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
    result.seconds = taken.count();
    return result;
}

StatisticsPiece::StatisticsPiece(AnalyzedClip content, std::optional<AnalyzedClip> start,
                                 double levelRms, const StatisticsGoal& goal,
                                 const TransferSettings& settings, ThreadPool& pool)
    : m_pool(pool), m_settings(settings), m_shape(goal.shape),
      m_onSamples(settings.domain == Domain::waveform), m_gain(goal.gain), m_levelRms(levelRms),
      m_phaseSecondsGuess(2.5 * content.seconds * kStatisticsPhaseIterations) {
    const double binWidthHz =
        static_cast<double>(content.clip.sampleRateHz) / m_shape.windowSamples;
    m_objective = std::make_unique<SpectralObjective<float>>(firstBins(content.features, goal.bins),
                                                             goal.style, binWidthHz, m_pool,
                                                             goal.ofClip ? &*goal.ofClip : nullptr);
    m_content = std::move(content.clip);
    AnalyzedClip& begin = start ? *start : content;
    m_whole = std::move(begin.features);
    m_spectra = std::move(begin.spectra);
    if (start) {
        m_start = std::move(start->clip);
    }
    m_features = firstBins(m_whole, goal.bins);
}

std::vector<float> StatisticsPiece::start() {
    return m_onSamples ? samplesOf(startClip()) : m_features.values;
}

std::vector<float> StatisticsPiece::nextStage(std::vector<float> z, const Stop& stop) {
    const AudioClip clip = reconstructed(z.data(), kStatisticsPhaseIterations, stop);
    m_onSamples = true;
    return samplesOf(clip);
}

LossPoint StatisticsPiece::evaluate(const float* z, float* gradient, double styleWeight) {
    const ObjectiveWeights weights{styleWeight, m_settings.keepMelody, m_settings.keepDynamics};
    const ObjectiveTerms terms = m_onSamples ? waveform().evaluate(z, weights, gradient)
                                             : evaluateFeatures(z, gradient, weights);
    LossPoint point;
    point.total = terms.total;
    point.style = terms.style;
    point.content = terms.content;
    point.melody = terms.melody;
    point.dynamics = terms.dynamics;
    return point;
}

void StatisticsPiece::steer(const TransferSettings& moved) {
    m_settings.keepMelody = moved.keepMelody;
    m_settings.keepDynamics = moved.keepDynamics;
}

Spectrogram StatisticsPiece::spectrogram(const float* z) {
    if (!m_onSamples) {
        return picture(whole(z));
    }
    // As levelled: louder or softer on the way says nothing, the output gets the content's
    // loudness.
    AudioClip clip = clipOf(z);
    scale(clip, m_levelRms / std::max(rmsOf(clip), kLeastRms));
    return picture(featuresOf(clip, m_shape, m_pool));
}

Spectrogram StatisticsPiece::spectrogramAsEvaluated(const float* z) {
    return picture(m_onSamples ? withBand(waveform().features()) : whole(z));
}

AudioClip StatisticsPiece::quickSound(const float* z) {
    return levelledAndJoined(m_onSamples ? clipOf(z)
                                         : withFeatures(startClip(), whole(z).values.data(),
                                                        kHighestFeature, m_shape, m_pool));
}

double StatisticsPiece::learningRate() const {
    return m_onSamples ? kLearningRateOfSamples : kLearningRateOfFeatures;
}

int StatisticsPiece::phaseIterations() const {
    return m_settings.domain == Domain::waveform
               ? 0
               : kStatisticsPhaseIterations * m_content.channelCount();
}

RecipeAudio StatisticsPiece::audio(const float* z, bool brief, const Stop& stop) {
    RecipeAudio result;
    result.clip = levelledAndJoined(
        m_onSamples
            ? clipOf(z)
            : reconstructed(z, brief ? kBriefIterations : kStatisticsPhaseIterations, stop));
    result.spectralConvergenceDb = m_spectralConvergenceDb;
    return result;
}

WaveformObjective<float>& StatisticsPiece::waveform() {
    if (!m_waveform) {
        m_waveform = std::make_unique<WaveformObjective<float>>(
            *m_objective, m_shape, magnitudeScale(m_shape), m_content.channelCount(),
            m_content.sampleCount(), m_pool, m_levelRms);
    }
    return *m_waveform;
}

ObjectiveTerms StatisticsPiece::evaluateFeatures(const float* z, float* gradient,
                                                 const ObjectiveWeights& weights) {
    toFeatures(z, m_features.values.data());
    const ObjectiveTerms terms = m_objective->evaluate(m_features, weights, &m_gradient);
    const float* byFeature = m_gradient.values.data();
    forBlocks(m_pool, size(), [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            const float inside = std::fabs(z[i]) < kHighestFeature ? byFeature[i] : 0.0F;
            gradient[i] = z[i] < 0.0F ? -inside : inside;
        }
    });
    return terms;
}

void StatisticsPiece::toFeatures(const float* z, float* features) const {
    forBlocks(m_pool, size(), [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            features[i] = std::min(std::fabs(z[i]), kHighestFeature);
        }
    });
}

const FeatureMap<float>& StatisticsPiece::whole(const float* z) {
    toFeatures(z, m_features.values.data());
    return withBand(m_features);
}

// The features with those of the band replaced: above it the content stays.
const FeatureMap<float>& StatisticsPiece::withBand(const FeatureMap<float>& band) {
    m_pool.run(m_whole.channels * m_whole.frames,
               [&](int row) { std::copy_n(band.frame(0, row), band.bins, m_whole.frame(0, row)); });
    return m_whole;
}

Spectrogram StatisticsPiece::picture(const FeatureMap<float>& features) const {
    return spectrogramOfFeatures(features.values.data(), features, m_shape, m_content.sampleRateHz,
                                 m_gain, m_pool);
}

AudioClip StatisticsPiece::clipOf(const float* samples) const {
    AudioClip clip;
    clip.sampleRateHz = m_content.sampleRateHz;
    const auto count = static_cast<std::ptrdiff_t>(m_content.sampleCount());
    for (int channel = 0; channel < m_content.channelCount(); ++channel) {
        clip.channels.emplace_back(samples + channel * count, samples + (channel + 1) * count);
    }
    return clip;
}

// What optimizing does to the level is no part of the result: pieces have to agree on it.
AudioClip StatisticsPiece::levelledAndJoined(AudioClip clip) const {
    scale(clip, m_levelRms / std::max(rmsOf(clip), kLeastRms));
    joinToContent(clip, m_content);
    return clip;
}

// Features back to samples, from the start's phase.
AudioClip StatisticsPiece::reconstructed(const float* z, int iterations, const Stop& stop) {
    ReconstructedSound sound =
        tonegraft::reconstructed(whole(z), m_spectra, m_shape, m_content, iterations, stop, m_pool);
    m_spectralConvergenceDb = sound.spectralConvergenceDb;
    return std::move(sound.clip);
}

} // namespace tonegraft
