// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/networks/Network.h"
#include "methods/shared/Analysis.h"
#include "methods/shared/Recipe.h"

namespace tonegraft {

/// How a recipe on images of spectrograms treats clips and phase.
struct NetworkRecipeShape {
    std::string method;    ///< as messages call it
    int monoRateHz = 0;    ///< both clips are mixed down and resampled; 0: the content's format
    double levelRms = 0.0; ///< both clips are brought to it; 0: they stay as they are
    bool contentPhase =
        false; ///< Griffin-Lim begins with the content's phase, else with a random one
    int phaseIterations = 0;
    double momentum = 0.0; ///< of Griffin-Lim; 0: plain
    int leastFrames = 1;   ///< that the network needs
};

/// What recipes on a network share: the image of a clip is its log1p spectrogram (of the analysis
/// that the built-in network was trained on), divided by its largest value; it ends at the lower of
/// the two clips' Nyquist frequencies. The variable is folded into [0,1] instead of being cut off
/// there: beyond an end of that range the image is mirrored, so that the optimizer sees no edge
/// at which the gradient vanishes.
class NetworkRecipe : public Recipe {
public:
    std::vector<float> start() override;
    Spectrogram spectrogram(const float* z) override;
    AudioClip quickSound(const float* z) override;
    int phaseIterations() const override;
    double phaseSecondsGuess() const override { return m_phaseSecondsGuess; }
    RecipeAudio audio(const float* z, bool brief, const Stop& stop) override;
    void steer(const TransferSettings& moved) override { m_settings = moved; }
    bool followsContent() const override { return m_settings.start == Start::content; }
    bool isDoneAtStart() const override { return m_isDone; }

protected:
    NetworkRecipe(const RecipeInput& input, NetworkRecipeShape how);

    const TransferSettings& settings() const { return m_settings; }
    ThreadPool& pool() const { return m_pool; }
    const FeatureMap<float>& contentImage() const { return m_contentImage; }
    const FeatureMap<float>& styleImage() const { return m_styleImage; }
    void releaseStyle() { m_styleImage = {}; }
    /// z folded into [0,1]; valid until the next call.
    const FeatureMap<float>& imageOf(const float* z);
    /// The derivative by z from that by the image.
    void unfoldGradient(const float* z, const FeatureMap<float>& byImage, float* gradient) const;
    /// Nothing is to be optimized: content and style agree.
    void setDone(std::vector<Message>& warnings);

private:
    AudioClip prepared(const AudioClip& clip, const char* name) const;
    void requireFrames(const AudioClip& clip, const char* name) const;
    FeatureMap<float> whole(const float* z) const;

    ThreadPool& m_pool;
    TransferSettings m_settings;
    const NetworkRecipeShape m_how;
    double m_gain = 1.0; // what the content was brought to its level by
    AudioClip m_content;
    StftShape m_shape;
    FeatureMap<float> m_features; // the content's, all bins; from noise nothing
    float m_highest = 1.0F;       // of them
    Spectra m_contentSpectra;     // where its phase is wanted
    float m_largest = 1.0F;       // of the content's features: 1 in the image
    FeatureMap<float> m_contentImage, m_styleImage, m_image;
    double m_phaseSecondsGuess = 0.0;
    bool m_isDone = false;
};

} // namespace tonegraft
