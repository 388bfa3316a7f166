// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/files/OutputTarget.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace tonegraft {

/// A file that appears whole or not at all: written without a name in the target's folder (where
/// the file system cannot do that, under a temporary one), synced, and put in its place by
/// commit(). Without commit() nothing is left and the target stays as it was, also if the process
/// is killed; what earlier ones left under temporary names is removed. A symbolic link as target
/// stays one: what it points to is replaced.
/// Permissions: those of the file that is replaced, else as the umask says. Thread: one at a time.
class AtomicFile {
public:
    /// Throws Error at once for what could only fail later: a folder, device or FIFO as target,
    /// a folder that is missing or not writable, a read-only file, a name that is too long, fewer
    /// free bytes than `bytesNeeded`.
    AtomicFile(std::filesystem::path target, std::uint64_t bytesNeeded);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// The target, as the caller named it.
    const std::filesystem::path& path() const { return m_target.shown; }
    /// Open for reading and writing.
    int descriptor() const { return m_descriptor; }
    void write(const void* bytes, std::size_t count);
    /// Throws Error; the target is then as it was.
    void commit();
    /// Throws Error for a system error number.
    [[noreturn]] void fail(int errorNumber) const;

private:
    bool openUnnamed();
    void openNamed();
    void nameAsTarget();
    void nameTemporarily();
    void discard() noexcept;

    OutputTarget m_target;
    std::filesystem::path m_temporary; ///< empty: it has no name (yet)
    int m_descriptor = -1;
};

} // namespace tonegraft
