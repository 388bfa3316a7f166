// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/level/GainCurve.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

/// A clip's K-weighted power over time, from which its integrated loudness (ITU-R BS.1770-4) under
/// any gain that changes slowly follows at once: the gain is applied to the power instead of the
/// sound. For one or two channels, which weigh the same. Reads within 0.02 LU of
/// integratedLoudness(). Thread: any; const members from several.
class LoudnessProfile {
public:
    /// `hopSamples`: the grid; gains of another grid must be constant.
    LoudnessProfile(const AudioClip& clip, std::size_t hopSamples);

    /// -infinity for silence and under 400 ms.
    double integratedLufs(const GainCurve& gain = {}) const;

private:
    std::size_t m_hopSamples;
    std::size_t m_sampleCount;
    int m_sampleRateHz;
    std::vector<float> m_energies; // of each hop, all channels
};

} // namespace tonegraft
