// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tonegraft {

/// Bytes of memory that a new allocation can use without swapping, as the system estimates it;
/// the largest number if it does not tell. Thread: any.
std::uint64_t availableMemoryBytes();

} // namespace tonegraft
