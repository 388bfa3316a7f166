// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tonegraft {

// The filters of McDermott & Simoncelli 2011, as amplitude responses on the bins of a spectrum.

struct BinFilter {
    int firstBin = 0;
    std::vector<double> response; ///< of the bins from firstBin on
    int endBin() const { return firstBin + static_cast<int>(response.size()); }
};

/// Half-cosine filters on the ERB scale (Glasberg & Moore 1990), half overlapping, 30 of them from
/// 20 Hz to 10 kHz (centers from 52 to 8844 Hz) and further ones at the same spacing where the
/// limit allows, fewer where it forbids; a low-pass and a high-pass filter fill the ends. The
/// squares of all responses sum to 1 from 0 Hz to the limit.
int cochlearFilterCount(double limitHz);
std::vector<BinFilter> cochlearFilters(double limitHz, double binWidthHz);
/// Between these, filter i of the above passes something.
struct BandEdges {
    double lowHz = 0.0, highHz = 0.0;
};
BandEdges cochlearEdges(int filter, double limitHz);

inline constexpr double kHighestModulationHz = 200.0;
inline constexpr int kModulationFilters = 20;
inline constexpr int kOctaveFilters = 7;

/// Center of modulation filter i: 0.5 .. 200 Hz in equal ratios.
double modulationCenterHz(int filter);
/// Center of octave filter i: 1.5625 .. 100 Hz.
double octaveCenterHz(int filter);

/// Half-cosine responses center (1 ± 1/2), so that Q = 2 between half-power points. Bins from 0 Hz
/// to 200 Hz; the squares sum to about 1 in the middle.
std::vector<BinFilter> modulationFilters(double binWidthHz);
/// Half-cosine on a logarithmic axis, an octave to either side.
std::vector<BinFilter> octaveFilters(double binWidthHz);
/// The first of the filters that clips of this length resolve: the distance of the bins, which is
/// 1 / length, is at most the filter's width between half-power points.
int firstModulationFilter(double seconds);
int firstOctaveFilter(double seconds);

} // namespace tonegraft
