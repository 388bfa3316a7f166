// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace tonegraft {

/// Whether a file can be written at `target`, asked before hours of work: its folder exists and
/// is writable, the name is not too long, and nothing but a regular file is in its place. Throws
/// Error with path, reason and remedy. Thread: any.
void checkOutputTarget(const std::filesystem::path& target);

/// True if the two paths lead to the same existing file. Thread: any.
bool sameFile(const std::filesystem::path& one, const std::filesystem::path& other);

} // namespace tonegraft
