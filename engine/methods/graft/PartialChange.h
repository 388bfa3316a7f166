// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/graft/PartialEnvelope.h"

#include <vector>

namespace tonegraft {

/// A note as heard, and how strong its partials are.
struct NoteSpectrum {
    double pitch = 0.0; ///< MIDI's numbers
    double levelDb = 0.0;
    PartialEnvelope envelope;
};

/// How the partials of one instrument's notes change from note to note.
struct PartialChange {
    /// Of the envelope, that stays where it is when the pitch moves, as a body's resonances do: 0
    /// the envelope moves with the partials, 1 it stays.
    double bodyShare = 0.35;
    /// How much stronger a partial gets for each octave that it lies above the first one, ...
    double tiltDbPerDb = 0.0;     ///< for each dB that the note is louder
    double tiltDbPerOctave = 0.0; ///< for each octave that it is higher

    /// Of the partial at `bin` of a note with this envelope when the note is played at `ratio`
    /// times its frequency and `louderDb` louder. In dB.
    double changeDb(const PartialEnvelope& envelope, double bin, double ratio,
                    double louderDb) const;
};

/// Ridge regression (Hoerl & Kennard 1970) of each pair's difference on the three, towards the
/// values above: few notes, or notes that tell nothing, leave them as they are.
PartialChange learnedChange(const std::vector<NoteSpectrum>& notes);

} // namespace tonegraft
