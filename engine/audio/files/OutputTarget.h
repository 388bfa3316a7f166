// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace tonegraft {

/// A file that is to be written.
struct OutputTarget {
    std::filesystem::path shown;  ///< as the caller named it, for messages
    std::filesystem::path file;   ///< links resolved; a link that points nowhere is itself replaced
    std::filesystem::path folder; ///< that the file lies in
};

/// Throws Error for what can be seen to prevent writing: a folder, device or FIFO in its place, a
/// folder that is missing or may not be written to, a protected file, no name. Thread: any.
OutputTarget outputTarget(std::filesystem::path path);

/// Throws Error if so many bytes are more than a file may have here, or than are free in the
/// folder, where `otherBytes` more are wanted. Thread: any.
void requireSpace(const OutputTarget& target, std::uint64_t bytes, std::uint64_t otherBytes = 0);

} // namespace tonegraft
