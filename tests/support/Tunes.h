// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Signals.h"

#include <cstddef>

namespace tonegraft::test {

/// A tune that a chroma can follow: decaying tones of three partials, four notes a second, each
/// with its own loudness. Channels differ a little in level.
inline AudioClip melody(int sampleRateHz, int channels, std::size_t samples) {
    constexpr double kNotesHz[] = {262, 330, 392, 349, 294, 440, 392, 262};
    constexpr double kLevels[] = {0.4, 0.2, 0.35, 0.1, 0.3, 0.15, 0.4, 0.25};
    AudioClip clip;
    clip.sampleRateHz = sampleRateHz;
    for (int c = 0; c < channels; ++c) {
        std::vector<float> out(samples);
        for (std::size_t i = 0; i < samples; ++i) {
            const double seconds = static_cast<double>(i) / sampleRateHz;
            const auto note = static_cast<std::size_t>(seconds * 4.0);
            const double inNote = seconds - static_cast<double>(note) / 4.0;
            const double angle = 2.0 * kPi * kNotesHz[note % 8] * seconds;
            out[i] = static_cast<float>(
                (1.0 - 0.2 * c) * kLevels[note % 8] * std::exp(-6.0 * inNote) *
                (std::sin(angle) + 0.4 * std::sin(2.0 * angle) + 0.2 * std::sin(3.0 * angle)));
        }
        clip.channels.push_back(std::move(out));
    }
    return clip;
}

/// A style unlike it: a steady, rich buzz on other pitches with a fast tremolo and some noise.
inline AudioClip buzz(int sampleRateHz, int channels, std::size_t samples) {
    AudioClip clip;
    clip.sampleRateHz = sampleRateHz;
    for (int c = 0; c < channels; ++c) {
        std::vector<float> out = noise(samples, 0.02, 7U + static_cast<unsigned>(c));
        for (std::size_t i = 0; i < samples; ++i) {
            const double seconds = static_cast<double>(i) / sampleRateHz;
            const double angle = 2.0 * kPi * 185.0 * seconds;
            double tone = 0.0;
            for (int partial = 1; partial * 185 < sampleRateHz / 2 && partial <= 16; ++partial) {
                tone += std::sin(partial * angle) / std::sqrt(partial);
            }
            out[i] +=
                static_cast<float>(0.06 * tone * (1.0 + 0.5 * std::sin(2.0 * kPi * 9.0 * seconds)));
        }
        clip.channels.push_back(std::move(out));
    }
    return clip;
}

} // namespace tonegraft::test
