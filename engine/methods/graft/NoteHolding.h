// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/graft/StyleSampler.h"

namespace tonegraft {

/// The sound held until `seconds` after its onset, then let go as it was. If it was held shorter,
/// one stretch after the other of its middle part follows. Stretches and the release are
/// cross-faded where the waves fit (as in WSOLA, Verhelst & Roelands 1993), so that neither seams
/// nor a loop's period are heard. A fall of its level goes on. The same samples each time.
NoteSound held(const NoteSound& sound, double seconds, int sampleRateHz);

} // namespace tonegraft
