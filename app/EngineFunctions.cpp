// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EngineFunctions.h"

#include "tonegraft/Spectrogram.h"

namespace tonegraft {

EngineFunctions engineFunctions() {
    return {readClip, spectrogramOf, loudnessOf,  runTransfer,
            measure,  writeClip,     estimateRun, writeFileAtomically};
}

} // namespace tonegraft
