// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace tonegraft {

/// Triangle wave of period 2: 0 at 0, 1 at 1, 0 at 2. What is beyond an end of [0,1] is mirrored
/// there.
inline float folded(float z) {
    const float size = std::fabs(z);
    const float place = size - 2.0F * std::floor(0.5F * size);
    return place <= 1.0F ? place : 2.0F - place;
}

/// Its slope, 1 or -1; at 0 to the right, at 1 and -1 toward 0.
inline float foldedSlope(float z) {
    const float size = std::fabs(z);
    const float place = size - 2.0F * std::floor(0.5F * size);
    return (place <= 1.0F) == (z >= 0.0F) ? 1.0F : -1.0F;
}

} // namespace tonegraft
