// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ColorScale.h"
#include "ui/FrequencyAxis.h"

namespace tonegraft {

/// How spectrograms look that are to be compared: all the same.
struct SpectrogramLook {
    ColorMap colors = ColorMap::magma;
    FrequencyScale frequencyScale = FrequencyScale::logarithmic;
    double rangeDb = 80.0; ///< from the loudest bin of the clips down
};

/// One scale for several clips: its top is the loudest bin of them all, rounded up to 5 dB;
/// -infinity (silence) gives a top of -20 dB. Thread: any.
ColorScale sharedScale(const SpectrogramLook& look, double loudestDb);

} // namespace tonegraft
