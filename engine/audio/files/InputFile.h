// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Message.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tonegraft {

/// A regular file, open for reading. Never blocks on a FIFO and never opens a device. Reads are
/// by position and never by memory map: a file that shrinks meanwhile just ends sooner.
/// Thread: any (no shared position).
class InputFile {
public:
    /// Throws Error: missing, folder, FIFO, device, no permission, symbolic links in a circle.
    explicit InputFile(std::filesystem::path path);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::uint64_t size() const { return m_size; }

    /// Number of bytes read, fewer than `count` only at the end. Throws Error if the disk fails.
    std::size_t readAt(std::uint64_t offset, void* bytes, std::size_t count) const;

    /// Throws Error about this file.
    /// The path comes first among the arguments.
    /// True if these bytes are all zero, as far as the file goes.
    bool allZero(std::uint64_t begin, std::uint64_t end) const;
    [[noreturn]] void fail(MessageCode code, std::vector<std::string> arguments = {}) const;

private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

/// "a folder", "a FIFO", "a device", ... for the mode of something that is no regular file.
std::string kindOfFile(unsigned mode);

} // namespace tonegraft
