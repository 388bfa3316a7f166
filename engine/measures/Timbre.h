// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "measures/ClipAnalysis.h"

#include <array>

namespace tonegraft {

/// The color of a clip's sound: its mel cepstrum's coefficients 1 .. 13, each the mean over all
/// frames (Davis & Mermelstein 1980). Bands wider than partials and the mean over time leave little
/// of which notes were played; coefficient 0, the level, is left out.
inline constexpr int kTimbreSize = 13;
using Timbre = std::array<double, kTimbreSize>;

Timbre timbreOf(const ClipAnalysis& clip);

/// 1 - cosine of the angle between the two: 0 for the same color, at most 2.
double timbreDistance(const Timbre& a, const Timbre& b);

} // namespace tonegraft
