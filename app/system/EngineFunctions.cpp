// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/system/EngineFunctions.h"

#include "tonegraft/Networks.h"

namespace tonegraft {

EngineFunctions engineFunctions() {
    return {readClip,
            visitSpectrogram,
            loudnessOf,
            runTransfer,
            measure,
            writeClip,
            estimateRun,
            writeFileAtomically,
            [] { preloadNetworks().wait(); }};
}

} // namespace tonegraft
