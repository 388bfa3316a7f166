// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

/// A gain that changes over time: `gains[k]` at sample k * hopSamples, a straight line from each
/// to the next, the last one held. Empty: a gain of 1. Thread: any (a plain value).
struct GainCurve {
    std::size_t hopSamples = 1;
    std::vector<float> gains;

    bool empty() const { return gains.empty(); }
    /// Gains of the samples first .. first + count - 1.
    void write(std::size_t first, std::size_t count, float* out) const;
};

/// Multiplies all channels by the curve.
void apply(const GainCurve& curve, AudioClip& clip);

/// The same gain all the time.
GainCurve constantGain(double gain);

} // namespace tonegraft
