// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/graft/Graft.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/NoteEvent.h"

#include <functional>
#include <vector>

namespace tonegraft {

/// What the method goes towards: the content as the style would sound it.
struct Foundation {
    AudioClip sound;              ///< the content's rate, channels and samples, at its RMS
    std::vector<NoteEvent> notes; ///< of the content, as played
};

/// The note graft, its levels moved towards those that the network of levels expects, as far as
/// there are notes to go by. Both clips at one rate. Throws Error: the networks cannot be had.
/// The same samples on any number of threads.
Foundation foundationOf(const AudioClip& content, const AudioClip& style,
                        const GraftSettings& settings, ThreadPool& pool,
                        const std::function<void(int done, int of)>& prepared);

} // namespace tonegraft
