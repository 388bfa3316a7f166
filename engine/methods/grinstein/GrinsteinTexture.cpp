// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/OutputLevel.h"
#include "methods/grinstein/Grinstein.h"
#include "methods/shared/Analysis.h"
#include "methods/shared/FilterBank.h"
#include "methods/shared/Reconstruction.h"
#include "methods/texture/AuditoryTexture.h"
#include "methods/texture/AuditoryTextureTarget.h"
#include "optim/Lbfgs.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace tonegraft {
namespace {

constexpr double kLevelRms = 0.1;       // the envelopes' means depend on level
constexpr double kSilentChannel = 1e-3; // of the loudest one
constexpr double kLeastSeconds = 0.5;   // two turns of a modulation of 4 Hz
constexpr int kSlowestSeconds = 4;      // from there on all modulation bands are resolved
constexpr int kLeastRateHz = 4000;
constexpr double kSameStatistics = 1e-8;
constexpr std::uint64_t kNoiseStream = 0x74657874757265; // apart from other draws of the seed

using Texture = AuditoryTexture<float>;

std::string milliseconds(double seconds) {
    return std::to_string(std::lround(1000.0 * seconds));
}

void requireSeconds(const AudioClip& clip, const std::string& name) {
    if (clip.durationSeconds() < kLeastSeconds) {
        throw Error(MessageCode::transferTooShortForModulations,
                    {name, milliseconds(clip.durationSeconds()), milliseconds(kLeastSeconds)});
    }
}

void requireRate(const AudioClip& clip, const std::string& name) {
    if (clip.sampleRateHz < kLeastRateHz) {
        throw Error(MessageCode::transferRateTooLow,
                    {name, std::to_string(clip.sampleRateHz), std::to_string(kLeastRateHz)});
    }
}

TextureLayout sharedLayout(const AudioClip& content, const AudioClip& style) {
    requireRate(content, "content");
    requireRate(style, "style");
    requireSeconds(content, "content");
    requireSeconds(style, "style");
    atRate(style, std::min(content.sampleRateHz, style.sampleRateHz), "style"); // or it throws
    return {0.5 * std::min(content.sampleRateHz, style.sampleRateHz),
            std::min(content.durationSeconds(), style.durationSeconds())};
}

double rmsOfChannel(const AudioClip& clip, int channel) {
    return rmsOf({clip.sampleRateHz, {clip.channels[channel]}});
}

/// Channels with sound in them.
std::vector<int> soundingChannels(const AudioClip& clip) {
    std::vector<double> levels;
    for (int channel = 0; channel < clip.channelCount(); ++channel) {
        levels.push_back(rmsOfChannel(clip, channel));
    }
    const double loudest = *std::max_element(levels.begin(), levels.end());
    std::vector<int> sounding;
    for (int channel = 0; channel < clip.channelCount(); ++channel) {
        if (levels[channel] > kSilentChannel * loudest) {
            sounding.push_back(channel);
        }
    }
    return sounding;
}

std::vector<float> levelled(std::vector<float> samples, double gain) {
    for (float& sample : samples) {
        sample = static_cast<float>(sample * gain);
    }
    return samples;
}

struct StyleTexture {
    TextureValues values;
    std::vector<double> densities;
};

// Mean over the style's channels, each at the same level: they are never mixed.
StyleTexture measured(const AudioClip& style, const TextureLayout& layout, ThreadPool& pool) {
    Texture texture(layout, style.sampleRateHz, style.sampleCount(), pool);
    StyleTexture mean{layout.zeros(), std::vector<double>(static_cast<std::size_t>(layout.bands))};
    const std::vector<int> channels = soundingChannels(style);
    const double share = 1.0 / static_cast<double>(channels.size());
    for (const int channel : channels) {
        const std::vector<float> samples =
            levelled(style.channels[channel], kLevelRms / rmsOfChannel(style, channel));
        const TextureValues& values = texture.measure(texture.loopOf(samples).data());
        const std::vector<double> densities = texture.densities();
        for (std::size_t c = 0; c < kTextureClasses; ++c) {
            for (std::size_t i = 0; i < values[c].size(); ++i) {
                mean.values[c][i] += share * values[c][i];
            }
        }
        for (std::size_t band = 0; band < densities.size(); ++band) {
            mean.densities[band] += share * densities[band];
        }
    }
    return mean;
}

/// The variable: the samples of the content's channels with sound in them, each as a loop at RMS
/// 0.1, through the inverse of a filter with the style's spectrum.
class TextureRecipe : public Recipe {
public:
    explicit TextureRecipe(const RecipeInput& input)
        : TextureRecipe(input, sharedLayout(input.content, input.style)) {}

    std::vector<float> start() override {
        std::vector<float> z;
        for (std::size_t i = 0; i < m_channels.size(); ++i) {
            const std::vector<float> part =
                m_settings.start == Start::content ? contentVariable(i) : noiseVariable(i);
            z.insert(z.end(), part.begin(), part.end());
        }
        return z;
    }

    bool isDoneAtStart() const override { return m_isDone; }

    LossPoint evaluate(const float* z, float* gradient, double /*styleWeight*/) override {
        LossPoint point;
        for (std::size_t i = 0; i < m_channels.size(); ++i) {
            const TextureValues& values = m_texture.measure(z + i * loopSamples());
            const double distance = m_target.distance(values, &m_derivatives);
            point.style += distance / static_cast<double>(m_channels.size());
            m_texture.differentiate(m_derivatives, gradient + i * loopSamples());
        }
        point.total = point.style;
        return point;
    }

    bool followsContent() const override { return m_settings.start == Start::content; }
    Optimizer optimizer() const override { return Optimizer::lbfgs; }

    Spectrogram spectrogram(const float* z) override {
        return pictureOf(clipOf(z), rmsOf(m_content), m_pool);
    }

    AudioClip quickSound(const float* z) override { return clipOf(z); }

    int phaseIterations() const override { return 0; }
    double phaseSecondsGuess() const override { return 0.0; }

    RecipeAudio audio(const float* z, bool /*brief*/, const Stop& /*stop*/) override {
        RecipeAudio result;
        result.clip = clipOf(z);
        result.figures = figures(z);
        return result;
    }

private:
    TextureRecipe(const RecipeInput& input, const TextureLayout& layout)
        : m_pool(input.pool), m_settings(input.settings), m_content(input.content),
          m_channels(soundingChannels(input.content)),
          m_texture(layout, input.content.sampleRateHz, input.content.sampleCount(), input.pool),
          m_target(layout.zeros()), m_derivatives(layout.zeros()) {
        for (const int channel : m_channels) {
            m_gains.push_back(kLevelRms / rmsOfChannel(m_content, channel));
        }
        const StyleTexture style = measured(input.style, layout, m_pool);
        m_target = TextureTarget(style.values);
        m_texture.colorBy(style.densities);
        warn(layout, input);
    }

    void warn(const TextureLayout& layout, const RecipeInput& input) {
        if (layout.firstModulation > 0) {
            input.warnings.emplace_back(MessageCode::slowModulationsLeftOut,
                                        std::vector{std::to_string(kSlowestSeconds)});
        }
        if (m_settings.start == Start::content) {
            double distance = 0.0;
            for (std::size_t i = 0; i < m_channels.size(); ++i) {
                distance +=
                    m_target.distance(m_texture.measure(contentVariable(i).data()), nullptr);
            }
            m_isDone = distance <= kSameStatistics;
        }
        if (m_isDone) {
            input.warnings.emplace_back(MessageCode::sameStatistics);
        }
    }

    std::size_t loopSamples() const { return static_cast<std::size_t>(m_texture.loopSamples()); }

    std::vector<float> contentVariable(std::size_t i) {
        return m_texture.variableOf(
            m_texture.loopOf(levelled(m_content.channels[m_channels[i]], m_gains[i])));
    }

    std::vector<float> noiseVariable(std::size_t i) {
        std::vector<float> z = normalFilters<float>(1, 1, static_cast<int>(loopSamples()), 1.0,
                                                    (m_settings.seed ^ kNoiseStream) + i, m_pool)
                                   .weights;
        m_texture.limitBand(z);
        return z;
    }

    AudioClip clipOf(const float* z) {
        AudioClip clip = m_content; // a silent channel stays as it is
        if (m_settings.start == Start::noise) {
            scale(clip, 0.0); // nothing of the content is left
        }
        for (std::size_t i = 0; i < m_channels.size(); ++i) {
            std::vector<float> loop = m_texture.loopFrom(z + i * loopSamples());
            loop.resize(m_content.sampleCount());
            clip.channels[m_channels[i]] = levelled(std::move(loop), 1.0 / m_gains[i]);
        }
        return clip;
    }

    // The lowest of the channels' ratios.
    std::vector<ResultFigure> figures(const float* z) {
        std::array<double, kTextureClasses> least;
        least.fill(std::numeric_limits<double>::infinity());
        for (std::size_t i = 0; i < m_channels.size(); ++i) {
            const auto ratios = m_target.signalToNoiseDb(m_texture.measure(z + i * loopSamples()));
            for (std::size_t c = 0; c < kTextureClasses; ++c) {
                least[c] = std::isnan(ratios[c]) ? ratios[c] : std::min(least[c], ratios[c]);
            }
        }
        std::vector<ResultFigure> list;
        for (std::size_t c = 0; c < kTextureClasses; ++c) {
            if (!std::isnan(least[c])) {
                list.push_back({textureClassName(static_cast<TextureClass>(c)), least[c], "dB"});
            }
        }
        return list;
    }

    ThreadPool& m_pool;
    const TransferSettings m_settings;
    const AudioClip& m_content;
    std::vector<int> m_channels; // those with sound
    std::vector<double> m_gains; // that bring them to RMS 0.1
    Texture m_texture;
    TextureTarget m_target;
    TextureValues m_derivatives;
    bool m_isDone = false;
};

// The analysis' frames are a quarter of its window apart, which lasts as long at any rate.
double secondsOf(double frames) {
    constexpr double kSecondsAFrame = 0.02322;
    return kSecondsAFrame * frames;
}

} // namespace

RunSize grinsteinTextureSize(const ClipSizes& sizes, const TransferSettings& settings) {
    constexpr double kFloat = sizeof(float);
    // L-BFGS's pairs, the one being filled and five vectors; the loop, two clips.
    constexpr double kVariables = 2 * (LbfgsSettings().history + 1) + 5 + 4;
    constexpr double kPictures = 4.0;              // a spectrum, which is complex, and two more
    constexpr double kPasses = 40.0;               // over the variable in a step
    constexpr double kPassesOverTransformed = 2.0; // envelopes, slopes, moments
    const double hop = 0.5 * (sizes.bins - 1.0);
    const double rateHz = hop / secondsOf(1.0);
    const double variable = sizes.rows() * hop;
    const double transforms =
        auditoryTextureTransforms(0.5 * rateHz, rateHz, secondsOf(sizes.frames));
    RunSize size;
    size.bytes = kFloat * (kVariables * variable + kPictures * sizes.rows() * sizes.bins) +
                 auditoryTextureBytes(0.5 * rateHz, rateHz, secondsOf(sizes.frames)) +
                 auditoryTextureBytes(0.5 * rateHz, rateHz, secondsOf(sizes.styleFrames));
    size.transformed = transforms * sizes.channels * settings.steps;
    size.passBytes = kFloat * settings.steps *
                     (kPasses * variable + kPassesOverTransformed * transforms * sizes.channels);
    return size;
}

std::unique_ptr<Recipe> grinsteinTexture(const RecipeInput& input) {
    return std::make_unique<TextureRecipe>(input);
}

} // namespace tonegraft
