// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

/// The two halves of loudnessOf(), for where one is enough. Throw Error. Thread: any.

/// Gated loudness in LUFS; -infinity for silence and under 400 ms.
double integratedLoudness(const AudioClip& clip);

/// Largest absolute value between and on the samples of all channels, as amplitude (1 = 0 dBTP).
/// ITU-R BS.1770-4, annex 2: four times oversampled below 96 kHz, twice below 192 kHz, else the
/// sample peak. The interpolation filter (49 taps, sinc under a Hann window) is that of
/// libebur128, so both read the same; this one costs a tenth.
double truePeak(const AudioClip& clip);

/// Hops first .. first + count - 1 of `samples` samples each.
struct HopRange {
    std::size_t samples = 1;
    std::size_t first = 0;
    std::size_t count = 0;
};
/// As many as hold the clip.
HopRange allHops(const AudioClip& clip, std::size_t hopSamples);

/// truePeak() hop by hop; the largest of all hops is truePeak().
std::vector<float> truePeaks(const AudioClip& clip, const HopRange& hops);
/// The same for what has to stay below a ceiling whichever meter reads it: never less than
/// truePeaks(), and never less than a longer filter (32 taps under a Kaiser window, as ffmpeg's
/// meter has) reads, eight times oversampled at any rate. Costs eight times as much.
std::vector<float> largestReadings(const AudioClip& clip, const HopRange& hops);

} // namespace tonegraft
