// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/Tuning.h"

#include <algorithm>
#include <cmath>
#include <complex>

namespace tonegraft {
namespace {

constexpr double kLeastHz = 150.0;
constexpr double kMostHz = 2500.0;
constexpr float kLeastOfFrame = 0.03F; // of a frame's largest magnitude
constexpr int kLeastPeaks = 20;
constexpr double kAgreement = 0.3; // of the weights that must point one way
constexpr double kPi = 3.14159265358979323846;

// Where the parabola through the logarithms of three magnitudes peaks, from the middle one.
double peakOffset(const float* middle) {
    const double left = std::log(middle[-1] + 1e-9);
    const double center = std::log(middle[0] + 1e-9);
    const double right = std::log(middle[1] + 1e-9);
    const double offset = 0.5 * (left - right) / (left - 2.0 * center + right - 1e-9);
    return std::clamp(offset, -0.5, 0.5);
}

} // namespace

double tuningOf(const std::vector<float>& magnitudes, int frames, int bins, const StftShape& shape,
                int sampleRateHz) {
    const double binHz = static_cast<double>(sampleRateHz) / shape.windowSamples;
    const int first = std::max(1, static_cast<int>(kLeastHz / binHz) + 1);
    const int end = std::min(bins - 1, static_cast<int>(std::ceil(kMostHz / binHz)));
    std::complex<double> sum;
    double weights = 0.0;
    int peaks = 0;
    for (int t = 0; t < frames; ++t) {
        const float* frame = magnitudes.data() + static_cast<std::size_t>(t) * bins;
        const float least = kLeastOfFrame * *std::max_element(frame, frame + bins);
        for (int bin = first; bin < end; ++bin) {
            const float value = frame[bin];
            if (value > least && value > frame[bin - 1] && value > frame[bin + 1]) {
                const double frequencyHz = (bin + peakOffset(frame + bin)) * binHz;
                sum += std::polar(static_cast<double>(value),
                                  2.0 * kPi * 12.0 * std::log2(frequencyHz / 440.0));
                weights += value;
                ++peaks;
            }
        }
    }
    const bool agree = peaks >= kLeastPeaks && std::abs(sum) > kAgreement * weights;
    return agree ? std::arg(sum) / (2.0 * kPi) : 0.0;
}

} // namespace tonegraft
