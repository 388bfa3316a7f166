// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/LevelMeters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tonegraft {

namespace {

constexpr int kFilterTaps = 49;
constexpr std::size_t kBlock = 1024;
constexpr std::size_t kLanes = 16; // independent maxima, so that the compiler can use vectors
constexpr double kPi = 3.14159265358979323846;

/// Tap j of the filter for `factor` times oversampling.
double filterTap(int j, int factor) {
    const double x = (j - (kFilterTaps - 1) / 2.0) * kPi / factor;
    const double sinc = std::fabs(x) < 1e-9 ? 1.0 : std::sin(x) / x;
    return sinc * 0.5 * (1.0 - std::cos(2.0 * kPi * j / (kFilterTaps - 1)));
}

void takeMaxima(std::array<float, kLanes>& maxima, const float* values) {
    for (std::size_t i = 0; i < kBlock; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const float size = std::fabs(values[i + lane]);
            maxima[lane] = maxima[lane] < size ? size : maxima[lane];
        }
    }
}

/// One block of one phase: `Taps` input samples make each output.
template <int Taps>
void interpolate(const float* input, const std::array<float, Taps>& taps, float* output) {
    for (std::size_t n = 0; n < kBlock; ++n) {
        float sum = 0.0F;
        for (std::size_t t = 0; t < Taps; ++t)
            sum += taps[t] * input[n + t];
        output[n] = sum;
    }
}

/// Phase 0 of the filter is the sample itself; the others have (49 - 1) / Factor taps each.
template <int Factor> float channelPeak(const std::vector<float>& samples) {
    constexpr int kTaps = (kFilterTaps - 1) / Factor;
    std::array<std::array<float, kTaps>, Factor - 1> phases{};
    for (int phase = 1; phase < Factor; ++phase) {
        for (int t = 0; t < kTaps; ++t)
            phases[static_cast<std::size_t>(phase - 1)][static_cast<std::size_t>(t)] =
                static_cast<float>(filterTap(phase + Factor * t, Factor));
    }
    std::array<float, kBlock + kTaps> input{};
    std::array<float, kBlock> output{};
    std::array<float, kLanes> maxima{};
    // The window slides from before the first sample to behind the last: peaks right at the ends
    // count, with silence around them.
    const std::size_t outputs = samples.size() + kTaps - 1;
    for (std::size_t begin = 0; begin < outputs; begin += kBlock) {
        for (std::size_t i = 0; i < input.size(); ++i) {
            const std::size_t at = begin + i; // kTaps - 1 samples of silence come first
            const bool inside = at >= kTaps - 1 && at - (kTaps - 1) < samples.size();
            input[i] = inside ? samples[at - (kTaps - 1)] : 0.0F;
        }
        takeMaxima(maxima, input.data());
        for (const auto& taps : phases) {
            interpolate<kTaps>(input.data(), taps, output.data());
            takeMaxima(maxima, output.data());
        }
    }
    return *std::max_element(maxima.begin(), maxima.end());
}

float samplePeak(const std::vector<float>& samples) {
    float peak = 0.0F;
    for (const float sample : samples)
        peak = std::max(peak, std::fabs(sample));
    return peak;
}

} // namespace

double truePeak(const AudioClip& clip) {
    float peak = 0.0F;
    for (const auto& channel : clip.channels) {
        const float of = clip.sampleRateHz < 96000    ? channelPeak<4>(channel)
                         : clip.sampleRateHz < 192000 ? channelPeak<2>(channel)
                                                      : samplePeak(channel);
        peak = std::max(peak, of);
    }
    return peak;
}

} // namespace tonegraft
