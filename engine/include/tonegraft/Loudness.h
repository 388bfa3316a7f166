// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

namespace tonegraft {

struct Loudness {
    double integratedLufs = 0.0; ///< -infinity for silence and for clips under 400 ms
    double truePeakDbtp = 0.0;   ///< -infinity for silence
};

/// Integrated loudness and true peak, ITU-R BS.1770-4 / EBU R 128. Throws Error. Thread: any.
Loudness loudnessOf(const AudioClip& clip);

} // namespace tonegraft
