// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/SoundLayout.h"

#include <optional>

namespace tonegraft {

/// Where the first frame may be. MP3 has no signature of its own, and a header alone is eleven set
/// bits of chance: the less is known, the more frames must follow each other.
enum class Mp3Start {
    here,       ///< at this byte or behind zeros
    behindTag,  ///< soon after this byte: what the tag before it belongs to
    behindJunk, ///< the same, and nearly all that follows must be frames
};

/// MPEG layer III from the first frame at or after `from` on: all frames to the end of the file,
/// whatever the encoder's header says of their number. None if there is no such frame.
std::optional<SoundLayout> mp3Layout(const InputFile& file, std::uint64_t from, Mp3Start start);

/// True if frames of free format begin at `at`. That (ISO/IEC 11172-3, 2.4.2.3) gives no bit rate:
/// frames are as long as it is from one header to the next, and that only three of them at even
/// distances make believable.
bool freeMp3FramesAt(const InputFile& file, std::uint64_t at);

/// The number of bytes that ID3v2 tags take at `from`, 0 without one.
std::uint64_t id3Bytes(const InputFile& file, std::uint64_t from);

} // namespace tonegraft
