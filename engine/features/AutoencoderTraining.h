// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/Autoencoder.h"
#include "features/FeatureMap.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace tonegraft {

/// The constants of Perez, Proctor & Jain 2017, but where it says so.
struct AutoencoderTraining {
    AutoencoderSizes sizes;
    int epochs = 20;
    int stepsAnEpoch = 4; ///< as there is no library of speech to go through (ours)
    int batch = 2;        ///< excerpts of a step: one of each clip (published: 10)
    int cropFrames = 96;  ///< of an excerpt; a shorter clip is taken whole
    double learningRate = 1e-3;
    double decay = 0.98; ///< of the learning rate, each epoch
    std::uint64_t seed = 1;
};

/// Called after each epoch (from 1) with its mean absolute error.
using EpochReport = std::function<void(int epoch, int epochs, double error)>;

/// Trains an autoencoder on excerpts drawn from the clips by turns (features of one channel, each
/// the same number of bins): Adam, mean absolute error. Returns its parameters. The same bits on
/// any number of threads. Blocks; may be interrupted by the pool.
std::vector<float> trainAutoencoder(const std::vector<const FeatureMap<float>*>& clips,
                                    const AutoencoderTraining& training, ThreadPool& pool,
                                    const EpochReport& report);

} // namespace tonegraft
