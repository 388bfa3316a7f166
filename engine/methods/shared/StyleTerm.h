// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/FeatureMap.h"

namespace tonegraft {

/// A distance of features to a style's statistics, with its gradient.
/// Thread: one at a time for each object.
template <class Real> class StyleTerm {
public:
    virtual ~StyleTerm() = default;
    /// The distance at x, which has the style's bins and enough frames for one patch. If gradient
    /// is given it is overwritten with the derivative by x (same shape).
    virtual double evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) = 0;
};

} // namespace tonegraft
