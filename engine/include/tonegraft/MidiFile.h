// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/NoteEvent.h"

#include <string>
#include <vector>

namespace tonegraft {

/// The notes as the bytes of a Standard MIDI File (RP-001) of format 0: one track, channel 1,
/// 500 ticks a beat at 120 beats a minute, so that a tick is a millisecond. A note's velocity
/// follows its level by General MIDI's rule, that amplitude grows as its square; the loudest has
/// 112. `tuningSemitones` becomes one pitch bend at the start (its range being the usual two
/// semitones), where it is more than a cent.
/// Notes outside 0..127 are left out. Thread: any.
std::string midiFile(const std::vector<NoteEvent>& notes, double tuningSemitones = 0.0);

} // namespace tonegraft
