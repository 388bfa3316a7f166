// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/OutputLevel.h"
#include "methods/grinstein/Grinstein.h"
#include "methods/networks/NetworkChoice.h"
#include "methods/networks/NetworkDistance.h"
#include "methods/networks/NetworkRecipe.h"
#include "methods/networks/NetworkSize.h"
#include "methods/shared/Analysis.h"
#include "methods/shared/FilterBank.h"
#include "methods/shared/Reconstruction.h"
#include "tonegraft/Error.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace tonegraft {
namespace {

constexpr double kLevelRms = 0.1;
constexpr int kPhaseIterations = 32;
constexpr double kMomentum = 0.99;
constexpr double kSameStatistics = 1e-9;
constexpr int kSoundNetRateHz = 22050;
constexpr std::uint64_t kNoiseStream = 0x736f756e646e6574; // apart from other draws of the seed

// The first convolution of each of VGG-19's five groups, as Gatys et al. took them.
const std::vector<int> kVggConvolutions{0, 2, 4, 8, 12};
constexpr int kVggLeastFrames = 16; // four pools halve them

NetworkWeights weightsOf(const TransferSettings& settings, const char* network, int convolutions) {
    if (settings.networkFile.empty()) {
        throw Error(MessageCode::networkNeeded, {network});
    }
    return chosenNetwork(settings.networkFile, {network}, convolutions);
}

NetworkDistanceSettings styleOn(std::vector<int> convolutions) {
    NetworkDistanceSettings settings;
    settings.styleConvolutions = std::move(convolutions);
    settings.relative = true;
    return settings;
}

std::vector<int> firstOf(int count) {
    std::vector<int> convolutions;
    for (int convolution = 0; convolution < count; ++convolution) {
        convolutions.push_back(convolution);
    }
    return convolutions;
}

NetworkRecipeShape vggAnalysis() {
    NetworkRecipeShape shape;
    shape.method = "grinstein";
    shape.levelRms = kLevelRms;
    shape.contentPhase = true;
    shape.phaseIterations = kPhaseIterations;
    shape.momentum = kMomentum;
    shape.leastFrames = kVggLeastFrames;
    return shape;
}

class Vgg19Recipe : public NetworkRecipe {
public:
    explicit Vgg19Recipe(const RecipeInput& input)
        : NetworkRecipe(input, vggAnalysis()),
          m_distance(weightsOf(settings(), kVgg19, kVggConvolutions.back() + 1),
                     styleOn(kVggConvolutions), contentImage(), styleImage(), pool()) {
        releaseStyle();
        if (settings().start == Start::content &&
            m_distance.evaluate(contentImage(), 0.0, 0.0, nullptr).style <= kSameStatistics) {
            setDone(input.warnings);
        }
    }

    LossPoint evaluate(const float* z, float* gradient, double /*styleWeight*/) override {
        LossPoint point;
        point.style = m_distance.evaluate(imageOf(z), 1.0, 0.0, &m_gradient).style;
        point.total = point.style;
        unfoldGradient(z, m_gradient, gradient);
        return point;
    }

    Optimizer optimizer() const override { return Optimizer::lbfgs; }

private:
    NetworkDistance<float> m_distance;
    FeatureMap<float> m_gradient;
};

/// Samples that a convolution or pool needs for so many frames behind it.
int framesBefore(const LayerShape& layer, int frames) {
    if (layer.kind != LayerKind::convolution) {
        return frames * layer.kernelFrames;
    }
    return std::max(1, (frames - 1) * layer.strideFrames + layer.kernelFrames -
                           2 * layer.paddingFrames);
}

/// That the first `convolutions` of SoundNet's need for one frame behind the last of them.
int leastSamples(int convolutions) {
    const std::vector<LayerShape> layers = soundNetLayers();
    int wanted = 1;
    int place =
        static_cast<int>(std::count_if(layers.begin(), layers.end(), [](const LayerShape& layer) {
            return layer.kind == LayerKind::convolution;
        }));
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        const bool isConvolution = layer->kind == LayerKind::convolution;
        if (place <= convolutions && (isConvolution || place < convolutions)) {
            wanted = framesBefore(*layer, wanted);
        }
        place -= isConvolution ? 1 : 0;
    }
    return wanted;
}

/// The variable: the samples of the content's channels at SoundNet's rate.
class SoundNetRecipe : public Recipe {
public:
    explicit SoundNetRecipe(const RecipeInput& input)
        : m_pool(input.pool), m_settings(input.settings), m_content(input.content) {
        m_gain = kLevelRms / rmsOf(m_content);
        AudioClip style = input.style;
        scale(style, kLevelRms / rmsOf(style));
        const FeatureMap<float> styleSamples = samplesOf(style, "style");
        AudioClip content = m_content;
        scale(content, m_gain);
        m_start = samplesOf(content, "content");
        m_x = m_start;
        const int convolutions =
            convolutionsFor(std::min(m_start.frames, styleSamples.frames), input.warnings);
        m_distance = std::make_unique<NetworkDistance<float>>(
            weightsOf(m_settings, kSoundNet, convolutions), styleOn(firstOf(convolutions)), m_start,
            styleSamples, m_pool);
        if (m_settings.start == Start::content &&
            m_distance->evaluate(m_start, 0.0, 0.0, nullptr).style <= kSameStatistics) {
            m_isDone = true;
            input.warnings.emplace_back(MessageCode::sameStatistics);
        }
    }

    std::vector<float> start() override {
        if (m_settings.start == Start::content) {
            return m_start.values;
        }
        // Nothing of the content is left.
        scale(m_content, 0.0);
        std::fill(m_start.values.begin(), m_start.values.end(), 0.0F);
        return normalFilters<float>(m_start.channels, 1, m_start.frames, kLevelRms,
                                    m_settings.seed ^ kNoiseStream, m_pool)
            .weights;
    }

    bool isDoneAtStart() const override { return m_isDone; }

    LossPoint evaluate(const float* z, float* gradient, double /*styleWeight*/) override {
        std::copy_n(z, m_x.values.size(), m_x.values.begin());
        LossPoint point;
        point.style = m_distance->evaluate(m_x, 1.0, 0.0, &m_gradient).style;
        point.total = point.style;
        std::copy(m_gradient.values.begin(), m_gradient.values.end(), gradient);
        return point;
    }

    Optimizer optimizer() const override { return Optimizer::lbfgs; }

    Spectrogram spectrogram(const float* z) override {
        return pictureOf(clipOf(z), m_level, m_pool);
    }

    AudioClip quickSound(const float* z) override { return clipOf(z); }
    int phaseIterations() const override { return 0; }
    double phaseSecondsGuess() const override { return 0.0; }

    RecipeAudio audio(const float* z, bool /*brief*/, const Stop& /*stop*/) override {
        RecipeAudio result;
        result.clip = clipOf(z);
        return result;
    }

private:
    FeatureMap<float> samplesOf(const AudioClip& clip, const char* name) const {
        const AudioClip slow = atRate(clip, kSoundNetRateHz, name);
        const auto milliseconds = [](double samples) {
            return std::to_string(std::lround(std::ceil(1000.0 * samples / kSoundNetRateHz)));
        };
        const int least = leastSamples(kAlwaysHeard);
        if (slow.sampleCount() < static_cast<std::size_t>(least)) {
            throw Error(
                MessageCode::transferTooShortForNetwork,
                {name, milliseconds(static_cast<double>(slow.sampleCount())), milliseconds(least)});
        }
        FeatureMap<float> samples(slow.channelCount(), static_cast<int>(slow.sampleCount()), 1);
        for (int channel = 0; channel < slow.channelCount(); ++channel) {
            std::copy(slow.channels[channel].begin(), slow.channels[channel].end(),
                      samples.frame(channel, 0));
        }
        return samples;
    }

    // All eight, as far as both clips reach.
    static int convolutionsFor(int samples, std::vector<Message>& warnings) {
        const int all = kAlwaysHeard + 1;
        if (samples >= leastSamples(all)) {
            return all;
        }
        const double seconds = static_cast<double>(leastSamples(all)) / kSoundNetRateHz;
        warnings.emplace_back(MessageCode::lastLayersLeftOut,
                              std::vector{std::to_string(std::lround(std::ceil(seconds)))});
        return kAlwaysHeard;
    }

    // The content, and what was changed below SoundNet's limit: what lies above stays.
    AudioClip clipOf(const float* z) const {
        AudioClip change;
        change.sampleRateHz = kSoundNetRateHz;
        for (int channel = 0; channel < m_start.channels; ++channel) {
            const float* const from = m_start.frame(channel, 0);
            const float* const to = z + static_cast<std::ptrdiff_t>(channel) * m_start.frames;
            std::vector<float> samples(static_cast<std::size_t>(m_start.frames));
            std::transform(to, to + m_start.frames, from, samples.begin(), std::minus<>());
            change.channels.push_back(std::move(samples));
        }
        scale(change, 1.0 / m_gain);
        change = resampled(change, m_content.sampleRateHz);
        AudioClip clip = m_content;
        for (int channel = 0; channel < clip.channelCount(); ++channel) {
            std::vector<float>& samples = clip.channels[channel];
            const std::vector<float>& changes = change.channels[channel];
            const std::size_t count = std::min(samples.size(), changes.size()); // by rounding
            std::transform(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(count),
                           changes.begin(), samples.begin(), std::plus<>());
        }
        return clip;
    }

    static constexpr int kAlwaysHeard = 7; // convolutions; the eighth needs 9.5 s

    ThreadPool& m_pool;
    const TransferSettings m_settings;
    AudioClip m_content; // silence where the steps begin with noise
    double m_level = rmsOf(m_content);
    double m_gain = 1.0; // that brings it to RMS 0.1
    FeatureMap<float> m_start, m_x, m_gradient;
    std::unique_ptr<NetworkDistance<float>> m_distance;
    bool m_isDone = false;
};

} // namespace

RunSize grinsteinVgg19Size(const ClipSizes& sizes, const TransferSettings& settings) {
    const ClipSizes images = networkSizes(sizes);
    RunSize size = stepsSize(images, Optimizer::lbfgs, settings.steps);
    size += networkSize(images, vgg19Layers(), kVggConvolutions.back() + 1, settings.steps);
    size += transformsSize(images, kPhaseIterations);
    return size;
}

RunSize grinsteinSoundNetSize(const ClipSizes& sizes, const TransferSettings& settings) {
    constexpr int kConvolutions = 8;
    constexpr double kSamplesAFrame = 512.0; // at its rate
    ClipSizes samples = sizes;
    samples.frames *= kSamplesAFrame;
    samples.styleFrames *= kSamplesAFrame;
    samples.bins = 1.0;
    RunSize size = stepsSize(samples, Optimizer::lbfgs, settings.steps);
    size += networkSize(samples, soundNetLayers(), kConvolutions, settings.steps);
    return size;
}

std::unique_ptr<Recipe> grinsteinVgg19(const RecipeInput& input) {
    return std::make_unique<Vgg19Recipe>(input);
}

std::unique_ptr<Recipe> grinsteinSoundNet(const RecipeInput& input) {
    return std::make_unique<SoundNetRecipe>(input);
}

} // namespace tonegraft
