// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// What an optimizer minimizes, and who tells it when to end. Thread: the optimizer's.
class Minimization {
public:
    virtual ~Minimization() = default;
    /// The value at x, and its gradient. May be infinite or NaN: the optimizer backs off.
    virtual double evaluate(const float* x, float* gradient) = 0;
    /// Asked before every evaluation; false ends the minimization.
    virtual bool mayEvaluate() = 0;
    /// True once after the function itself has changed (a weight was moved): what the optimizer
    /// remembers of its curvature no longer holds.
    virtual bool takeChange() = 0;
    /// Adam: holds x inside the bounds of a published recipe before each evaluation.
    virtual void constrain(float* /*x*/) {}
};

} // namespace tonegraft
