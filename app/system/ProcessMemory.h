// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tonegraft {

/// Resident memory of this process now; 0 if unknown. Thread: any.
std::int64_t residentBytes();
/// Its highest so far, or since restartPeak(). Thread: any.
std::int64_t peakRssBytes();
/// Gives back what is free, and lets peakRssBytes() begin anew. False where the system does not
/// allow it. Thread: any, but the peak is the whole process's.
bool restartPeak();

} // namespace tonegraft
