// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/files/InputFile.h"

#include <optional>

namespace tonegraft {

/// Where the first frame of FLAC begins soon after `from`, as a recording of a stream has it that
/// was joined in the middle: one that says all about itself, with the one behind it. None if there
/// is no such frame.
std::optional<std::uint64_t> firstFlacFrame(const InputFile& file, std::uint64_t from);

} // namespace tonegraft
