// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/Statistics.h"

#include "audio/level/OutputLevel.h"
#include "methods/shared/Band.h"
#include "methods/shared/ChosenFrames.h"
#include "methods/shared/Parameters.h"
#include "methods/statistics/PiecewiseRecipe.h"
#include "methods/statistics/StatisticsPiece.h"
#include "methods/statistics/StatisticsStyle.h"

#include <algorithm>

namespace tonegraft {
namespace {

constexpr double kLevelRms = 0.1; // log1p makes every distance depend on level
constexpr double kLeftOut = 1e-6; // of the features' energy: 1e-5 cost attacks, 1e-7 gained none
constexpr double kSilentPieceRms = 1e-6; // 100 dB below the clip: there is no sound to change

/// From two clips to a recipe: the style's features, the band, what the terms are divided by.
class Preparation {
public:
    Preparation(const RecipeInput& input, const LongClips& limits)
        : m_input(input), m_limits(limits), m_pool(input.pool) {
        m_goal.shape = analysisShape(input.content.sampleRateHz);
        m_goal.gain = kLevelRms / rmsOf(input.content);
    }

    std::unique_ptr<Recipe> recipe() {
        const std::vector<int> sizes = kernelSizes(m_input.settings);
        const int longest = *std::max_element(sizes.begin(), sizes.end());
        requireLength(m_input.content, "content", m_goal.shape, longest);
        const FeatureMap<float> style = styleFeatures(longest);
        m_goal.bins = carryingBins(style, kLeftOut);
        const std::vector<Piece> pieces =
            piecesOf(m_input.content.sampleCount(), m_goal.shape.hopSamples, m_limits);
        std::unique_ptr<Recipe> made =
            pieces.size() == 1 ? whole(style, pieces.front()) : piecewise(style, pieces);
        if (made->isDoneAtStart()) {
            m_input.warnings.emplace_back(MessageCode::sameStatistics);
        }
        return made;
    }

private:
    FeatureMap<float> styleFeatures(int longestKernel) {
        AudioClip style = atRate(m_input.style, m_input.content.sampleRateHz, "style");
        requireLength(style, "style", m_goal.shape, longestKernel);
        scale(style, kLevelRms / rmsOf(style));
        ChosenFeatures chosen = chosenFeatures(style, m_goal.shape, m_limits.styleFrames,
                                               m_input.settings.seed, m_pool);
        if (!chosen.complete) {
            m_input.warnings.emplace_back(MessageCode::styleFramesChosen);
        }
        return std::move(chosen.map);
    }

    AudioClip levelled(const Piece& piece) const {
        AudioClip part = samplesOf(m_input.content, piece);
        scale(part, m_goal.gain);
        return part;
    }

    double binWidthHz() const {
        return static_cast<double>(m_input.content.sampleRateHz) / m_goal.shape.windowSamples;
    }

    void widenBandTo(const FeatureMap<float>& content) {
        m_goal.bins = std::max(m_goal.bins, carryingBins(content, kLeftOut));
    }

    // Up to the lower of the two Nyquist frequencies; above it the content stays.
    void narrowBand() {
        const double share = std::min(1.0, static_cast<double>(m_input.style.sampleRateHz) /
                                               m_input.content.sampleRateHz);
        const int shared = static_cast<int>(share * (m_goal.shape.bins() - 1)) + 1;
        m_goal.bins = std::min(m_goal.bins, std::max(2, shared));
    }

    void measureStyleOn(const FeatureMap<float>& style, const FeatureMap<float>& content) {
        m_goal.style =
            statisticsStyle(firstBins(style, m_goal.bins), firstBins(content, m_goal.bins),
                            binWidthHz(), m_input.settings, m_pool);
    }

    std::unique_ptr<Recipe> whole(const FeatureMap<float>& style, const Piece& piece) {
        AnalyzedClip content = analyzed(levelled(piece), m_goal.shape, m_pool);
        widenBandTo(content.features);
        narrowBand();
        measureStyleOn(style, content.features);
        return std::make_unique<StatisticsPiece>(std::move(content), std::nullopt, kLevelRms,
                                                 m_goal, m_input.settings, m_pool);
    }

    std::unique_ptr<Recipe> piecewise(const FeatureMap<float>& style,
                                      const std::vector<Piece>& pieces) {
        AudioClip content = m_input.content;
        scale(content, m_goal.gain);
        std::vector<PlannedPiece> planned;
        for (const Piece& piece : pieces) {
            const AudioClip part = samplesOf(content, piece);
            if (rmsOf(part) > kSilentPieceRms) {
                widenBandTo(featuresOf(part, m_goal.shape, m_pool));
                planned.push_back({piece});
            }
        }
        narrowBand();
        // Always the same choice: another seed shall change nothing unless the style is long.
        constexpr std::uint64_t kSeed = 1;
        measureStyleOn(
            style, chosenFeatures(content, m_goal.shape, m_limits.styleFrames, kSeed, m_pool).map);
        measurePieces(content, planned);
        const auto margin = static_cast<std::size_t>(m_goal.shape.windowSamples / 2);
        return std::make_unique<PiecewiseRecipe>(m_input, std::move(content), margin,
                                                 std::move(planned), maker());
    }

    void measurePieces(const AudioClip& content, std::vector<PlannedPiece>& planned) {
        ObjectiveScale ofClip;
        for (std::size_t k = 0; k < planned.size(); ++k) {
            const FeatureMap<float> features =
                featuresOf(samplesOf(content, planned[k].piece), m_goal.shape, m_pool);
            const SpectralObjective<float> objective(firstBins(features, m_goal.bins), m_goal.style,
                                                     binWidthHz(), m_pool);
            planned[k].styleAtStart = objective.scale().contentToStyle;
            ofClip.add(objective.scale());
            if (m_input.prepared) {
                m_input.prepared(static_cast<int>(k) + 1, static_cast<int>(planned.size()));
            }
        }
        for (PlannedPiece& piece : planned) {
            piece.styleAtStart /= ofClip.contentToStyle > 0.0 ? ofClip.contentToStyle : 1.0;
        }
        m_goal.ofClip = ofClip;
    }

    PiecewiseRecipe::MakeRecipe maker() const {
        return [&content = m_input.content, &pool = m_pool, settings = m_input.settings,
                goal = m_goal](const Piece& piece, AudioClip start) -> std::unique_ptr<Recipe> {
            AudioClip part = samplesOf(content, piece);
            scale(part, goal.gain);
            const double levelRms = rmsOf(part);
            std::optional<AnalyzedClip> begin;
            if (piece.overlap > 0) {
                begin = analyzed(std::move(start), goal.shape, pool);
            }
            return std::make_unique<StatisticsPiece>(analyzed(std::move(part), goal.shape, pool),
                                                     std::move(begin), levelRms, goal, settings,
                                                     pool);
        };
    }

    const RecipeInput& m_input;
    const LongClips& m_limits;
    ThreadPool& m_pool;
    StatisticsGoal m_goal;
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

// Of a content that is one piece.
RunSize pieceSize(const ClipSizes& sizes, const TransferSettings& settings) {
    RunSize size = stepsSize(sizes, settings.optimizer, settings.steps);
    size += tonegraftStyleSize(sizes, settings);
    const int onSamples = settings.domain == Domain::spectrogram ? 0
                          : settings.domain == Domain::twoStage  ? settings.steps / 2
                                                                 : settings.steps;
    size += transformsSize(sizes, kStatisticsPhaseIterations + onSamples);
    return size;
}

RunSize tonegraftSize(const ClipSizes& sizes, const TransferSettings& settings) {
    const LongClips limits;
    const double pieces = pieceCountOf(sizes.frames - 1.0, limits); // as piecesOf() counts
    ClipSizes part = sizes;
    part.frames = pieces > 1.0
                      ? (sizes.frames - limits.overlapFrames) / pieces + limits.overlapFrames
                      : sizes.frames;
    part.styleFrames = std::min(sizes.styleFrames, limits.styleFrames / sizes.styleChannels);
    RunSize size = pieceSize(part, settings);
    size.productFlop *= pieces;
    size.passBytes *= pieces;
    size.transformed *= pieces;
    size.bytes += clipBytes(sizes);
    return size;
}

} // namespace

std::unique_ptr<Recipe> statisticsRecipe(const RecipeInput& input, const LongClips& limits) {
    return Preparation(input, limits).recipe();
}

Method statisticsMethod() {
    Method method;
    MethodInfo& info = method.info;
    info.id = "statistics";
    info.title = "Statistics";
    info.source = "This project; statistics of infinitely many random filters in closed form";
    info.year = 2026;
    info.summary = "Gives the content the style's statistics of short patches of the spectrogram, "
                   "while it keeps as much of the content, its melody and its dynamics as asked.";
    info.goodFor =
        "Drums, noises and textures, and styles in the content's key: it moves energy to where "
        "the style has it, pitches included.";
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
    letMove(info.parameters, {"style-weight", "keep-melody", "keep-dynamics"});
    info.parameters.back().note = "With infinitely many filters nothing is drawn at random and "
                                  "the seed has no effect, unless the style is longer than what "
                                  "is measured of it (about 48 s, in all channels together).";
    method.prepare = [](const RecipeInput& input) -> std::unique_ptr<Recipe> {
        return statisticsRecipe(input);
    };
    method.size = tonegraftSize;
    info.seedMatters = [](const TransferSettings& settings, int stylePatches) {
        return settings.filters != kInfiniteFilters || stylePatches > LongClips().styleFrames;
    };
    return method;
}

} // namespace tonegraft
