// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/Comparison.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;
// A variance below this share of the mean square is rounding.
constexpr double kConstant = 1e-24;

struct Centered {
    std::vector<double> values;
    double squares = 0.0;
    bool constant = true;
};

Centered centered(const std::vector<double>& series) {
    double mean = 0.0;
    double whole = 0.0;
    for (const double value : series) {
        mean += value / static_cast<double>(series.size());
        whole += value * value;
    }
    Centered result;
    for (const double value : series) {
        result.values.push_back(value - mean);
        result.squares += (value - mean) * (value - mean);
    }
    result.constant = !(result.squares > kConstant * whole);
    return result;
}

} // namespace

double pearson(const std::vector<double>& a, const std::vector<double>& b) {
    const Centered x = centered(a);
    const Centered y = centered(b);
    if (x.constant || y.constant) {
        return 0.0;
    }
    double product = 0.0;
    for (std::size_t i = 0; i < x.values.size(); ++i) {
        product += x.values[i] * y.values[i];
    }
    return product / std::sqrt(x.squares * y.squares);
}

double relativeSquaredDistance(const FeatureMap<float>& x, const FeatureMap<float>& reference) {
    const int frames = std::min(x.frames, reference.frames);
    double difference = 0.0;
    double size = 0.0;
    for (int frame = 0; frame < frames; ++frame) {
        const float* a = x.frame(0, frame);
        const float* b = reference.frame(0, frame);
        for (int bin = 0; bin < reference.bins; ++bin) {
            const double step = static_cast<double>(a[bin]) - b[bin];
            difference += step * step;
            size += static_cast<double>(b[bin]) * b[bin];
        }
    }
    return difference / size;
}

std::vector<double> cepstrumOf(const ClipAnalysis& clip) {
    std::vector<double> basis; // [kCepstrumSize][kMelBands]
    for (int i = 1; i <= kCepstrumSize; ++i) {
        for (int band = 0; band < kMelBands; ++band) {
            basis.push_back(std::sqrt(2.0 / kMelBands) *
                            std::cos(kPi * i * (band + 0.5) / kMelBands));
        }
    }
    std::vector<double> result;
    result.reserve(static_cast<std::size_t>(clip.frames) * kCepstrumSize);
    for (int frame = 0; frame < clip.frames; ++frame) {
        const double* logMel = clip.logMel.data() + static_cast<std::size_t>(frame) * kMelBands;
        for (int i = 0; i < kCepstrumSize; ++i) {
            double sum = 0.0;
            for (int band = 0; band < kMelBands; ++band) {
                sum += basis[i * kMelBands + band] * logMel[band];
            }
            result.push_back(sum);
        }
    }
    return result;
}

std::vector<double> onsetStrengthOf(const ClipAnalysis& clip) {
    std::vector<double> result;
    for (int frame = 1; frame < clip.frames; ++frame) {
        const double* now = clip.logMel.data() + static_cast<std::size_t>(frame) * kMelBands;
        const double* before = now - kMelBands;
        double rise = 0.0;
        for (int band = 0; band < kMelBands; ++band) {
            rise += std::max(0.0, now[band] - before[band]);
        }
        result.push_back(rise / kMelBands);
    }
    return result;
}

} // namespace tonegraft
