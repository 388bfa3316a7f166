// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/ClipTiles.h"

namespace tonegraft {

std::shared_ptr<const SpectrogramTiles>
tilesOfClip(const AudioClip& clip,
            const std::function<void(const AudioClip&, const SpectrogramVisitor&)>& visit) {
    SpectrogramTilesBuilder builder;
    visit(clip, [&builder](const Spectrogram& part) { builder.append(part); });
    return builder.finish(clip.durationSeconds());
}

} // namespace tonegraft
