// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/OutputLevel.h"
#include "linalg/VectorOps.h"
#include "methods/filters/RandomFilters.h"
#include "methods/grinstein/Grinstein.h"
#include "methods/shared/Analysis.h"
#include "methods/shared/Band.h"
#include "methods/shared/Reconstruction.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kLevelRms = 0.1;
constexpr float kHighestFeature = 9.0F; // above, expm1 runs away
constexpr int kPhaseIterations = 32;
constexpr int kBriefIterations = 10;
constexpr double kTransformsAnIteration = 2.5;
constexpr double kNoiseDeviation = 1e-3;                 // Ulyanov & Lebedev
constexpr std::uint64_t kNoiseStream = 0x7368616c6c6f77; // apart from the filters' numbers
constexpr double kSameStatistics = 1e-7;                 // of the style's distance to silence

/// Ulyanov & Lebedev's layer: 1 x k filters over all bins, ReLU, no bias, no padding.
FilterBank<float> layer(const TransferSettings& settings, int bins, ThreadPool& pool) {
    const double inputs = static_cast<double>(bins + settings.filters) * settings.kernelSize;
    return normalFilters<float>(settings.filters, settings.kernelSize, bins,
                                std::sqrt(2.0) * std::sqrt(2.0 / inputs), settings.seed, pool);
}

/// The variable: log magnitudes of the bins that both clips have, without bounds.
class ShallowRandomRecipe : public Recipe {
public:
    explicit ShallowRandomRecipe(const RecipeInput& input)
        : m_pool(input.pool), m_settings(input.settings),
          m_shape(analysisShape(input.content.sampleRateHz)), m_content(input.content) {
        requireLength(input.content, "content", m_shape, m_settings.kernelSize);
        AudioClip style = atRate(input.style, input.content.sampleRateHz, "style");
        requireLength(style, "style", m_shape, m_settings.kernelSize);
        m_gain = kLevelRms / rmsOf(m_content);
        scale(m_content, m_gain);
        scale(style, kLevelRms / rmsOf(style));
        const auto start = std::chrono::steady_clock::now();
        m_whole = featuresOf(m_content, m_shape, m_pool, &m_spectra);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        m_phaseSecondsGuess = kTransformsAnIteration * seconds.count() * kPhaseIterations;
        prepareTerm(style, sharedBins(input.style.sampleRateHz), input.warnings);
    }

    std::vector<float> start() override {
        if (m_settings.start == Start::content) {
            return m_features.values;
        }
        // Nothing of the content is left: neither its phases nor what the style does not reach.
        fillWithNoise(m_content, m_settings.seed);
        m_spectra = randomSpectra(m_whole, m_settings.seed ^ kNoiseStream);
        std::fill(m_whole.values.begin(), m_whole.values.end(), 0.0F);
        const int frames = m_features.channels * m_features.frames;
        return normalFilters<float>(frames, 1, m_features.bins, kNoiseDeviation,
                                    m_settings.seed ^ kNoiseStream, m_pool)
            .weights;
    }

    bool isDoneAtStart() const override { return m_isDone; }

    LossPoint evaluate(const float* z, float* gradient, double /*styleWeight*/) override {
        std::copy_n(z, m_features.values.size(), m_features.values.begin());
        LossPoint point;
        point.style = m_term->evaluate(m_features, &m_gradient);
        point.total = point.style;
        std::copy(m_gradient.values.begin(), m_gradient.values.end(), gradient);
        return point;
    }

    bool followsContent() const override { return m_settings.start == Start::content; }
    Optimizer optimizer() const override { return Optimizer::lbfgs; }

    Spectrogram spectrogram(const float* z) override {
        const FeatureMap<float>& features = audible(z);
        return spectrogramOfFeatures(features.values.data(), features, m_shape,
                                     m_content.sampleRateHz, m_gain, m_pool);
    }

    AudioClip quickSound(const float* z) override {
        return withFeatures(m_content, audible(z).values.data(), kHighestFeature, m_shape, m_pool);
    }

    int phaseIterations() const override { return kPhaseIterations * m_content.channelCount(); }
    double phaseSecondsGuess() const override { return m_phaseSecondsGuess; }

    RecipeAudio audio(const float* z, bool brief, const Stop& stop) override {
        ReconstructedSound sound =
            reconstructed(audible(z), m_spectra, m_shape, m_content,
                          brief ? kBriefIterations : kPhaseIterations, stop, m_pool);
        return {std::move(sound.clip), sound.spectralConvergenceDb, {}};
    }

private:
    // Up to the lower of the two Nyquist frequencies; above it the content stays.
    int sharedBins(int styleRateHz) const {
        const double share =
            std::min(1.0, static_cast<double>(styleRateHz) / m_content.sampleRateHz);
        return std::max(2, static_cast<int>(share * (m_shape.bins() - 1)) + 1);
    }

    void prepareTerm(const AudioClip& style, int bins, std::vector<Message>& warnings) {
        m_features = firstBins(m_whole, bins);
        GramSettings settings;
        settings.perSpectrogramFrame = true; // clips differ in length
        m_term = std::make_unique<RandomFilters<float>>(
            layer(m_settings, bins, m_pool), settings,
            firstBins(featuresOf(style, m_shape, m_pool), bins), m_pool);
        const FeatureMap<float> silence(m_features.channels, m_features.frames, bins);
        m_isDone = m_settings.start == Start::content &&
                   m_term->evaluate(m_features, nullptr) <=
                       kSameStatistics * m_term->evaluate(silence, nullptr);
        if (m_isDone) {
            warnings.emplace_back(MessageCode::sameStatistics);
        }
    }

    // All bins, from the band upward the content's; a variable without bounds may dip below the
    // silence of a log magnitude.
    const FeatureMap<float>& audible(const float* z) {
        m_pool.run(m_whole.channels * m_whole.frames, [&](int row) {
            const float* in = z + static_cast<std::size_t>(row) * m_features.bins;
            float* out = m_whole.frame(0, row);
            for (int bin = 0; bin < m_features.bins; ++bin) {
                out[bin] = std::clamp(in[bin], 0.0F, kHighestFeature);
            }
        });
        return m_whole;
    }

    ThreadPool& m_pool;
    const TransferSettings m_settings;
    StftShape m_shape;
    double m_gain = 1.0;
    AudioClip m_content; // at RMS 0.1
    Spectra m_spectra;   // where the phases begin
    FeatureMap<float> m_whole;
    FeatureMap<float> m_features, m_gradient; // of the band
    std::unique_ptr<RandomFilters<float>> m_term;
    bool m_isDone = false;
    double m_phaseSecondsGuess = 0.0;
};

} // namespace

RunSize grinsteinShallowRandomSize(const ClipSizes& sizes, const TransferSettings& settings) {
    RunSize size = stepsSize(sizes, Optimizer::lbfgs, settings.steps);
    size += filtersSize(sizes, settings.filters, settings.kernelSize, false, settings.steps);
    size += transformsSize(sizes, kPhaseIterations);
    return size;
}

std::unique_ptr<Recipe> grinsteinShallowRandom(const RecipeInput& input) {
    return std::make_unique<ShallowRandomRecipe>(input);
}

} // namespace tonegraft
