// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/quality/judge/HeardClip.h"

#include <filesystem>

namespace tonegraft::quality {

/// Writes a clip's spectrogram as a PNG: 60 Hz to 11 kHz upwards, an octave as high as another;
/// a pixel every 23 ms; colors from 80 dB below the clip's loudest. Throws std::runtime_error.
void writePicture(const std::filesystem::path& file, const HeardClip& clip);

} // namespace tonegraft::quality
