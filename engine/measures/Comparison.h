// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "measures/ClipAnalysis.h"

#include <vector>

namespace tonegraft {

/// Pearson's correlation of two series of one length; 0 where one of them is constant.
double pearson(const std::vector<double>& a, const std::vector<double>& b);

/// ||x - reference||² / ||reference||² over the frames that both have.
double relativeSquaredDistance(const FeatureMap<float>& x, const FeatureMap<float>& reference);

/// Coefficients 1 .. 19 of the orthonormal DCT-II over bands, [frames][kCepstrumSize].
inline constexpr int kCepstrumSize = 19;
std::vector<double> cepstrumOf(const ClipAnalysis& clip);

/// Mean over bands of max(0, E_t - E_(t-1)), [frames - 1].
std::vector<double> onsetStrengthOf(const ClipAnalysis& clip);

} // namespace tonegraft
