// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>

namespace tonegraft {

/// What the control groups that a process is in allow it, of both versions.
struct ControlGroupLimits {
    /// Bytes until the tightest memory limit; what the kernel would give up for them (the cache of
    /// files) counts as free.
    std::uint64_t freeBytes = std::numeric_limits<std::uint64_t>::max();
    double processors = std::numeric_limits<double>::infinity(); ///< time on so many
};

/// Of this process. A group counts with all that it lies in.
/// Sources: cgroups(7); Linux, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/.
/// `root`: where /proc and the mounts are looked for. Never fails: what cannot be read sets no
/// limit. Thread: any.
ControlGroupLimits controlGroupLimits(const std::filesystem::path& root = "/");

} // namespace tonegraft
