// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/SoundLayout.h"

#include <optional>

namespace tonegraft {

/// The kinds of files that are read through libavformat: MP4 with its sisters M4A and QuickTime,
/// Matroska with its sister WebM. Joined files are pieces. None if what is at `begin` does not
/// begin like one of them.
std::optional<SoundLayout> mediaLayout(const InputFile& file, std::uint64_t begin);

/// Matroska or WebM, whose signature is at `begin`: a piece for each of the files that were joined.
SoundLayout matroskaLayout(const InputFile& file, std::uint64_t begin);

/// How many bytes of whole ADTS frames follow each other from `at` on; 0 if they are so few that
/// they may be chance.
std::uint64_t adtsBytes(const InputFile& file, std::uint64_t at);
/// AAC by itself (ADTS), if its first frame starts at `begin`.
std::optional<SoundLayout> adtsLayout(const InputFile& file, std::uint64_t begin);
/// The same, soon after `begin`: a recording of a stream starts anywhere. Then nearly all that
/// follows must be frames.
std::optional<SoundLayout> adtsBehindJunk(const InputFile& file, std::uint64_t begin);

/// Native FLAC, whose signature is at `begin`: a piece for each of the files that were joined.
SoundLayout flacLayout(const InputFile& file, std::uint64_t begin);
/// Its frames alone, soon after `begin`: a recording of a stream starts anywhere.
std::optional<SoundLayout> flacBehindJunk(const InputFile& file, std::uint64_t begin);

} // namespace tonegraft
