// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"
#include "methods/shared/FeatureMap.h"
#include "methods/shared/Recipe.h"

namespace tonegraft {

/// How a published recipe treats clips and phase.
struct LogSpectrogramShape {
    std::string method;       ///< as messages call it
    int longestKernel = 1;    ///< frames that the longest filter spans
    double levelRms = 0.0;    ///< both clips are brought to it; 0: they stay as they are
    int phaseIterations = 0;  ///< of Griffin-Lim
    double momentum = 0.0;    ///< of Griffin-Lim; 0: plain
    float highest = 9.0F;     ///< feature that is still made audible; above, expm1 runs away
    double mostSeconds = 0.0; ///< of each clip; 0: all
    /// Noise to start from: with the style's mean and deviation in each bin, or quiet.
    bool noiseLikeStyle = false;
};

/// What recipes on log magnitudes share: mono clips at 22,050 Hz, features log1p(|STFT|) as the
/// variable, which starts at the content or at quiet noise, and Griffin-Lim from random phase.
class LogSpectrogramRecipe : public Recipe {
public:
    std::vector<float> start() override;
    Optimizer optimizer() const override { return Optimizer::lbfgs; }
    Spectrogram spectrogram(const float* z) override;
    AudioClip quickSound(const float* z) override;
    int phaseIterations() const override { return m_analysis.phaseIterations; }
    double phaseSecondsGuess() const override { return m_phaseSecondsGuess; }
    RecipeAudio audio(const float* z, bool brief, const Stop& stop) override;
    void steer(const TransferSettings& moved) override { m_settings = moved; }
    bool followsContent() const override { return m_settings.start == Start::content; }

protected:
    LogSpectrogramRecipe(const RecipeInput& input, LogSpectrogramShape analysis);

    const TransferSettings& settings() const { return m_settings; }
    ThreadPool& pool() const { return m_pool; }
    int bins() const { return m_shape.bins(); }
    double secondsAFrame() const;
    std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(m_features.values.size()); }
    /// The content's features; after asFeatures(), those of z instead.
    const FeatureMap<float>& features() const { return m_features; }
    const FeatureMap<float>& styleFeatures() const { return m_style; }
    void releaseStyle() { m_style = {}; }
    const FeatureMap<float>& asFeatures(const float* z);

private:
    AudioClip loaded(const AudioClip& clip, const char* name, std::vector<Message>& warnings);
    std::vector<float> audible(const float* z) const;
    void takeSpectrum(const FeatureMap<float>& style);

    ThreadPool& m_pool;
    TransferSettings m_settings;
    const LogSpectrogramShape m_analysis;
    const StftShape m_shape;
    double m_gain = 1.0; // what the content was brought to its level by
    AudioClip m_content;
    FeatureMap<float> m_features, m_style;
    std::vector<float> m_mean, m_deviation; // of each bin, of the noise to start from
    double m_phaseSecondsGuess = 0.0;
};

} // namespace tonegraft
