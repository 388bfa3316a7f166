// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"

#include <cmath>

namespace tonegraft {

/// The rate at which the instrument network was trained.
inline constexpr int kNetworkRateHz = 16000;

/// The spectrogram that the instrument network was trained on, at any rate: a 512-point transform,
/// a frame of 30 ms and a hop of 10 ms at 16 kHz, bins of 31.25 Hz (as nearly as fast transforms
/// come) elsewhere.
inline StftShape networkShape(int sampleRateHz) {
    const double rate = sampleRateHz;
    StftShape shape;
    shape.windowSamples = fftLengthNear(0.032 * rate);
    shape.hopSamples = static_cast<int>(std::lround(0.010 * rate));
    shape.taperSamples = 2 * static_cast<int>(std::lround(0.015 * rate));
    return shape;
}

} // namespace tonegraft
