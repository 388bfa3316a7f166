// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tonegraft {

/// One mel band of the measures: a triangle over bins whose weights sum to 1.
struct MelTriangle {
    int firstBin = 0;
    std::vector<double> weights; ///< of consecutive bins

    /// The band's power. powers: of all bins of a frame.
    double of(const double* powers) const {
        double sum = 0.0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            sum += weights[i] * powers[static_cast<std::size_t>(firstBin) + i];
        }
        return sum;
    }
};

/// `count` triangles from 40 Hz to 11,025 Hz whose corners are evenly spaced on the mel scale,
/// 2595 log10(1 + f / 700), over the bins of the measures' window at their rate.
std::vector<MelTriangle> melTriangles(int count);

} // namespace tonegraft
