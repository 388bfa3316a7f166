// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "optim/Minimization.h"

#include <vector>

namespace tonegraft {

struct LbfgsSettings {
    int history = 5;        ///< 4 to 16 came out alike after 45 steps
    double armijo = 1e-4;   ///< sufficient decrease
    double curvature = 0.9; ///< strong Wolfe
    int evaluationsPerSearch = 8;
    double leastGradient = 1e-10; ///< norm relative to the first one's: converged
};

/// L-BFGS with a strong Wolfe line search (Nocedal & Wright 2006, algorithms 7.4, 3.5 and 3.6),
/// the two loops carried out on a table of dot products (Chen, Wang, Zhou 2014), so that each
/// history vector is read twice a step. Updates x until told to end or converged; x is then the
/// best state found, always finite. A value that is not finite shortens the step. Blocks.
void minimizeWithLbfgs(Minimization& problem, std::vector<float>& x, const LbfgsSettings& settings,
                       ThreadPool& pool);

} // namespace tonegraft
