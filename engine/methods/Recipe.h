// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/Methods.h"
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
    std::vector<std::string>& warnings;
};

struct RecipeAudio {
    AudioClip clip;
    double spectralConvergenceDb = 0.0;
};

/// One prepared transfer: the variable, its objective, and the way from it to sound.
/// Thread: the run's.
class Recipe {
public:
    virtual ~Recipe() = default;

    /// The variable at the start.
    virtual std::vector<float> start() = 0;
    /// True: the start is the result (content and style agree); nothing is to be optimized.
    virtual bool isDoneAtStart() const { return false; }
    /// The terms at z (LossPoint::step is the caller's), and the gradient of the total.
    virtual LossPoint evaluate(const float* z, float* gradient, double styleWeight) = 0;
    /// Holds z inside the recipe's bounds before each step, where it has any.
    virtual void constrain(float* /*z*/) {}
    /// What the views show of z.
    virtual Spectrogram spectrogram(const float* z) const = 0;

    /// How many times audio() will ask `stop`, and about how long it takes.
    virtual int phaseIterations() const = 0;
    virtual double phaseSecondsGuess() const = 0;
    /// z as sound. `stop` is asked before each iteration of the phase reconstruction; true ends it
    /// early. `brief`: at most 10 iterations (the run was stopped).
    virtual RecipeAudio audio(const float* z, bool brief, const std::function<bool()>& stop) = 0;

    virtual Optimizer optimizer() const = 0;
    virtual double learningRate() const { return 0.03; } ///< of Adam
    /// Whether the output gets the content's loudness; the true-peak ceiling always holds.
    virtual bool matchesLoudness() const { return true; }
};

/// A method: what the user sees of it, and how to make it.
struct Method {
    MethodInfo info;
    /// Throws Error: a clip too short for the window or kernel, with the least length.
    std::unique_ptr<Recipe> (*prepare)(const RecipeInput& input);
};

const std::vector<Method>& methodRegistry();
const Method& methodById(const std::string& id);

Method tonegraftMethod();
Method dipaniMethod();

} // namespace tonegraft
