// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Stft.h"
#include "linalg/ThreadPool.h"
#include "tonegraft/AudioClip.h"

#include <functional>

namespace tonegraft {

/// Gains of a clip's bins in a frame, [bins], each 0..1. Thread: any, several at a time.
using FrameGains = std::function<void(int frame, float* gains)>;

/// The content's masked sound with each frame under the mean spectral envelope of the style's
/// frames that are, within their clip, as loud, as bright and as sudden. The power of each frame
/// stays, so that nothing can burst or break off. What is left by the masks is what is heard of
/// either clip. Same rate; any numbers of channels. The same samples on any number of threads.
AudioClip conditionallyEqualized(const AudioClip& content, const FrameGains& contentMask,
                                 const AudioClip& style, const FrameGains& styleMask,
                                 const StftShape& shape, ThreadPool& pool);

} // namespace tonegraft
