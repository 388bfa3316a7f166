// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

namespace tonegraft {

/// The clip at another rate, each channel by itself, band-limited (libsoxr, very high quality,
/// linear phase, so nothing is shifted in time). Length: samples * rate / old rate, rounded to
/// nearest. The same rate returns the same samples. Deterministic. Throws Error. Thread: any.
AudioClip resampled(const AudioClip& clip, int sampleRateHz);

/// Mean of the channels, one channel. Thread: any.
AudioClip mixedToMono(const AudioClip& clip);

} // namespace tonegraft
