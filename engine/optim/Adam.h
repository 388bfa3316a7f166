// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "optim/Minimization.h"

#include <vector>

namespace tonegraft {

struct AdamSettings {
    double learningRate = 0.03;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
};

/// Adam (Kingma & Ba 2015, algorithm 1), without weight decay. Updates x until told to end; a
/// value that is not finite ends it too, with the last finite state in x. Blocks.
void minimizeWithAdam(Minimization& problem, std::vector<float>& x, const AdamSettings& settings,
                      ThreadPool& pool);

} // namespace tonegraft
