// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/networks/InstrumentNetwork.h"
#include "tools/training/instruments/Notes.h"

namespace tonegraft::training {

/// Shares of the test's excerpts for which the right instrument has the highest score.
struct Accuracy {
    double notes = 0.0;
    double phrases = 0.0;
};

/// Judges weights as the engine reads and runs them.
Accuracy judge(const Notes& notes, Safetensors& weights, ThreadPool& pool);

} // namespace tonegraft::training
