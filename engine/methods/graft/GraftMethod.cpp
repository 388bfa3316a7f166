// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/GraftMethod.h"

#include "methods/graft/Graft.h"
#include "methods/graft/GraftControls.h"
#include "methods/shared/Analysis.h"
#include "notes/Transcription.h"

namespace tonegraft {
namespace {

constexpr int kParts = 6; // hearing two clips, and the graft's

/// Nothing is optimized: the graft is made in the preparation.
class GraftRecipe : public Recipe {
public:
    explicit GraftRecipe(const RecipeInput& input)
        : m_pool(input.pool), m_shape(analysisShape(input.content.sampleRateHz)) {
        requireLength(input.content, "content", m_shape, 1);
        const AudioClip style = atRate(input.style, input.content.sampleRateHz, "style");
        requireLength(style, "style", m_shape, 1);
        const auto tell = [&input](int done) {
            if (input.prepared) {
                input.prepared(done, kParts);
            }
        };
        const std::shared_ptr<const TimbreNetworks> networks = builtInTimbreNetworks();
        const HeardClip content = heardIn(input.content, *networks, input.pool);
        tell(1);
        const HeardClip heardStyle = heardIn(style, *networks, input.pool);
        tell(2);
        const Graft graft =
            graftOf({input.content, style, content.notes, heardStyle.notes, input.pool,
                     graftSettings(input.settings), [&](int done, int) { tell(2 + done); }});
        if (input.notes != nullptr) {
            *input.notes = graft.contentNotes;
        }
        mix(input.content, graft, static_cast<float>(input.settings.styleWeight));
    }

    std::vector<float> start() override { return {0.0F}; }
    bool isDoneAtStart() const override { return true; }
    LossPoint evaluate(const float* /*z*/, float* /*gradient*/, double /*styleWeight*/) override {
        return {};
    }
    Optimizer optimizer() const override { return Optimizer::lbfgs; } // none runs
    int phaseIterations() const override { return 0; }
    double phaseSecondsGuess() const override { return 0.0; }

    Spectrogram spectrogram(const float* /*z*/) override {
        const FeatureMap<float> features = featuresOf(m_sound, m_shape, m_pool);
        return spectrogramOfFeatures(features.values.data(), features, m_shape,
                                     m_sound.sampleRateHz, 1.0, m_pool);
    }
    AudioClip quickSound(const float* /*z*/) override { return m_sound; }
    RecipeAudio audio(const float* /*z*/, bool /*brief*/, const Stop& /*stop*/) override {
        RecipeAudio result;
        result.clip = m_sound;
        return result;
    }

private:
    void mix(const AudioClip& content, const Graft& graft, float weight) {
        m_sound = content;
        for (std::size_t c = 0; c < m_sound.channels.size(); ++c) {
            for (std::size_t i = 0; i < m_sound.sampleCount(); ++i) {
                const float grafted = graft.tonal.channels[c][i] + graft.untuned.channels[c][i];
                float& sample = m_sound.channels[c][i];
                sample += weight * (grafted - sample);
            }
        }
    }

    ThreadPool& m_pool;
    const StftShape m_shape;
    AudioClip m_sound;
};

RunSize graftSize(const ClipSizes& sizes, const TransferSettings& /*settings*/) {
    // Multiply-adds of the network for each frame of 23 ms; of a factorization, 21 passes over some
    // 60 columns, each of three products.
    constexpr double kNetworkFlop = 2.0 * 96.0 * 78e3;
    constexpr double kFactorsFlop = 2.0 * 21.0 * 60.0 * 3.0;
    constexpr double kNetworkBytes = 300e6;
    const double frames = sizes.frames + sizes.styleFrames;
    RunSize size;
    size.bytes = kNetworkBytes + 4.0 * clipBytes(sizes) + 2.0 * sizeof(float) * frames * sizes.bins;
    size.productFlop = frames * (kNetworkFlop + kFactorsFlop * sizes.bins);
    size.passBytes = sizeof(float) * 21.0 * 4.0 * frames * sizes.bins;
    size.transformed = 2.0 * sizes.bins * (12.0 * sizes.rows() + 4.0 * sizes.styleRows());
    return size;
}

} // namespace

Method graftMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "graft";
    info.title = "Note graft";
    info.source = "This project: the style as a sampler, the content as its score";
    info.year = 2026;
    info.summary =
        "Hears the notes of both recordings and plays the content's with the style's own "
        "sounds, attacks and releases; what has no pitch gets the style's spectral "
        "envelopes. Quick; a note misheard is heard as a wrong note.";
    info.goodFor = "Melodies and chords on one instrument, in the sound of another; notes that are "
                   "to leave as MIDI.";
    info.parameters = {styleWeightParameter(), octaveParameter(), followDynamicsParameter()};
    info.hearsNotes = true;
    info.seedMatters = [](const TransferSettings&, int) { return false; };
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return std::make_unique<GraftRecipe>(input);
    };
    method.size = graftSize;
    return method;
}

} // namespace tonegraft
