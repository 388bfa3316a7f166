// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/EngineFunctions.h"
#include "ui/pictures/ColorScale.h"
#include "ui/pictures/FrequencyAxis.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <vector>

namespace tonegraft {

/// A clip as a page holds it.
struct ClipMedia {
    QByteArray sound;   ///< a FLAC file
    QByteArray picture; ///< a PNG file: its spectrogram
};

/// What the pictures of a page share, so that they can be compared.
struct PictureScale {
    FrequencyAxis axis;
    ColorScale colors;
    double seconds = 0.0; ///< that a picture spans
};

/// A clip that shall be shown, and what goes into its file's comment.
struct MediaSource {
    const AudioClip* clip; ///< borrowed for the call
    std::uint64_t ditherSeed = 1;
    std::string comment;
};

struct PageMedia {
    PictureScale scale;
    std::vector<ClipMedia> clips; ///< in the order of the sources
};

/// Players' and pictures' contents for all clips. Neither needs a display. None if `cancelled()`
/// turned true. Throws Error. Blocks. Thread: any.
std::optional<PageMedia> pageMedia(const std::vector<MediaSource>& sources,
                                   const EngineFunctions& engine, const RunControl& control);

} // namespace tonegraft
