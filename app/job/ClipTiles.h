// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Spectrogram.h"
#include "ui/pictures/SpectrogramTiles.h"

#include <functional>
#include <memory>

namespace tonegraft {

/// A clip's spectrogram as the views and the figure take it; the engine's own analysis is never
/// held whole. `visit` as visitSpectrogram(). Blocks. Thread: any.
std::shared_ptr<const SpectrogramTiles>
tilesOfClip(const AudioClip& clip,
            const std::function<void(const AudioClip&, const SpectrogramVisitor&)>& visit);

} // namespace tonegraft
