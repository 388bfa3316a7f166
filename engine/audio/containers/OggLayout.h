// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/SoundLayout.h"

namespace tonegraft {

/// Vorbis, Opus, FLAC or Speex in Ogg, with a piece for each link of a chained stream (RFC 3533,
/// section 4) and next to streams of other kinds, such as pictures. Throws Error: none of these in
/// it.
SoundLayout oggLayout(const InputFile& file, std::uint64_t begin);

} // namespace tonegraft
