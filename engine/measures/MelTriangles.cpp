// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/MelTriangles.h"

#include "measures/ClipAnalysis.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kLowestHz = 40.0;
constexpr double kHighestHz = 11025.0;
constexpr int kBins = kMeasureWindowSamples / 2 + 1;

MelTriangle triangle(double leftHz, double centerHz, double rightHz) {
    MelTriangle band;
    double sum = 0.0;
    for (int bin = 0; bin < kBins; ++bin) {
        const double hz = static_cast<double>(bin) * kMeasureRateHz / kMeasureWindowSamples;
        const double weight =
            std::min((hz - leftHz) / (centerHz - leftHz), (rightHz - hz) / (rightHz - centerHz));
        if (weight > 0.0) {
            band.firstBin = band.weights.empty() ? bin : band.firstBin;
            band.weights.push_back(weight);
            sum += weight;
        }
    }
    for (double& weight : band.weights) {
        weight /= sum;
    }
    return band;
}

} // namespace

std::vector<MelTriangle> melTriangles(int count) {
    const auto melOf = [](double hz) { return 2595.0 * std::log10(1.0 + hz / 700.0); };
    const auto hzOf = [](double mel) { return 700.0 * (std::pow(10.0, mel / 2595.0) - 1.0); };
    const double lowest = melOf(kLowestHz);
    const double step = (melOf(kHighestHz) - lowest) / (count + 1);
    std::vector<MelTriangle> bands;
    for (int band = 0; band < count; ++band) {
        bands.push_back(triangle(hzOf(lowest + band * step), hzOf(lowest + (band + 1) * step),
                                 hzOf(lowest + (band + 2) * step)));
    }
    return bands;
}

} // namespace tonegraft
