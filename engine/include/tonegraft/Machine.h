// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tonegraft {

/// Bytes of memory that new allocations can use without swapping, and without being refused or
/// killed for it: the least of what the system estimates, what the control groups of this process
/// leave it, and what its resource limits do. The largest number if nothing tells. Thread: any.
std::uint64_t availableMemoryBytes();

/// Processors that this process can keep busy, at least 1: those it may run on, and no more than
/// its control groups give it the time of (a part of one counts as one). Thread: any.
int availableProcessors();

} // namespace tonegraft
