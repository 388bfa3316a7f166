// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/perez/Autoencoder.h"
#include "methods/shared/FeatureMap.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace tonegraft {

/// The constants of Perez, Proctor & Jain 2017, but where it says so.
struct AutoencoderTraining {
    AutoencoderSizes sizes;
    int epochs = 20;
    /// At most, there being no library of speech to go through: of a brief clip an epoch is as many
    /// excerpts as are in it (ours).
    int stepsAnEpoch = 4;
    int batch = 2;       ///< excerpts of a step: one of each clip (published: 10)
    int cropFrames = 96; ///< of an excerpt; a shorter clip is taken whole
    double learningRate = 1e-3;
    double decay = 0.98; ///< of the learning rate, each epoch
    std::uint64_t seed = 1;
};

/// Called after each epoch (from 1) with its mean absolute error.
using EpochReport = std::function<void(int epoch, int epochs, double error)>;

/// How many steps an epoch has where the longer clip has so many frames.
int stepsAnEpoch(const AutoencoderTraining& training, int frames);

/// Trains an autoencoder on excerpts drawn from the clips by turns (features of one channel, each
/// the same number of bins): Adam, mean absolute error. Returns its parameters. The same bits on
/// any number of threads. Blocks; may be interrupted by the pool.
std::vector<float> trainAutoencoder(const std::vector<const FeatureMap<float>*>& clips,
                                    const AutoencoderTraining& training, ThreadPool& pool,
                                    const EpochReport& report);

} // namespace tonegraft
