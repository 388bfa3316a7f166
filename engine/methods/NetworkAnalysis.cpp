// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/NetworkAnalysis.h"

#include <cmath>

namespace tonegraft {

StftShape networkShape(int sampleRateHz) {
    const double rate = sampleRateHz;
    StftShape shape;
    shape.windowSamples = fftLengthNear(0.032 * rate);
    shape.hopSamples = static_cast<int>(std::lround(0.010 * rate));
    shape.taperSamples = 2 * static_cast<int>(std::lround(0.015 * rate));
    return shape;
}

} // namespace tonegraft
