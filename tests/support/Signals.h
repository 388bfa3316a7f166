// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace tonegraft::test {

inline constexpr double kPi = 3.14159265358979323846;

inline std::vector<float> sine(int sampleRateHz, std::size_t samples, double frequencyHz,
                               double amplitude = 0.5, double phase = 0.0) {
    std::vector<float> result(samples);
    for (std::size_t i = 0; i < samples; ++i)
        result[i] = static_cast<float>(
            amplitude *
            std::sin(2.0 * kPi * frequencyHz * static_cast<double>(i) / sampleRateHz + phase));
    return result;
}

/// White noise, uniform in ±amplitude; the same seed gives the same samples everywhere.
inline std::vector<float> noise(std::size_t samples, double amplitude = 0.5,
                                std::uint32_t seed = 1) {
    std::vector<float> result(samples);
    std::uint64_t state = seed;
    for (float& sample : result) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        const double unit = static_cast<double>(state >> 33U) / 2147483648.0; // 0..1
        sample = static_cast<float>(amplitude * (2.0 * unit - 1.0));
    }
    return result;
}

inline AudioClip monoClip(int sampleRateHz, std::vector<float> samples) {
    AudioClip clip;
    clip.sampleRateHz = sampleRateHz;
    clip.channels.push_back(std::move(samples));
    return clip;
}

/// Channel c carries a sine of (c + 1) * frequencyHz.
inline AudioClip sineClip(int sampleRateHz, std::size_t samples, int channels = 1,
                          double frequencyHz = 440.0, double amplitude = 0.5) {
    AudioClip clip;
    clip.sampleRateHz = sampleRateHz;
    for (int c = 0; c < channels; ++c)
        clip.channels.push_back(sine(sampleRateHz, samples, frequencyHz * (c + 1), amplitude));
    return clip;
}

inline double rms(const std::vector<float>& samples) {
    double sum = 0.0;
    for (const float sample : samples)
        sum += static_cast<double>(sample) * sample;
    return samples.empty() ? 0.0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

inline double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size())
        return HUGE_VAL;
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::max(largest, std::fabs(static_cast<double>(a[i]) - b[i]));
    return largest;
}

} // namespace tonegraft::test
