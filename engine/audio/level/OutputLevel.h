// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/Loudness.h"

namespace tonegraft {

/// What no output may pass (EBU R 128: headroom for converters and lossy codecs).
inline constexpr double kCeilingDbtp = -1.0;

/// Root mean square of all samples of all channels together; 0 for an empty clip. Thread: any.
double rmsOf(const AudioClip& clip);

/// How a clip was brought to its level.
struct LevelMatch {
    double shortfallLu =
        0.0; ///< by how many LU it stays below the target: the peaks would not yield
    double reductionDb = 0.0; ///< by how many dB at most its peaks were turned down
    Loudness reached;         ///< of what comes out
};

/// Turns down what passes kCeilingDbtp, the peaks alone (TruePeakLimiter), a little further than
/// there: meters differ, and a 16-bit file's dither may add to a peak. Returns the largest
/// reduction in dB; 0: the clip is as it was. Throws Error. Thread: any.
double limitTruePeak(AudioClip& clip);

/// Gives the output the integrated loudness `targetLufs` (usually loudnessOf(content)) under the
/// ceiling of limitTruePeak(); where there is none, in the target or in the output (under 400 ms,
/// or below the gate of -70 LUFS), the root mean square `targetRms` instead. The gain is raised by
/// what the limiter takes away, up to 24 dB over it. A silent output is left as it is.
/// Throws Error. Thread: any.
LevelMatch matchLoudness(AudioClip& output, double targetLufs, double targetRms);

} // namespace tonegraft
