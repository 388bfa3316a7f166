// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Spectrogram.h"
#include "ui/pictures/SpectrogramTiles.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

namespace tonegraft {

/// Throws Error about the file if a clip's spectrogram would not fit into so many bytes: it takes
/// more than the sound, and no refusal of the system's comes before it is too late. Thread: any.
void requireMemoryForTiles(const AudioClip& clip, const std::filesystem::path& path,
                           std::uint64_t availableBytes);

/// A clip's spectrogram as the views and the figure take it; the engine's own analysis is never
/// held whole. `visit` as visitSpectrogram(). Blocks. Thread: any.
std::shared_ptr<const SpectrogramTiles>
tilesOfClip(const AudioClip& clip,
            const std::function<void(const AudioClip&, const SpectrogramVisitor&)>& visit);

} // namespace tonegraft
