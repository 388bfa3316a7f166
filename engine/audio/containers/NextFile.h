// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/files/InputFile.h"

namespace tonegraft {

/// Where a sound file begins within [from, to) that was joined to what is before it, by a
/// signature so long that no sound holds it by chance: of a container, or of MP3 behind its tag.
/// `to`: there is none. Linear in the number of bytes.
std::uint64_t nextFileIn(const InputFile& file, std::uint64_t from, std::uint64_t to);

/// The same soon behind the end of a file's sound, where frames of MP3 or ADTS may begin as well.
/// The end of the file: there is none.
std::uint64_t nextFileBehind(const InputFile& file, std::uint64_t end);

} // namespace tonegraft
