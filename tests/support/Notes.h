// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Signals.h"
#include "tonegraft/NoteEvent.h"

#include <cmath>
#include <vector>

namespace tonegraft::test {

inline NoteEvent note(double startSeconds, double endSeconds, int pitch, double levelDb = 0.0) {
    return {startSeconds, endSeconds, pitch, levelDb};
}

/// An instrument: how strong its partials are.
using Partials = std::vector<double>;

/// Notes on an instrument whose tones begin within 10 ms, stay, and end within 50 ms. Levels are
/// in dB below full scale / 10.
inline AudioClip playedTones(const std::vector<NoteEvent>& notes, const Partials& partials,
                             double seconds, int sampleRateHz = 22050,
                             double fallDbPerSecond = 0.0) {
    AudioClip clip = monoClip(sampleRateHz,
                              std::vector<float>(static_cast<std::size_t>(seconds * sampleRateHz)));
    for (const NoteEvent& tone : notes) {
        const double frequencyHz = 440.0 * std::exp2((tone.pitch - 69) / 12.0);
        const auto first = static_cast<std::size_t>(tone.startSeconds * sampleRateHz);
        for (std::size_t i = first; i < clip.sampleCount(); ++i) {
            const double at = static_cast<double>(i - first) / sampleRateHz;
            const double left = tone.seconds() + 0.05 - at;
            if (left <= 0.0) {
                break;
            }
            const double level = tone.levelDb - 20.0 - fallDbPerSecond * at;
            const double envelope = std::min(1.0, at / 0.01) * std::min(1.0, left / 0.05) *
                                    std::pow(10.0, level / 20.0);
            for (std::size_t h = 0; h < partials.size(); ++h) {
                const double partialHz = frequencyHz * static_cast<double>(h + 1);
                if (partialHz < sampleRateHz / 2.0) {
                    clip.channels[0][i] += static_cast<float>(
                        envelope * partials[h] *
                        std::sin(2.0 * kPi * partialHz * at + 0.7 * static_cast<double>(h * h)));
                }
            }
        }
    }
    return clip;
}

} // namespace tonegraft::test
