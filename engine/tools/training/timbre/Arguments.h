// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/training/timbre/Tasks.h"

#include <string>
#include <vector>

namespace tonegraft::training {

struct Arguments {
    std::string command; ///< notes, levels, levels-of-grafts, grafts, evaluate, export
    std::vector<std::string> files;
    std::string output;
    std::string init;
    int steps = 20000;
    double minutes = 1e9; ///< then the checkpoint is written, and the program ends
    double learningRate = 3e-3;
    int channels = 32;
    int transfers = 12; ///< judged of each group
    int threads = 1;
    std::uint64_t seed = 1;
    bool idle = false;
    TaskSettings task;
};

extern const char* const kUsage;

/// False for a wrong usage.
bool parse(int argc, char** argv, Arguments& arguments);

} // namespace tonegraft::training
