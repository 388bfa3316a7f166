// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

#include <functional>
#include <vector>

namespace tonegraft {

/// What the views draw. `magnitudes` [frames][bins], linear, non-negative, scaled so that a
/// full-scale sine in a bin's center reads 1 (0 dB); several channels enter as the root of their
/// mean power. Frame t is centered on sample t * hopSamples. Thread: any (a plain value).
struct Spectrogram {
    int sampleRateHz = 0;
    int windowSamples = 0;
    int hopSamples = 0;
    int bins = 0; ///< windowSamples / 2 + 1, from 0 Hz to Nyquist
    int frames = 0;
    std::vector<float> magnitudes;

    double hzOfBin(double bin) const { return bin * sampleRateHz / windowSamples; }
    double secondsOfFrame(double frame) const { return frame * hopSamples / sampleRateHz; }
    bool empty() const { return frames == 0; }
};

/// The spectrogram of a clip in the analysis of the engine: periodic Hann window of 92.9 ms, hop
/// of a quarter, centered, reflect-padded (a clip shorter than half a window is padded with
/// silence first). Throws Error for an empty clip. Blocks. Thread: any.
Spectrogram spectrogramOf(const AudioClip& clip);

/// Receives consecutive frames of a spectrogram; borrowed for the call.
using SpectrogramVisitor = std::function<void(const Spectrogram& part)>;

/// spectrogramOf() in parts, from the first frame to the last, each of some hundred frames: for
/// those who do not want to hold all of it at once. Calls `visit` on the caller's thread.
void visitSpectrogram(const AudioClip& clip, const SpectrogramVisitor& visit);

} // namespace tonegraft
