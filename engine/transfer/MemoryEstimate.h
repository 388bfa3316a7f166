// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/RunSize.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/Estimate.h"
#include "tonegraft/TransferSettings.h"

#include <cstdint>

namespace tonegraft {

/// What the run adds up to, as its method says.
RunSize runSize(const ClipShape& content, const ClipShape& style, const TransferSettings& settings);

/// Peak memory of a run from above, in bytes, the program itself included: what the largest
/// arrays of all stages add up to, and a tenth.
std::uint64_t estimatedPeakBytes(const ClipShape& content, const ClipShape& style,
                                 const TransferSettings& settings);

/// Throws Error if the estimate is above 90 % of `availableBytes`, and proposes what fits: a
/// shorter region, or fewer filters.
void requireMemory(const AudioClip& content, const AudioClip& style,
                   const TransferSettings& settings, std::uint64_t availableBytes);

} // namespace tonegraft
