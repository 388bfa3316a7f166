// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/Band.h"

#include <algorithm>

namespace tonegraft {

FeatureMap<float> firstBins(const FeatureMap<float>& map, int bins) {
    if (bins == map.bins) {
        return map;
    }
    FeatureMap<float> band(map.channels, map.frames, bins);
    for (int row = 0; row < map.channels * map.frames; ++row) {
        std::copy_n(map.frame(0, row), bins, band.frame(0, row));
    }
    return band;
}

int carryingBins(const FeatureMap<float>& map, double leftOut) {
    std::vector<double> energy(map.bins);
    double total = 0.0;
    for (int row = 0; row < map.channels * map.frames; ++row) {
        const float* values = map.frame(0, row);
        for (int bin = 0; bin < map.bins; ++bin) {
            const double square =
                static_cast<double>(values[bin]) * static_cast<double>(values[bin]);
            energy[bin] += square;
            total += square;
        }
    }
    constexpr int kLeast = 2;
    int bins = map.bins;
    for (double left = energy[bins - 1]; bins > kLeast && left <= leftOut * total;) {
        --bins;
        left += energy[bins - 1];
    }
    return std::max(bins, kLeast);
}

} // namespace tonegraft
