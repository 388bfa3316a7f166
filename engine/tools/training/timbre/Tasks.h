// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "networks/Layers.h"
#include "tools/training/timbre/Batches.h"

#include <memory>
#include <string>
#include <vector>

namespace tonegraft::training {

struct TaskSettings {
    int batch = 6;       ///< excerpts of notes; transfers of levels
    int instruments = 3; ///< of a levels' batch
    bool bfloat16 = false;
};

/// What a network learns. Thread: one at a time.
class Task {
public:
    virtual ~Task() = default;
    virtual std::string name() const = 0;
    virtual networks::Shapes shapes(int channels) const = 0;
    /// First values of some weights, where random ones would cost many steps.
    virtual void prepare(networks::Weights& weights) const = 0;
    /// Draws a batch; leaves the loss's gradients in the weights. Returns figures to be shown, one
    /// for each of figureNames().
    virtual std::vector<double> step(networks::Weights& weights, SplitMix64& random) const = 0;
    virtual std::vector<std::string> figureNames() const = 0;
};

/// Borrow the batches.
std::unique_ptr<Task> noteTask(const Batches& batches, const TaskSettings& settings);
/// The network that is shown the graft and the content beside it; the groups have grafts.
std::unique_ptr<Task> graftedLevelsTask(const Batches& batches, const TaskSettings& settings);
std::unique_ptr<Task> levelsTask(const Batches& batches, const TaskSettings& settings);

} // namespace tonegraft::training
