// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/Tonegraft.h"

#include "audio/level/OutputLevel.h"
#include "methods/graft/GraftControls.h"
#include "methods/graft/GraftMethod.h"
#include "methods/shared/Band.h"
#include "methods/shared/Parameters.h"
#include "methods/statistics/PiecewiseRecipe.h"
#include "methods/statistics/StatisticsPiece.h"
#include "methods/statistics/StatisticsStyle.h"
#include "methods/tonegraft/FollowedPicture.h"
#include "methods/tonegraft/Foundation.h"

#include <algorithm>
#include <utility>

namespace tonegraft {
namespace {

constexpr double kLevelRms = 0.1;
constexpr double kLeftOut = 1e-9;        // of the features' energy
constexpr double kSilentPieceRms = 1e-6; // 100 dB below the clip: there is no sound to change
constexpr double kKeepMelody = 0.1;
constexpr double kKeepDynamics = 0.05;
constexpr int kSteps = 12;
constexpr int kTransformsOfFoundation = 12; // there and back
constexpr double kNetworkBytes = 350e6;     // LibTorch with its code, and what a piece needs
constexpr float kFloor = 1e-3F; // 60 dB below the loudest bin: what is softer is not compared

/// Nothing is compared frame with frame over a clip's length, so pieces are for the memory alone.
LongClips limits() {
    LongClips limits;
    limits.wholeFrames = 1292; // 30 s
    return limits;
}

/// A content's part and what it is to become, at the content's level.
struct Goal {
    StftShape shape;
    double gain = 1.0; ///< the content is louder by it than it came
    double binWidthHz = 0.0;
    int bins = 0;
    float floorMagnitude = 1.0F;
    AudioClip content;
    AudioClip sound;
    std::optional<ObjectiveScale> ofClip{}; ///< of all pieces
};

AudioClip mixed(const AudioClip& content, const AudioClip& sound, double styleWeight) {
    AudioClip mix = content;
    for (int channel = 0; channel < mix.channelCount(); ++channel) {
        for (std::size_t i = 0; i < mix.channels[channel].size(); ++i) {
            mix.channels[channel][i] += static_cast<float>(styleWeight) *
                                        (sound.channels[channel][i] - content.channels[channel][i]);
        }
    }
    return mix;
}

std::unique_ptr<StyleTerm<float>> followed(const Goal& goal, const AudioClip& sound,
                                           const TransferSettings& settings, ThreadPool& pool) {
    FollowingFilters filters;
    filters.filters = settings.filters;
    filters.kernelSizes = kernelSizes(settings);
    filters.activation = settings.activation;
    filters.seed = settings.seed;
    const HeardBands bands(goal.bins, goal.binWidthHz, goal.floorMagnitude);
    const FeatureMap<float> features = firstBins(featuresOf(sound, goal.shape, pool), goal.bins);
    return std::make_unique<FollowedPicture>(bands, heardLevels(features, bands, pool), filters,
                                             pool);
}

StatisticsGoal objectiveOf(const Goal& goal, const AudioClip& sound,
                           const TransferSettings& settings, ThreadPool& pool) {
    StatisticsGoal objective;
    objective.shape = goal.shape;
    objective.bins = goal.bins;
    objective.gain = goal.gain;
    objective.style = followed(goal, sound, settings, pool);
    objective.ofClip = goal.ofClip;
    return objective;
}

std::unique_ptr<Recipe> pieceRecipe(const Goal& goal, const Piece& piece, TransferSettings settings,
                                    ThreadPool& pool) {
    settings.domain = Domain::waveform;
    AudioClip content = samplesOf(goal.content, piece);
    const double levelRms = rmsOf(content);
    AudioClip sound = samplesOf(goal.sound, piece);
    const double soundRms = rmsOf(sound);
    if (soundRms > kSilentPieceRms) {
        scale(sound, levelRms / soundRms);
    }
    const AudioClip start = mixed(content, sound, settings.styleWeight);
    const StatisticsGoal objective = objectiveOf(goal, sound, settings, pool);
    return std::make_unique<StatisticsPiece>(analyzed(std::move(content), goal.shape, pool),
                                             analyzed(start, goal.shape, pool), levelRms, objective,
                                             settings, pool);
}

/// From two clips to a recipe.
class Preparation {
public:
    Preparation(const RecipeInput& input, const LongClips& longClips)
        : m_input(input), m_limits(longClips) {}

    std::unique_ptr<Recipe> recipe() {
        const std::vector<int> sizes = kernelSizes(m_input.settings);
        m_goal.shape = analysisShape(m_input.content.sampleRateHz);
        m_goal.binWidthHz =
            static_cast<double>(m_input.content.sampleRateHz) / m_goal.shape.windowSamples;
        requireLength(m_input.content, "content", m_goal.shape,
                      *std::max_element(sizes.begin(), sizes.end()));
        AudioClip style = atRate(m_input.style, m_input.content.sampleRateHz, "style");
        requireLength(style, "style", m_goal.shape, 1);
        m_goal.gain = kLevelRms / rmsOf(m_input.content);
        m_goal.content = m_input.content;
        scale(m_goal.content, m_goal.gain);
        Foundation foundation = foundationOf(m_goal.content, style, graftSettings(m_input.settings),
                                             m_input.pool, m_input.prepared);
        m_goal.sound = std::move(foundation.sound);
        if (m_input.notes != nullptr) {
            *m_input.notes = std::move(foundation.notes);
        }
        const std::vector<Piece> pieces =
            piecesOf(m_input.content.sampleCount(), m_goal.shape.hopSamples, m_limits);
        measure(pieces);
        std::unique_ptr<Recipe> made =
            pieces.size() == 1 ? pieceRecipe(m_goal, pieces.front(), m_input.settings, m_input.pool)
                               : piecewise(pieces);
        if (made->isDoneAtStart()) {
            m_input.warnings.emplace_back(MessageCode::sameStatistics);
        }
        return made;
    }

private:
    // What all pieces share: the bins that carry sound, and the floor.
    void measure(const std::vector<Piece>& pieces) {
        m_goal.bins = 2;
        float loudest = 0.0F;
        for (const Piece& piece : pieces) {
            const AudioClip part = samplesOf(m_goal.sound, piece);
            for (const AudioClip& clip : {part, samplesOf(m_goal.content, piece)}) {
                const FeatureMap<float> features = featuresOf(clip, m_goal.shape, m_input.pool);
                m_goal.bins = std::max(m_goal.bins, carryingBins(features, kLeftOut));
                loudest = std::max(
                    loudest, *std::max_element(features.values.begin(), features.values.end()));
            }
        }
        m_goal.floorMagnitude = kFloor * std::expm1(loudest);
    }

    std::unique_ptr<Recipe> piecewise(const std::vector<Piece>& pieces) {
        std::vector<PlannedPiece> planned;
        for (const Piece& piece : pieces) {
            if (rmsOf(samplesOf(m_goal.content, piece)) > kSilentPieceRms) {
                planned.push_back({piece});
            }
        }
        measurePieces(planned);
        const auto margin = static_cast<std::size_t>(m_goal.shape.windowSamples / 2);
        AudioClip content = m_goal.content;
        return std::make_unique<PiecewiseRecipe>(
            m_input, std::move(content), margin, std::move(planned),
            [goal = std::move(m_goal), settings = m_input.settings,
             &pool = m_input.pool](const Piece& piece, const AudioClip& /*start*/) {
                return pieceRecipe(goal, piece, settings, pool);
            });
    }

    void measurePieces(std::vector<PlannedPiece>& planned) {
        ObjectiveScale ofClip;
        for (PlannedPiece& piece : planned) {
            const AudioClip sound = samplesOf(m_goal.sound, piece.piece);
            const SpectralObjective<float> objective(
                firstBins(
                    featuresOf(samplesOf(m_goal.content, piece.piece), m_goal.shape, m_input.pool),
                    m_goal.bins),
                followed(m_goal, sound, m_input.settings, m_input.pool), m_goal.binWidthHz,
                m_input.pool);
            piece.styleAtStart = objective.scale().contentToStyle;
            ofClip.add(objective.scale());
        }
        for (PlannedPiece& piece : planned) {
            piece.styleAtStart /= ofClip.contentToStyle > 0.0 ? ofClip.contentToStyle : 1.0;
        }
        m_goal.ofClip = ofClip;
    }

    const RecipeInput& m_input;
    const LongClips& m_limits;
    Goal m_goal;
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
    p.hears = "Filters of another length beside the others. 0: none.";
    p.minimum = 0;
    p.advanced = true;
    return p;
}

std::vector<ParameterInfo> tonegraftParameters() {
    ParameterInfo activation = weight(
        "activation", "Activation",
        "How the filters tell the sound on its way from the one it goes to: ReLU filters hear "
        "loud and soft patches apart, linear ones only the difference.",
        0);
    activation.integer = true;
    activation.advanced = true;
    activation.choices = {"relu", "linear"};
    ParameterInfo optimizer = weight("optimizer", "Optimizer",
                                     "L-BFGS gets there in tens of steps; Adam takes hundreds.", 0);
    optimizer.integer = true;
    optimizer.advanced = true;
    optimizer.choices = {"lbfgs", "adam"};
    return {styleWeightParameter(),
            weight("keep-melody", "Keep melody",
                   "Brings back the content's own pitches where a note was misheard or left out; "
                   "high, some of the content's sound comes with them.",
                   kKeepMelody),
            weight("keep-dynamics", "Keep dynamics",
                   "Holds on to the content's loud and soft. Low: notes swell and fade as the "
                   "style's do; high: as the content's.",
                   kKeepDynamics),
            octaveParameter(),
            followDynamicsParameter(),
            stepsParameter(kSteps),
            filtersParameter(kInfiniteFilters, true),
            kernelParameter(3),
            furtherKernel("kernel-2", "Second kernel size"),
            furtherKernel("kernel-3", "Third kernel size"),
            activation,
            optimizer,
            seedParameter()};
}

RunSize tonegraftSize(const ClipSizes& sizes, const TransferSettings& settings) {
    // Multiply-adds of the network of levels for each frame of 23 ms: at every second one 96 x
    // 135,000.
    constexpr double kNetworkFlop = 2.0 * 96.0 * 0.5 * 135e3;
    RunSize size = stepsSize(sizes, settings.optimizer, settings.steps);
    size += transformsSize(sizes, settings.steps + kTransformsOfFoundation);
    size.productFlop += kNetworkFlop * (sizes.frames + sizes.styleFrames);
    RunSize grafting = graftMethod().size(sizes, settings);
    grafting.bytes = 0.0; // given back before the steps, which need more
    size += grafting;
    size.bytes += clipBytes(sizes) + kNetworkBytes;
    return size;
}

} // namespace

std::unique_ptr<Recipe> tonegraftRecipe(const RecipeInput& input, const LongClips& longClips) {
    return Preparation(input, longClips).recipe();
}

Method tonegraftMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "tonegraft";
    info.title = "Tonegraft";
    info.source = "This project: notes and levels heard by networks, the style as a sampler";
    info.year = 2026;
    info.summary = "Hears the notes of both recordings, plays the content's with the style's, "
                   "and holds what comes out against it while the waveform is polished. What has "
                   "no pitch gets the style's spectral envelopes.";
    info.goodFor = "Melodies, chords and songs in the sound of another instrument.";
    info.hearsNotes = true;
    info.parameters = tonegraftParameters();
    info.parameters.back().note =
        "With infinitely many filters nothing is drawn at random and the seed has no effect.";
    letMove(info.parameters, {"style-weight", "keep-melody", "keep-dynamics"});
    info.seedMatters = [](const TransferSettings& settings, int) {
        return settings.filters != kInfiniteFilters;
    };
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return tonegraftRecipe(input, limits());
    };
    method.size = tonegraftSize;
    return method;
}

} // namespace tonegraft
