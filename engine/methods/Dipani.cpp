// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/GriffinLim.h"
#include "features/RandomFilters.h"
#include "linalg/VectorMath.h"
#include "linalg/VectorOps.h"
#include "methods/Analysis.h"
#include "methods/DipaniLoss.h"
#include "methods/Parameters.h"
#include "methods/Recipe.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tonegraft {
namespace {

// The constants of the original script.
constexpr int kRateHz = 22050;
constexpr std::size_t kMostSamples = 1279782; // 58.04 s: 2,500 frames
constexpr int kPhaseIterations = 500;
constexpr int kBriefIterations = 10;
constexpr double kTurn = 6.283185307179586;

/// One clip as the script loads it: mono, 22,050 Hz, the first 58.04 s.
AudioClip loaded(const AudioClip& clip, const std::string& name, std::vector<Message>& warnings) {
    AudioClip mono = resampled(mixedToMono(clip), kRateHz);
    if (mono.sampleCount() > kMostSamples) {
        mono.channels[0].resize(kMostSamples);
        warnings.emplace_back(MessageCode::firstSecondsOnly,
                              std::vector<std::string>{"dipani", "58.04", name});
    }
    return mono;
}

/// The variable is X itself, clamped to [0,1] before each step and at the end: left over from
/// image code in the original, and part of its sound.
class DipaniRecipe : public Recipe {
public:
    explicit DipaniRecipe(const RecipeInput& input)
        : m_pool(input.pool), m_settings(input.settings), m_shape(analysisShape(kRateHz)) {
        m_content = loaded(input.content, "content", input.warnings);
        const AudioClip style = loaded(input.style, "style", input.warnings);
        requireLength(m_content, "content", m_shape, m_settings.kernelSize);
        requireLength(style, "style", m_shape, m_settings.kernelSize);
        input.warnings.emplace_back(MessageCode::worksInMono,
                                    std::vector<std::string>{"dipani", "22,050"});
        const auto start = std::chrono::steady_clock::now();
        m_features = featuresOf(m_content, m_shape, m_pool);
        const std::chrono::duration<double> analysis = std::chrono::steady_clock::now() - start;
        m_phaseSecondsGuess = 2.5 * analysis.count() * kPhaseIterations;
        const double bound = 1.0 / std::sqrt(static_cast<double>(m_shape.bins()) *
                                             m_settings.kernelSize); // PyTorch's default
        m_loss = std::make_unique<DipaniLoss<float>>(
            uniformFilters<float>(m_settings.filters, m_settings.kernelSize, m_shape.bins(), bound,
                                  m_settings.seed, m_pool),
            featuresOf(style, m_shape, m_pool), m_pool);
    }

    std::vector<float> start() override { return m_features.values; }

    void constrain(float* z) override {
        forBlocks(m_pool, size(), [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                z[i] = std::clamp(z[i], 0.0F, 1.0F);
            }
        });
    }

    LossPoint evaluate(const float* z, float* gradient, double styleWeight) override {
        std::copy_n(z, size(), m_features.values.begin());
        LossPoint point;
        point.style = m_loss->evaluate(m_features, styleWeight, &m_gradient);
        point.total = point.style;
        std::copy(m_gradient.values.begin(), m_gradient.values.end(), gradient);
        return point;
    }

    Spectrogram spectrogram(const float* z) override {
        return spectrogramOfFeatures(z, m_features, m_shape, kRateHz, 1.0, m_pool);
    }

    AudioClip quickSound(const float* z) override {
        // z was just held inside [0,1].
        return withFeatures(m_content, z, 1.0F, m_shape, m_pool);
    }

    Optimizer optimizer() const override { return Optimizer::adam; }

    int phaseIterations() const override { return kPhaseIterations; }
    double phaseSecondsGuess() const override { return m_phaseSecondsGuess; }

    RecipeAudio audio(const float* z, bool brief, const Stop& stop) override {
        std::vector<float> magnitude(z, z + size());
        constrain(magnitude.data());
        expm1Of(magnitude.data(), magnitude.data(), size());
        std::vector<std::complex<float>> phase(magnitude.size());
        SplitMix64 random(m_settings.seed);
        for (std::complex<float>& p : phase) {
            p = std::polar(1.0F, static_cast<float>(kTurn * random.uniform()));
        }
        GriffinLimSettings settings;
        settings.momentum = 0.0; // plain Griffin-Lim, as published
        settings.iterations = brief ? kBriefIterations : kPhaseIterations;
        Stft<float> stft(m_shape, m_content.sampleCount(), m_pool);
        GriffinLimResult<float> reached =
            griffinLim(stft, magnitude.data(), phase.data(), settings, stop);
        RecipeAudio result;
        result.clip.sampleRateHz = kRateHz;
        result.spectralConvergenceDb = decibels(reached.convergence.back());
        result.clip.channels.push_back(std::move(reached.samples));
        return result;
    }

    bool matchesLoudness() const override { return false; }

private:
    std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(m_features.values.size()); }

    ThreadPool& m_pool;
    const TransferSettings m_settings;
    StftShape m_shape;
    AudioClip m_content;
    std::unique_ptr<DipaniLoss<float>> m_loss;
    FeatureMap<float> m_features, m_gradient;
    double m_phaseSecondsGuess = 0.0;
};

} // namespace

Method dipaniMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "dipani";
    info.title = "Original script (Dipani)";
    info.source = "Alish Dipani, Neural Style Transfer for Audio";
    info.year = 2018;
    info.summary = "The 2018 script exactly as published: random linear filters, style only, "
                   "magnitudes clamped to [0,1], Adam, 500 Griffin-Lim iterations. Takes minutes "
                   "and loses the content's dynamics.";
    info.goodFor = "Comparison, and its own washed-out, ghostly sound.";
    info.worksInMono22050 = true;
    ParameterInfo styleWeight;
    styleWeight.id = "style-weight";
    styleWeight.label = "Style weight";
    styleWeight.hears =
        "Hardly anything: it scales the loss, and Adam divides the scale out again.";
    styleWeight.minimum = 0.001;
    styleWeight.maximum = 1000000;
    styleWeight.defaultValue = 2500;
    styleWeight.note = "Multiplies the Gram matrices inside the square, as in the original; Adam "
                       "nearly ignores it.";
    info.parameters = {filtersParameter(4096, false), kernelParameter(3), styleWeight,
                       stepsParameter(2501), seedParameter()};
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<DipaniRecipe>(input);
    };
    return method;
}

} // namespace tonegraft
