// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/graft/StyleSampler.h"

namespace tonegraft {

/// The sound held until `seconds` after its onset, which is longer than it was held, then let go as
/// it was: from its middle part one stretch after the other follows, each cross-faded where its
/// wave fits the one before (as in WSOLA, Verhelst & Roelands 1993), so that neither seams nor a
/// loop's period are heard. A fall of its level goes on. The same samples each time.
NoteSound held(const NoteSound& sound, double seconds, int sampleRateHz);

} // namespace tonegraft
