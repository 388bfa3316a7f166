// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/FeatureMap.h"

#include <vector>

namespace tonegraft {

/// How near features come to being a copy of the style, whatever the copy's shift in time (the
/// diversity term of Antognini, Hoffman & Weiss 2018): 1 / (0.001 + the least distance), the
/// distance Σ_t |X_t - S_(t+shift)|² in units of the style's mean square, over all shifts, the
/// style going round. 1 for silence, 1000 for a copy. Value and gradient are continuous but for
/// the places where two shifts are equally near. One channel. Memory O(frames). The same bits on
/// any number of threads.
template <class Real> class ShiftDiversity {
public:
    ShiftDiversity(FeatureMap<Real> style, ThreadPool& pool);

    /// Adds weight * the derivative to `gradient` (x's shape), if given.
    double evaluate(const FeatureMap<Real>& x, double weight, FeatureMap<Real>* gradient);
    /// The shift found last, in frames.
    int nearestShift() const { return m_shift; }

private:
    int findShift(const FeatureMap<Real>& x);

    FeatureMap<Real> m_style;
    ThreadPool& m_pool;
    std::vector<double> m_squares; // of each style frame
    double m_meanSquare = 0.0;
    std::vector<Real> m_products; // [strip rows][style frames]
    int m_shift = 0;
};

} // namespace tonegraft
