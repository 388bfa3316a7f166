// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "networks/Layers.h"
#include "weights/Safetensors.h"

#include <filesystem>
#include <map>
#include <string>

namespace tonegraft::training {

struct LearningSettings {
    double learningRate = 3e-3;
    double weightDecay = 1e-4;
    std::uint64_t seed = 1;
};

/// A network's weights while they are learned, with what the optimizer remembers of each: AdamW
/// (Loshchilov, Hutter 2019) with the gradient's norm held at 1, and the running mean of the
/// weights that is used in the end. Thread: one at a time.
class Learner {
public:
    /// Random weights as LibTorch draws them: uniform within 1 / sqrt(inputs).
    Learner(const networks::Shapes& shapes, const LearningSettings& settings);

    /// Takes the weights of a file whose tensors have that prefix ("notes.") or which is a
    /// checkpoint. What the file lacks stays as it is; a network of more channels than the file's
    /// begins as what the file's does. Throws Error: a tensor has another shape, or none fits.
    void takeWeights(Safetensors& file, const std::string& prefix);
    /// Goes on where a checkpoint was written. Throws Error if a tensor is missing.
    void resume(Safetensors& checkpoint);
    void write(const std::filesystem::path& checkpoint,
               std::map<std::string, std::string> metadata) const;
    /// The running mean.
    std::map<std::string, Tensor> averages() const;

    networks::Weights& weights() { return m_weights; }
    /// Steps that were made.
    int step() const { return m_step; }
    /// One step along the gradients that the weights hold, which are then forgotten. Left out where
    /// they are not finite.
    void learn(double learningRate);

private:
    LearningSettings m_settings;
    networks::Weights m_weights;
    networks::Weights m_average;
    networks::Weights m_first;
    networks::Weights m_second;
    int m_step = 0;
};

} // namespace tonegraft::training
