// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/graft/StyleSampler.h"

#include <functional>
#include <vector>

namespace tonegraft {

/// How a note's sound is played.
struct Playing {
    double ratio = 1.0;   ///< of frequencies: 2 is an octave higher
    double seconds = 0.5; ///< from the onset to where the note is let go
    double gain = 1.0;
    bool struck = false; ///< rings on and is damped at its end, instead of being held and let go
    /// If given: a further gain at a time after the onset, where the sound is read at another
    /// time after its own.
    std::function<double(double playedSeconds, double soundSeconds)> gainAt;
};

struct PlayedNote {
    std::vector<std::vector<float>> channels;
    double onsetSeconds = 0.0; ///< from the first sample
};

/// The sound at another pitch and duration: its beginning untouched, held (NoteHolding.h) and let
/// go as it was, or damped if it is struck.
PlayedNote play(const NoteSound& sound, const Playing& playing, int sampleRateHz);

} // namespace tonegraft
