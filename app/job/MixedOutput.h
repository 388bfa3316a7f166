// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

namespace tonegraft {

/// `share` of `output` and the rest of `content`, sample by sample at the same place: at the rate,
/// in the channels and as long as the output. 1 gives the output, the same bits. Throws Error.
/// Thread: any.
AudioClip mixedOutput(const AudioClip& content, const AudioClip& output, double share);

} // namespace tonegraft
