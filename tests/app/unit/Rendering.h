// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/Mixer.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tonegraft {

inline constexpr int kRateHz = 48000;
inline constexpr int kFade = 480; // 10 ms
inline constexpr double kPi = 3.14159265358979323846;
/// A cross-fade of two signals up to ±a adds at most 2a * π/2 / fade to a step.
inline constexpr float kFadeStep = 1.0F / 200;

inline std::shared_ptr<const AudioClip> constant(float value, std::size_t samples,
                                                 int channels = 1) {
    return std::make_shared<AudioClip>(
        AudioClip{kRateHz, std::vector(channels, std::vector<float>(samples, value))});
}

inline std::shared_ptr<const AudioClip> ramp(std::size_t samples) {
    std::vector<float> values(samples);
    for (std::size_t i = 0; i < samples; ++i)
        values[i] = static_cast<float>(i) / static_cast<float>(samples);
    return std::make_shared<AudioClip>(AudioClip{kRateHz, {values}});
}

inline std::shared_ptr<const AudioClip> sine(double hz, float amplitude, std::size_t samples) {
    std::vector<float> values(samples);
    for (std::size_t i = 0; i < samples; ++i)
        values[i] = amplitude * static_cast<float>(std::sin(2 * kPi * hz * i / kRateHz + 1.0));
    return std::make_shared<AudioClip>(AudioClip{kRateHz, {values}});
}

/// The left channel of what comes next.
inline std::vector<float> rendered(Mixer& mixer, int frames) {
    std::vector<float> both(static_cast<std::size_t>(frames) * 2);
    mixer.render(both.data(), frames);
    std::vector<float> left(frames);
    for (int i = 0; i < frames; ++i)
        left[i] = both[2 * i];
    return left;
}

inline float largestStep(const std::vector<float>& samples, float before = 0.0F) {
    float largest = 0.0F;
    for (float sample : samples) {
        largest = std::max(largest, std::abs(sample - before));
        before = sample;
    }
    return largest;
}

} // namespace tonegraft
