// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/NoteEvent.h"

#include <vector>

namespace tonegraft {

/// What a network heard, borrowed: [pitches][frames] how sure it is that a note sounds, and that it
/// begins, as logits: ln(p / (1 - p)) of a probability.
struct PianoRoll {
    const float* sounds = nullptr;
    const float* begins = nullptr;
    int pitches = 0;
    int frames = 0;
    int lowestPitch = 28; ///< MIDI's number of the first row
    double frameSeconds = 512.0 / 22050.0;
};

/// Probabilities and seconds.
struct RollSettings {
    double begins = 0.6;          ///< a peak from here on is a beginning
    double sounds = 0.6;          ///< a note needs as much somewhere
    double lasts = 0.55;          ///< and lasts until there is less
    double gapSeconds = 0.03;     ///< for longer than this
    double leastSeconds = 0.06;   ///< shorter notes are none
    double unheardSeconds = 0.15; ///< nor are shorter ones that have no beginning
    double repeatSeconds = 0.07;  ///< between two beginnings of one pitch, at the least
};

/// The notes of a roll, by their starts, then their pitches; levels are 0. A note begins at a peak
/// of its beginnings, or where it sounds without one; it ends where it sounds no longer, or where
/// it begins again. Time grows with the roll's size.
std::vector<NoteEvent> notesFromRoll(const PianoRoll& roll, const RollSettings& settings = {});

} // namespace tonegraft
