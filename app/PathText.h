// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace tonegraft {

/// Length in bytes of the UTF-8 character that `text` (not empty) begins with; 0 if that is not a
/// valid one. Thread: any.
std::size_t utf8Bytes(std::string_view text);

/// A path for a message, in quotes and in one line: control characters and bytes that are not
/// UTF-8 as "?". Thread: any.
std::string pathText(const std::filesystem::path& path);

} // namespace tonegraft
