// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/ShownJob.h"

#include "app/job/ClipTiles.h"

namespace tonegraft {

ShownResult shownResult(const TransferJob& job, const FinishedJob& made,
                        const EngineFunctions& engine) {
    ShownResult shown;
    shown.contentRegion = job.contentRegion;
    shown.styleRegion = job.styleRegion;
    shown.result = made.result;
    shown.output = made.output;
    shown.spectrogram = tilesOfClip(*shown.output, engine.spectrogram);
    shown.waveform = std::make_shared<const Waveform>(shown.output);
    shown.loudness = engine.loudness(*shown.output);
    return shown;
}

} // namespace tonegraft
