// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"

#include <vector>

namespace tonegraft {

/// How far a recording's tones lie from the equal-tempered scale on 440 Hz, -0.5..0.5 semitones:
/// the mean angle of 12 log2(f / 440) over all spectral peaks from 150 to 2500 Hz, weighted by
/// their magnitudes. 0 where the peaks do not agree. `magnitudes`: [frames][bins].
double tuningOf(const std::vector<float>& magnitudes, int frames, int bins, const StftShape& shape,
                int sampleRateHz);

} // namespace tonegraft
