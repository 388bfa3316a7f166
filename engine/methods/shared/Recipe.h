// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/RunSize.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/Methods.h"
#include "tonegraft/NoteEvent.h"
#include "tonegraft/Spectrogram.h"
#include "tonegraft/Transfer.h"
#include "tonegraft/TransferSettings.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tonegraft {

/// What a method is made from. The clips are finite, not empty, not silent; they and the pool
/// outlive the recipe.
struct RecipeInput {
    const AudioClip& content;
    const AudioClip& style;
    const TransferSettings& settings;
    ThreadPool& pool;
    std::vector<Message>& warnings;
    /// Told how far a preparation is that takes seconds: so many parts of so many. May be null.
    std::function<void(int done, int of)> prepared = nullptr;
    /// Where a method that hears the content's notes puts them, as it plays them. May be null.
    std::vector<NoteEvent>* notes = nullptr;
};

struct RecipeAudio {
    AudioClip clip;
    double spectralConvergenceDb = 0.0;
    std::vector<ResultFigure> figures{};
};

/// One prepared transfer: the variable, its objective, and the way from it to sound. A recipe may
/// go through several stages (first the spectrogram, then the samples), each with a variable of
/// its own, and through the content in pieces, all stages and steps in each. Thread: the run's.
class Recipe {
public:
    /// Asked before each iteration of a phase reconstruction; true ends it early.
    using Stop = std::function<bool()>;

    virtual ~Recipe() = default;

    virtual int stages() const { return 1; }
    /// How many of a piece's `steps` evaluations are over when `stage` (from 0) ends.
    virtual int stepsAtEndOf(int /*stage*/, int steps) const { return steps; }
    /// The variable at the start of stage 0.
    virtual std::vector<float> start() = 0;
    /// From the end of a stage to the start of the next one.
    virtual std::vector<float> nextStage(std::vector<float> z, const Stop& /*stop*/) { return z; }
    virtual int pieces() const { return 1; }
    /// From the end of a piece to the start of the next one, at stage 0.
    virtual std::vector<float> nextPiece(std::vector<float> z, const Stop& /*stop*/) { return z; }
    /// True: the start is the result (content and style agree); nothing is to be optimized.
    virtual bool isDoneAtStart() const { return false; }

    /// The terms at z (LossPoint::step is the caller's), and the gradient of the total.
    virtual LossPoint evaluate(const float* z, float* gradient, double styleWeight) = 0;
    /// The settings as controls were moved (ParameterInfo::movesInRun), before an evaluation. The
    /// style weight comes with that, and the caller counts the steps.
    virtual void steer(const TransferSettings& /*moved*/) {}
    /// Of the piece's terms, evaluated last, those of the whole content: what the run shows.
    virtual LossPoint ofAllPieces(const LossPoint& ofPiece) const { return ofPiece; }
    /// Holds z inside the recipe's bounds before each step, where it has any.
    virtual void constrain(float* /*z*/) {}
    /// True: the recipe has updates of its own. No optimizer runs, and evaluate() writes the next
    /// state instead of a gradient; its terms and spectrogramAsEvaluated() are the next state's.
    virtual bool updatesItself() const { return false; }
    virtual Optimizer optimizer() const = 0;
    virtual double learningRate() const { return 0.03; } ///< of Adam
    /// What the views show of z.
    virtual Spectrogram spectrogram(const float* z) = 0;
    /// The same for the state evaluated last, where the evaluation has done part of the work.
    virtual Spectrogram spectrogramAsEvaluated(const float* z) { return spectrogram(z); }
    /// How z sounds, quickly; empty if that cannot be told. Changes nothing that the result
    /// depends on.
    virtual AudioClip quickSound(const float* /*z*/) { return {}; }

    /// How many times `stop` will be asked in a piece.
    virtual int phaseIterations() const = 0;
    /// About how long the reconstructions take that are left.
    virtual double phaseSecondsGuess() const = 0;
    /// z as sound. `brief`: at most 10 iterations (the run was stopped).
    virtual RecipeAudio audio(const float* z, bool brief, const Stop& stop) = 0;
    /// Whether the output's loud and soft are the content's, so that one does not burst out where
    /// the other is quiet. Not where the steps begin with noise and nothing holds on to the
    /// content.
    virtual bool followsContent() const { return true; }
};

/// A method: what the user sees of it, and how to make it.
struct Method {
    MethodInfo info;
    /// Throws Error: a clip too short for the window or kernel, with the least length.
    std::unique_ptr<Recipe> (*prepare)(const RecipeInput& input);
    /// What a run will take. May not throw, for sizes of any kind.
    RunSize (*size)(const ClipSizes& sizes, const TransferSettings& settings);
};

} // namespace tonegraft
