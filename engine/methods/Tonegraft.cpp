// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/OutputLevel.h"
#include "features/Band.h"
#include "linalg/VectorOps.h"
#include "methods/Analysis.h"
#include "methods/Parameters.h"
#include "methods/Recipe.h"
#include "methods/Reconstruction.h"
#include "methods/StyleFrames.h"
#include "methods/TonegraftStyle.h"
#include "objective/WaveformObjective.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kLevelRms = 0.1;    // log1p makes every distance depend on level
constexpr float kHighestFeature = 9; // an unbounded first step overflowed expm1
constexpr int kPhaseIterations = 32; // 10 -> -12.0 dB, 50 -> -12.55 dB from the content's phase
constexpr int kBriefIterations = 10;
constexpr double kLearningRateOfFeatures = 0.03; // Adam's
constexpr double kLearningRateOfSamples = 0.003;
constexpr double kJoinSeconds = 0.005;
constexpr double kHalfTurn = 3.14159265358979323846;
constexpr double kSameStatistics = 1e-7; // of the style's distance to silence
constexpr int kMostStyleFrames = 2048;   // of a longer style, a choice
constexpr double kLeftOut = 1e-6; // of the features' energy: 1e-5 cost attacks, 1e-7 gained none

AudioClip levelled(const AudioClip& clip, double gain) {
    AudioClip copy = clip;
    scale(copy, gain);
    return copy;
}

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

/// First stage: the variable is z with X = |z|, held at most at 9; it starts at the content's
/// features. Second stage: the variable is the samples, from 32 iterations of fast Griffin-Lim
/// with the content's phase. The domain says which of the two there are.
class TonegraftRecipe : public Recipe {
public:
    explicit TonegraftRecipe(const RecipeInput& input)
        : m_pool(input.pool), m_settings(input.settings),
          m_shape(analysisShape(input.content.sampleRateHz)),
          m_onSamples(m_settings.domain == Domain::waveform) {
        const std::vector<int> sizes = kernelSizes(m_settings);
        const int longest = *std::max_element(sizes.begin(), sizes.end());
        requireLength(input.content, "content", m_shape, longest);
        AudioClip style = resampled(input.style, input.content.sampleRateHz);
        requireLength(style, "style", m_shape, longest);
        m_gain = kLevelRms / rmsOf(input.content);
        m_content = levelled(input.content, m_gain);
        scale(style, kLevelRms / rmsOf(style));
        const ChosenFeatures chosen =
            chosenFeatures(style, m_shape, kMostStyleFrames, m_settings.seed, m_pool);
        if (!chosen.complete) {
            input.warnings.emplace_back(MessageCode::styleFramesChosen);
        }

        const auto start = std::chrono::steady_clock::now();
        m_whole = featuresOf(m_content, m_shape, m_pool, &m_contentSpectra);
        const std::chrono::duration<double> analysis = std::chrono::steady_clock::now() - start;
        m_phaseSecondsGuess = 2.5 * analysis.count() * kPhaseIterations;

        const int bins =
            std::min(sharedBins(input.style.sampleRateHz),
                     std::max(carryingBins(m_whole, kLeftOut), carryingBins(chosen.map, kLeftOut)));
        const double binWidthHz =
            static_cast<double>(m_content.sampleRateHz) / m_shape.windowSamples;
        FeatureMap<float> content = firstBins(m_whole, bins);
        auto term =
            tonegraftStyle(firstBins(chosen.map, bins), content, binWidthHz, m_settings, m_pool);
        m_objective = std::make_unique<SpectralObjective<float>>(
            std::move(content), std::move(term), binWidthHz, m_pool);
        m_features = m_objective->content();
        if (isDoneAtStart()) {
            input.warnings.emplace_back(MessageCode::sameStatistics);
        }
    }

    int stages() const override { return m_settings.domain == Domain::twoStage ? 2 : 1; }
    int stepsAtEndOf(int stage, int steps) const override {
        return stage + 1 == stages() ? steps : (steps + 1) / 2;
    }

    std::vector<float> start() override {
        return m_onSamples ? samplesOf(m_content) : m_objective->content().values;
    }

    std::vector<float> nextStage(std::vector<float> z, const Stop& stop) override {
        const AudioClip clip = reconstructed(z.data(), kPhaseIterations, stop);
        m_onSamples = true;
        return samplesOf(clip);
    }

    bool isDoneAtStart() const override {
        return m_objective->contentToStyle() <= kSameStatistics * m_objective->silenceToStyle();
    }

    LossPoint evaluate(const float* z, float* gradient, double styleWeight) override {
        const ObjectiveWeights weights{styleWeight, m_settings.keepMelody, m_settings.keepDynamics};
        const ObjectiveTerms terms = m_onSamples ? waveform().evaluate(z, weights, gradient)
                                                 : evaluateFeatures(z, gradient, weights);
        return {0, terms.total, terms.style, terms.content, terms.melody, terms.dynamics};
    }

    Spectrogram spectrogram(const float* z) override {
        if (!m_onSamples) {
            return picture(whole(z));
        }
        // As levelled: louder or softer on the way says nothing, the output gets the content's
        // loudness.
        AudioClip clip = clipOf(z);
        scale(clip, kLevelRms / std::max(rmsOf(clip), 1e-9));
        return picture(featuresOf(clip, m_shape, m_pool));
    }

    Spectrogram spectrogramAsEvaluated(const float* z) override {
        return picture(m_onSamples ? withBand(waveform().features()) : whole(z));
    }

    AudioClip quickSound(const float* z) override {
        AudioClip clip = m_onSamples ? clipOf(z)
                                     : withFeatures(m_content, whole(z).values.data(),
                                                    kHighestFeature, m_shape, m_pool);
        joinToContent(clip, m_content);
        return clip;
    }

    Optimizer optimizer() const override { return m_settings.optimizer; }
    double learningRate() const override {
        return m_onSamples ? kLearningRateOfSamples : kLearningRateOfFeatures;
    }

    int phaseIterations() const override {
        return m_settings.domain == Domain::waveform ? 0
                                                     : kPhaseIterations * m_content.channelCount();
    }
    double phaseSecondsGuess() const override { return m_onSamples ? 0.0 : m_phaseSecondsGuess; }

    RecipeAudio audio(const float* z, bool brief, const Stop& stop) override {
        RecipeAudio result;
        result.clip = m_onSamples
                          ? clipOf(z)
                          : reconstructed(z, brief ? kBriefIterations : kPhaseIterations, stop);
        result.spectralConvergenceDb = m_spectralConvergenceDb;
        joinToContent(result.clip, m_content);
        return result;
    }

private:
    std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(m_features.values.size()); }

    // Up to the lower of the two Nyquist frequencies; above it the content stays.
    int sharedBins(int styleRateHz) const {
        const double share =
            std::min(1.0, static_cast<double>(styleRateHz) / m_content.sampleRateHz);
        return std::max(2, static_cast<int>(share * (m_shape.bins() - 1)) + 1);
    }

    WaveformObjective<float>& waveform() {
        if (!m_waveform) {
            m_waveform = std::make_unique<WaveformObjective<float>>(
                *m_objective, m_shape, magnitudeScale(m_shape), m_content.channelCount(),
                m_content.sampleCount(), m_pool);
        }
        return *m_waveform;
    }

    ObjectiveTerms evaluateFeatures(const float* z, float* gradient,
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

    void toFeatures(const float* z, float* features) const {
        forBlocks(m_pool, size(), [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                features[i] = std::min(std::fabs(z[i]), kHighestFeature);
            }
        });
    }

    const FeatureMap<float>& whole(const float* z) {
        toFeatures(z, m_features.values.data());
        return withBand(m_features);
    }

    // The features with those of the band replaced: above it the content stays.
    const FeatureMap<float>& withBand(const FeatureMap<float>& band) {
        m_pool.run(m_whole.channels * m_whole.frames, [&](int row) {
            std::copy_n(band.frame(0, row), band.bins, m_whole.frame(0, row));
        });
        return m_whole;
    }

    Spectrogram picture(const FeatureMap<float>& features) const {
        return spectrogramOfFeatures(features.values.data(), features, m_shape,
                                     m_content.sampleRateHz, m_gain, m_pool);
    }

    std::vector<float> samplesOf(const AudioClip& clip) const {
        std::vector<float> samples;
        for (const std::vector<float>& channel : clip.channels) {
            samples.insert(samples.end(), channel.begin(), channel.end());
        }
        return samples;
    }

    AudioClip clipOf(const float* samples) const {
        AudioClip clip;
        clip.sampleRateHz = m_content.sampleRateHz;
        const auto count = static_cast<std::ptrdiff_t>(m_content.sampleCount());
        for (int channel = 0; channel < m_content.channelCount(); ++channel) {
            clip.channels.emplace_back(samples + channel * count, samples + (channel + 1) * count);
        }
        return clip;
    }

    // Features back to samples, from the content's phase.
    AudioClip reconstructed(const float* z, int iterations, const Stop& stop) {
        ReconstructedSound sound = tonegraft::reconstructed(whole(z), m_contentSpectra, m_shape,
                                                            m_content, iterations, stop, m_pool);
        m_spectralConvergenceDb = sound.spectralConvergenceDb;
        return std::move(sound.clip);
    }

    ThreadPool& m_pool;
    const TransferSettings m_settings;
    StftShape m_shape;
    bool m_onSamples;
    double m_gain = 1.0;
    AudioClip m_content; // at RMS 0.1
    Spectra m_contentSpectra;
    std::unique_ptr<SpectralObjective<float>> m_objective;
    std::unique_ptr<WaveformObjective<float>> m_waveform;
    FeatureMap<float> m_whole;                // all bins; from the band upward the content's
    FeatureMap<float> m_features, m_gradient; // of the band
    double m_phaseSecondsGuess = 0.0;
    double m_spectralConvergenceDb = 0.0;
};

ParameterInfo weight(const char* id, const char* label, const char* hears, double defaultValue) {
    ParameterInfo p;
    p.id = id;
    p.label = label;
    p.hears = hears;
    p.defaultValue = defaultValue;
    return p;
}

ParameterInfo furtherKernel(const char* id, const char* label) {
    ParameterInfo p = kernelParameter(0);
    p.id = id;
    p.label = label;
    p.hears = "Filters of another length beside the others: with 3 and 16 frames the style gives "
              "both its tone color and its small rhythms. 0: none.";
    p.minimum = 0;
    p.advanced = true;
    return p;
}

ParameterInfo choice(const char* id, const char* label, const char* hears,
                     std::vector<std::string> choices, int defaultIndex) {
    ParameterInfo p;
    p.id = id;
    p.label = label;
    p.hears = hears;
    p.integer = true;
    p.maximum = static_cast<double>(choices.size() - 1);
    p.defaultValue = defaultIndex;
    p.advanced = true;
    p.choices = std::move(choices);
    return p;
}

RunSize tonegraftSize(const ClipSizes& sizes, const TransferSettings& settings) {
    ClipSizes part = sizes;
    part.styleFrames = std::min(sizes.styleFrames, kMostStyleFrames / sizes.styleChannels);
    RunSize size = stepsSize(part, settings.optimizer, settings.steps);
    size += tonegraftStyleSize(part, settings);
    const int onSamples = settings.domain == Domain::spectrogram ? 0
                          : settings.domain == Domain::twoStage  ? settings.steps / 2
                                                                 : settings.steps;
    size += transformsSize(sizes, kPhaseIterations + onSamples);
    return size;
}

} // namespace

Method tonegraftMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "tonegraft";
    info.title = "Tonegraft";
    info.source = "This project; statistics of infinitely many random filters in closed form";
    info.year = 2026;
    info.summary = "Gives the content the style's statistics of short patches of the spectrogram, "
                   "while it keeps as much of the content, its melody and its dynamics as asked.";
    info.goodFor = "Any two recordings; the quickest and most faithful of the methods.";
    info.parameters = {
        filtersParameter(kInfiniteFilters, true),
        kernelParameter(3),
        weight("style-weight", "Style weight",
               "How much the style takes over. At 0 % the content stays as it is; toward 100 % "
               "the timbre becomes the style's and details of the content blur.",
               0.9),
        weight("keep-melody", "Keep melody",
               "Holds on to the content's notes and harmonies. Low: the style's own pitches "
               "take over; high: the tune stays clear, with a little less of the style.",
               0.3),
        weight("keep-dynamics", "Keep dynamics",
               "Holds on to the content's loud and soft, its attacks and rests. Low: the result "
               "gets as even or as restless as the style; high: it breathes like the content.",
               0.1),
        stepsParameter(45),
        furtherKernel("kernel-2", "Second kernel size"),
        furtherKernel("kernel-3", "Third kernel size"),
        choice("domain", "Worked on",
               "The spectrogram alone takes most of the style but smears when it becomes sound; "
               "the waveform alone stays cleanest and nearest to the content; one after the other "
               "takes much of the style and sounds clean.",
               {"spectrogram", "waveform", "two-stage"}, 2),
        choice("measure-on", "Style measured on",
               "The spectrum takes over fine detail, pitches included; timbre (mel bands) takes "
               "the tone color and leaves the pitches alone; both lies between.",
               {"spectrum", "timbre", "both"}, 0),
        choice("activation", "Activation",
               "ReLU filters hear loud and soft patches apart and give the richer timbre; "
               "linear ones sound smoother and plainer.",
               {"relu", "linear"}, 0),
        choice("optimizer", "Optimizer",
               "L-BFGS gets there in tens of steps; Adam takes hundreds and stays nearer to the "
               "content on the way.",
               {"lbfgs", "adam"}, 0),
        seedParameter()};
    info.parameters.back().note = "With infinitely many filters nothing is drawn at random and "
                                  "the seed has no effect, unless the style is longer than what "
                                  "is measured of it (about 48 s, in all channels together).";
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<TonegraftRecipe>(input);
    };
    method.size = tonegraftSize;
    return method;
}

} // namespace tonegraft
