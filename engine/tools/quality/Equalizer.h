// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

namespace tonegraft::quality {

/// The content through a fixed filter that gives it the style's mean power in each of 40 mel
/// bands, by at most 24 dB either way, and the content's loudness: what an equalizer can do, which
/// a method must beat.
AudioClip equalized(const AudioClip& content, const AudioClip& style);

} // namespace tonegraft::quality
