// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/training/instruments/Notes.h"
#include "weights/Safetensors.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace tonegraft::training {

struct TrainingSettings {
    int steps = 1500;
    int batch = 64;
    int frames = 48; ///< of an excerpt, cut out anew each time
    double learningRate = 3e-3;
    std::uint64_t seed = 1;
    int threads = 2;
    bool bfloat16 = false; ///< quicker where the processor multiplies bfloat16, a little coarser
};

/// Called after each step with its number (from 1) and the batch's cross-entropy.
using StepReport = std::function<void(int step, double loss)>;

/// Trains instrumentLayers() to tell the instruments of the train excerpts: Adam, batch
/// normalization (folded into the convolutions at the end), cross-entropy. Returns the tensors
/// that InstrumentNetwork reads. The same settings on the same machine: the same weights.
std::map<std::string, Tensor> trainInstruments(const Notes& notes, const TrainingSettings& settings,
                                               const StepReport& report);

/// `count` frames of an excerpt as the network is shown them, [count][bins]: features after a gain
/// (a factor), divided by their largest. Test excerpts are shown with a gain of 1.
void showExcerpt(const Notes& notes, const Excerpt& excerpt, int firstFrame, int count, float gain,
                 float* image);

} // namespace tonegraft::training
