// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

namespace tonegraft {

/// Notes that meet by chance make peaks, over the sound's level, that neither clip has: they are
/// turned down as the output's limiter does it. What has none is left as it is. Thread: any.
void holdPeaks(AudioClip& sound, const AudioClip& content, const AudioClip& style);

} // namespace tonegraft
