// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Analysis.h"
#include "methods/shared/Recipe.h"
#include "methods/statistics/WaveformObjective.h"

#include <memory>
#include <optional>

namespace tonegraft {

/// Iterations of fast Griffin-Lim: 10 -> -12.0 dB, 50 -> -12.55 dB from the content's phase.
inline constexpr int kStatisticsPhaseIterations = 32;

/// What all pieces of a content are held against.
struct StatisticsGoal {
    StftShape shape;
    int bins = 0;      ///< of the band that takes part
    double gain = 1.0; ///< the content is louder by it than it came
    std::shared_ptr<StyleTerm<float>> style;
    std::optional<ObjectiveScale> ofClip{}; ///< of all pieces; none: there is one piece
};

/// A clip and its analysis.
struct AnalyzedClip {
    AudioClip clip;
    FeatureMap<float> features;
    Spectra spectra;
    double seconds = 0.0; ///< that the analysis took
};
AnalyzedClip analyzed(AudioClip clip, const StftShape& shape, ThreadPool& pool);

/// The method statistics over a content, or a piece of one that is long.
/// First stage: the variable is z with X = |z|, held at most at 9; it starts at the start's
/// features. Second stage: the variable is the samples, from 32 iterations of fast Griffin-Lim
/// with the start's phase. The domain says which of the two there are.
class StatisticsPiece : public Recipe {
public:
    /// The content as levelled, at the RMS `levelRms`; `start`: what to begin with instead.
    /// The pool outlives the object.
    StatisticsPiece(AnalyzedClip content, std::optional<AnalyzedClip> start, double levelRms,
                    const StatisticsGoal& goal, const TransferSettings& settings, ThreadPool& pool);

    int stages() const override { return m_settings.domain == Domain::twoStage ? 2 : 1; }
    int stepsAtEndOf(int stage, int steps) const override {
        return stage + 1 == stages() ? steps : (steps + 1) / 2;
    }
    std::vector<float> start() override;
    std::vector<float> nextStage(std::vector<float> z, const Stop& stop) override;
    bool isDoneAtStart() const override { return m_objective->scale().agrees(); }
    LossPoint evaluate(const float* z, float* gradient, double styleWeight) override;
    void steer(const TransferSettings& moved) override;
    Spectrogram spectrogram(const float* z) override;
    Spectrogram spectrogramAsEvaluated(const float* z) override;
    AudioClip quickSound(const float* z) override;
    Optimizer optimizer() const override { return m_settings.optimizer; }
    double learningRate() const override;
    int phaseIterations() const override;
    double phaseSecondsGuess() const override { return m_onSamples ? 0.0 : m_phaseSecondsGuess; }
    RecipeAudio audio(const float* z, bool brief, const Stop& stop) override;

private:
    const AudioClip& startClip() const { return m_start.empty() ? m_content : m_start; }
    std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(m_features.values.size()); }
    WaveformObjective<float>& waveform();
    ObjectiveTerms evaluateFeatures(const float* z, float* gradient,
                                    const ObjectiveWeights& weights);
    void toFeatures(const float* z, float* features) const;
    const FeatureMap<float>& whole(const float* z);
    const FeatureMap<float>& withBand(const FeatureMap<float>& band);
    Spectrogram picture(const FeatureMap<float>& features) const;
    AudioClip clipOf(const float* samples) const;
    AudioClip levelledAndJoined(AudioClip clip) const;
    AudioClip reconstructed(const float* z, int iterations, const Stop& stop);

    ThreadPool& m_pool;
    TransferSettings m_settings;
    StftShape m_shape;
    bool m_onSamples;
    double m_gain;
    double m_levelRms;
    AudioClip m_content;
    AudioClip m_start; // empty: the content
    Spectra m_spectra; // the start's
    std::unique_ptr<SpectralObjective<float>> m_objective;
    std::unique_ptr<WaveformObjective<float>> m_waveform;
    FeatureMap<float> m_whole;                // all bins; from the band upward the start's
    FeatureMap<float> m_features, m_gradient; // of the band
    double m_phaseSecondsGuess = 0.0;
    double m_spectralConvergenceDb = 0.0;
};

} // namespace tonegraft
