// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/musaic/Musaic.h"

#include "audio/level/OutputLevel.h"
#include "linalg/Gemm.h"
#include "methods/musaic/Mosaic.h"
#include "methods/musaic/StyleFrames.h"
#include "methods/shared/Analysis.h"
#include "methods/shared/Parameters.h"
#include "methods/shared/Recipe.h"
#include "tonegraft/SettingsFields.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tonegraft {
namespace {

constexpr double kLevelRms = 0.1;
constexpr int kMostTemplates = 2048; // of a longer style, blocks are drawn
constexpr int kHopsAWindow = 2;

StftShape analysis(int sampleRateHz) {
    StftShape shape = analysisShape(sampleRateHz);
    shape.hopSamples = shape.windowSamples / kHopsAWindow;
    return shape;
}

ParameterInfo count(const char* id, const char* label, const char* unit, const char* hears,
                    double least, double most, double defaultValue) {
    ParameterInfo p;
    p.id = id;
    p.label = label;
    p.unit = unit;
    p.hears = hears;
    p.minimum = least;
    p.maximum = most;
    p.defaultValue = defaultValue;
    p.integer = true;
    return p;
}

ParameterInfo polyphonyParameter() {
    return count("polyphony", "Polyphony", "frames",
                 "How many pieces of the style sound at once. Few: each is heard for itself; many: "
                 "the content is met more closely and the style's sound blurs.",
                 1, 100, 10);
}

ParameterInfo continuityParameter() {
    return count("continuity", "Continuity", "frames",
                 "How many neighbors (46 ms each) go along with each piece, before and behind. "
                 "More keeps the style's own attacks and gestures; 0 chops it up.",
                 0, 20, 3);
}

ParameterInfo repetitionParameter() {
    return count("repetition", "Repetition", "frames",
                 "For how long (46 ms a frame) a piece is not used again. 0 lets it stutter; more "
                 "gives a livelier sound.",
                 0, 20, 3);
}

int countOf(const TransferSettings& settings, const ParameterInfo& parameter) {
    return static_cast<int>(std::lround(settingValue(settings, parameter)));
}

/// The variable is the activations of the style's frames; it starts at random numbers and goes by
/// updates of its own. The sound is the sum of the activated frames with their own phases.
class MusaicRecipe : public Recipe {
public:
    explicit MusaicRecipe(const RecipeInput& input)
        : m_pool(input.pool), m_settings(input.settings),
          m_shape(analysis(input.content.sampleRateHz)) {
        requireLength(input.content, "content", m_shape, 1);
        AudioClip style = atRate(input.style, input.content.sampleRateHz, "style");
        requireLength(style, "style", m_shape, 1);
        m_gain = kLevelRms / rmsOf(input.content);
        m_content = input.content;
        scale(m_content, m_gain);
        scale(style, kLevelRms / rmsOf(style));
        m_style = styleFrames(style, m_shape, style.channelCount() == m_content.channelCount(),
                              kMostTemplates, m_settings.seed, m_pool);
        if (!m_style.complete) {
            input.warnings.emplace_back(MessageCode::styleFramesChosen);
        }
        MosaicSettings mosaic;
        mosaic.repetition = countOf(m_settings, repetitionParameter());
        mosaic.polyphony = countOf(m_settings, polyphonyParameter());
        mosaic.continuity = countOf(m_settings, continuityParameter());
        mosaic.iterations = m_settings.steps;
        m_mosaic = std::make_unique<Mosaic<float>>(magnitudesOf(m_content),
                                                   m_style.magnitudes(m_pool), mosaic, m_pool);
    }

    std::vector<float> start() override { return m_mosaic->start(m_settings.seed); }

    bool updatesItself() const override { return true; }
    LossPoint evaluate(const float* z, float* next, double /*styleWeight*/) override {
        m_mosaic->update(z, m_iteration, next);
        LossPoint point;
        point.content = m_mosaic->divergence(next);
        point.total = point.content;
        ++m_iteration;
        return point;
    }

    Optimizer optimizer() const override { return m_settings.optimizer; } // none is asked
    int phaseIterations() const override { return 0; }
    double phaseSecondsGuess() const override { return 0.0; }

    Spectrogram spectrogram(const float* z) override {
        m_mosaic->divergence(z);
        return spectrogramAsEvaluated(z);
    }
    Spectrogram spectrogramAsEvaluated(const float* /*z*/) override { return picture(); }

    AudioClip quickSound(const float* z) override { return sound(z, nullptr); }

    RecipeAudio audio(const float* z, bool /*brief*/, const Stop& /*stop*/) override {
        RecipeAudio result;
        double convergence = 0.0;
        result.clip = sound(z, &convergence);
        result.spectralConvergenceDb = decibels(convergence);
        return result;
    }

private:
    FeatureMap<float> magnitudesOf(const AudioClip& clip) {
        Stft<float> stft(m_shape, clip.sampleCount(), m_pool);
        FeatureMap<float> map(clip.channelCount(), stft.frames(), stft.bins());
        for (int channel = 0; channel < clip.channelCount(); ++channel) {
            stft.forEachFrame(clip.channels[channel].data(),
                              [&](int t, const std::complex<float>* spectrum) {
                                  float* out = map.frame(channel, t);
                                  for (int bin = 0; bin < map.bins; ++bin) {
                                      out[bin] = std::abs(spectrum[bin]);
                                  }
                              });
        }
        return map;
    }

    // The activated frames' sum, with their phases.
    AudioClip sound(const float* z, double* convergence) {
        AudioClip clip;
        clip.sampleRateHz = m_content.sampleRateHz;
        Stft<float> stft(m_shape, m_content.sampleCount(), m_pool);
        const std::ptrdiff_t count = m_mosaic->templates();
        const std::ptrdiff_t reals = 2 * static_cast<std::ptrdiff_t>(stft.bins());
        std::vector<std::complex<float>> spectrum(static_cast<std::size_t>(stft.frames()) *
                                                  stft.bins());
        double error = 0.0;
        double norm = 0.0;
        for (int channel = 0; channel < m_content.channelCount(); ++channel) {
            const auto& frames = m_style.spectra[m_style.spectra.size() > 1 ? channel : 0];
            // Complex numbers are pairs of reals, and the activations are real.
            parallelGemm(m_pool, stft.frames(), reals, count, 1.0F,
                         MatrixView<float>{z + channel * count * stft.frames(), count},
                         MatrixView<float>{reinterpret_cast<const float*>(frames.data()), reals},
                         0.0F, reinterpret_cast<float*>(spectrum.data()), reals);
            std::vector<float> samples(m_content.sampleCount());
            stft.inverse(spectrum.data(), samples.data());
            if (convergence != nullptr) {
                addInconsistency(stft, samples, spectrum, error, norm);
            }
            clip.channels.push_back(std::move(samples));
        }
        if (convergence != nullptr) {
            *convergence = norm > 0.0 ? std::sqrt(error / norm) : 0.0;
        }
        return clip;
    }

    // How far the sound's own magnitudes are from those that were added up.
    static void addInconsistency(Stft<float>& stft, const std::vector<float>& samples,
                                 const std::vector<std::complex<float>>& wanted, double& error,
                                 double& norm) {
        std::vector<double> errors(stft.frames()), norms(stft.frames());
        stft.forEachFrame(samples.data(), [&](int t, const std::complex<float>* reached) {
            const std::complex<float>* frame =
                wanted.data() + static_cast<std::ptrdiff_t>(t) * stft.bins();
            for (int bin = 0; bin < stft.bins(); ++bin) {
                const double magnitude = std::abs(frame[bin]);
                const double difference = std::abs(reached[bin]) - magnitude;
                errors[t] += difference * difference;
                norms[t] += magnitude * magnitude;
            }
        });
        error += std::accumulate(errors.begin(), errors.end(), 0.0);
        norm += std::accumulate(norms.begin(), norms.end(), 0.0);
    }

    // On the grid of the content's own picture, which has twice the frames.
    Spectrogram picture() const {
        const FeatureMap<float>& model = m_mosaic->model();
        const StftShape shown = analysisShape(m_content.sampleRateHz);
        Spectrogram picture;
        picture.sampleRateHz = m_content.sampleRateHz;
        picture.windowSamples = shown.windowSamples;
        picture.hopSamples = shown.hopSamples;
        picture.bins = model.bins;
        picture.frames = shown.framesOf(m_content.sampleCount());
        picture.magnitudes.resize(static_cast<std::size_t>(picture.frames) * picture.bins);
        // A full-scale sine has |STFT| = window / 4 at its bin.
        const auto factor = static_cast<float>(4.0 / shown.windowSamples / m_gain);
        m_pool.run(picture.frames, [&](int t) {
            const double at = static_cast<double>(t) * shown.hopSamples / m_shape.hopSamples;
            const int before = std::min(static_cast<int>(at), model.frames - 1);
            const int after = std::min(before + 1, model.frames - 1);
            const auto share = static_cast<float>(at - before);
            float* out = picture.magnitudes.data() + static_cast<std::size_t>(t) * picture.bins;
            for (int bin = 0; bin < picture.bins; ++bin) {
                float power = 0.0F;
                for (int channel = 0; channel < model.channels; ++channel) {
                    const float magnitude = (1.0F - share) * model.frame(channel, before)[bin] +
                                            share * model.frame(channel, after)[bin];
                    power += magnitude * magnitude;
                }
                out[bin] = factor * std::sqrt(power / static_cast<float>(model.channels));
            }
        });
        return picture;
    }

    ThreadPool& m_pool;
    const TransferSettings m_settings;
    const StftShape m_shape;
    double m_gain = 1.0;
    AudioClip m_content; // at RMS 0.1
    StyleFrames m_style;
    std::unique_ptr<Mosaic<float>> m_mosaic;
    int m_iteration = 0;
};

RunSize mosaicSize(const ClipSizes& sizes, const TransferSettings& settings) {
    constexpr double kFloat = sizeof(float);
    const double hops = 4.0 / kHopsAWindow; // of the engine's analysis in one of the mosaic's
    const double rows = sizes.rows() / hops;
    const bool paired = sizes.channels == sizes.styleChannels;
    const double all = (paired ? 1.0 : sizes.styleChannels) * sizes.styleFrames / hops;
    const double templates = std::min<double>(kMostTemplates, all);
    const double sides = paired ? sizes.channels : 1.0;
    const double activations = rows * templates;
    const double maps = rows * sizes.bins;
    RunSize size;
    // The state, the next one and the restricted one; content, model and ratio; templates as
    // numbers and as spectra; a picture, and a channel's spectrum at the end.
    size.bytes = kFloat * (3.0 * activations + 3.0 * maps + 3.0 * sides * templates * sizes.bins +
                           4.0 * sizes.frames * sizes.bins) +
                 kFloat * 2.0 * (sizes.rows() + sizes.styleRows()) * sizes.bins / 2.0;
    size.productFlop = 3.0 * 2.0 * activations * sizes.bins * settings.steps;
    const double window = 2.0 * settingValue(settings, repetitionParameter()) +
                          2.0 * settingValue(settings, continuityParameter()) + 12.0;
    size.passBytes = kFloat * (window * activations + 12.0 * maps) * settings.steps;
    size.transformed = 4.0 * sizes.bins * (rows + sizes.styleRows() / hops);
    return size;
}

} // namespace

Method musaicMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "musaic";
    info.title = "Mosaic (Let it Bee)";
    info.source = "Jonathan Driedger, Thomas Prätzlich and Meinard Müller, Let it Bee – Towards "
                  "NMF-inspired audio mosaicing";
    info.year = 2015;
    info.summary = "Puts the content together from pieces of the style itself, with their own "
                   "sound untouched: bees that hum a song. Quick. What the style has no pitch for "
                   "cannot be played.";
    info.goodFor = "Styles that run through many pitches or have none; when the style must stay "
                   "recognizable as the recording it is.";
    info.parameters = {polyphonyParameter(), continuityParameter(), repetitionParameter(),
                       stepsParameter(50), seedParameter()};
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<MusaicRecipe>(input);
    };
    method.size = mosaicSize;
    return method;
}

} // namespace tonegraft
