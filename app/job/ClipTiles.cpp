// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/ClipTiles.h"

#include "app/files/PathText.h"
#include "tonegraft/Error.h"

namespace tonegraft {

void requireMemoryForTiles(const AudioClip& clip, const std::filesystem::path& path,
                           std::uint64_t availableBytes) {
    constexpr double kBytesASample = 11.0; // of SpectrogramTiles: four levels
    constexpr double kUsableShare = 0.9;
    if (kBytesASample * static_cast<double>(clip.sampleCount()) >
        kUsableShare * static_cast<double>(availableBytes))
        throw Error(MessageCode::readOutOfMemory, {pathText(path)});
}

std::shared_ptr<const SpectrogramTiles>
tilesOfClip(const AudioClip& clip,
            const std::function<void(const AudioClip&, const SpectrogramVisitor&)>& visit) {
    SpectrogramTilesBuilder builder;
    visit(clip, [&builder](const Spectrogram& part) { builder.append(part); });
    return builder.finish(clip.durationSeconds());
}

} // namespace tonegraft
