// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/SoundLayout.h"

namespace tonegraft {

/// Vorbis or Opus in Ogg; anything else in Ogg is refused. Throws Error.
SoundLayout oggLayout(const InputFile& file);

/// The number of bytes that ID3v2 tags take at the start of a file, 0 without one.
std::uint64_t id3Bytes(const InputFile& file);

/// True if an MPEG layer III stream starts at or soon after `from`; then `layout` describes it.
bool findMp3(const InputFile& file, std::uint64_t from, SoundLayout& layout);

} // namespace tonegraft
