// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/NoteEvent.h"

#include <functional>
#include <vector>

namespace tonegraft {

struct GraftSettings {
    int octave = 0;              ///< the content's notes are played so many octaves higher
    double followDynamics = 0.0; ///< 0 the style's own swells inside notes .. 1 the content's
};

/// The clips and their notes are borrowed. Levels of the notes are measured, not read.
struct GraftInput {
    const AudioClip& content;
    const AudioClip& style; ///< at the content's rate
    const std::vector<NoteEvent>& contentNotes;
    const std::vector<NoteEvent>& styleNotes;
    ThreadPool& pool;
    GraftSettings settings{};
    /// Told how far it is: so many parts of so many. May be empty.
    std::function<void(int done, int of)> prepared{};
};

/// The content's notes played with the style's, and the rest of the content under the style's
/// envelopes. Both clips have the content's rate, channels and samples; their sum is the result.
struct Graft {
    AudioClip tonal;
    AudioClip untuned;
    double contentTonalShare = 0.0; ///< of the energy, that of the notes
    double styleTonalShare = 0.0;
    double weight = 0.0;                 ///< of the notes: 0 where too little of a clip has a pitch
    std::vector<NoteEvent> contentNotes; ///< as played, with levels
    std::vector<NoteEvent> styleNotes;   ///< with levels
};

/// Needs clips longer than half a window (46 ms), finite, not silent. Throws Error. The same
/// samples on any number of threads. Time and memory grow with the clips' lengths.
Graft graftOf(const GraftInput& input);

} // namespace tonegraft
