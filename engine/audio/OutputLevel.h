// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/Loudness.h"

namespace tonegraft {

/// What no output may pass (EBU R 128: headroom for converters and lossy codecs).
inline constexpr double kCeilingDbtp = -1.0;

/// Root mean square of all samples of all channels together; 0 for an empty clip. Thread: any.
double rmsOf(const AudioClip& clip);

/// Turns the clip down until its true peak is at most kCeilingDbtp; by gain alone, so the sound
/// is not bent. Returns by how many dB, 0 if it was below. `peakDbtp`, if not null, gets the true
/// peak of what comes out. Throws Error. Thread: any.
double limitTruePeak(AudioClip& clip, double* peakDbtp = nullptr);

/// Gives the output the integrated loudness `targetLufs` (usually loudnessOf(content)); where
/// there is none, in the target or in the output (under 400 ms, or below the gate of -70 LUFS),
/// the root mean square `targetRms` instead. Then limitTruePeak().
/// Returns the shortfall: by how many LU the output stays below the target because the ceiling
/// bound; 0 if it did not. A silent output is left as it is. `reached`, if not null, gets the
/// loudness of what comes out, which is known by then. Throws Error. Thread: any.
double matchLoudness(AudioClip& output, double targetLufs, double targetRms,
                     Loudness* reached = nullptr);

} // namespace tonegraft
