// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"

namespace tonegraft {

/// The rate at which the instrument network was trained.
inline constexpr int kNetworkRateHz = 16000;

/// The spectrogram that the instrument network was trained on, at any rate: a 512-point transform,
/// a frame of 30 ms and a hop of 10 ms at 16 kHz, bins of 31.25 Hz (as nearly as fast transforms
/// come) elsewhere.
StftShape networkShape(int sampleRateHz);

} // namespace tonegraft
