// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

namespace tonegraft {

/// The two halves of loudnessOf(), for where one is enough. Throw Error. Thread: any.

/// Gated loudness in LUFS; -infinity for silence and under 400 ms.
double integratedLoudness(const AudioClip& clip);

/// Largest absolute value between and on the samples of all channels, as amplitude (1 = 0 dBTP).
/// ITU-R BS.1770-4, annex 2: four times oversampled below 96 kHz, twice below 192 kHz, else the
/// sample peak. The interpolation filter (49 taps, sinc under a Hann window) is that of
/// libebur128, so both read the same; this one costs a tenth.
double truePeak(const AudioClip& clip);

} // namespace tonegraft
