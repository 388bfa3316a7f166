// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/files/InputFile.h"

namespace tonegraft {

/// Where a sound file begins within [from, to) that was joined to what is before it, by a
/// signature so long that no sound holds it by chance: of a container, or of MP3 behind its tag.
/// `to`: there is none. Linear in the number of bytes.
std::uint64_t nextFileIn(const InputFile& file, std::uint64_t from, std::uint64_t to);

/// True if frames of MP3 or ADTS begin here, which have no signature: so many follow each other,
/// and whole ones, that it is no chance.
bool startsFrames(const InputFile& file, std::uint64_t at);
/// Where they begin within [from, to). `to`: nowhere. `notSync`: two bytes that begin what is here
/// instead, and look like theirs.
std::uint64_t nextFramesIn(const InputFile& file, std::uint64_t from, std::uint64_t to,
                           unsigned notSync);

/// Whichever of the two comes first; the frames may be of MP3 of free format, too.
std::uint64_t nextSoundIn(const InputFile& file, std::uint64_t from, std::uint64_t to);

/// The same soon behind the end of a file's sound. The end of the file: there is none.
std::uint64_t nextFileBehind(const InputFile& file, std::uint64_t end);

} // namespace tonegraft
