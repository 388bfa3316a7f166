// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// A note of a recording. Thread: any (a plain value).
struct NoteEvent {
    double startSeconds = 0.0;
    double endSeconds = 0.0; ///< where it is let go; its release sounds on
    int pitch = 69;          ///< MIDI's number: 69 is a' (440 Hz), a semitone is 1
    double levelDb = 0.0;    ///< among the notes of one recording; 0 for all: not measured

    double seconds() const { return endSeconds - startSeconds; }
};

} // namespace tonegraft
