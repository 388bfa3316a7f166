// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/level/GainCurve.h"

#include <vector>

namespace tonegraft {

/// Lets no output burst out where its content is quiet. Levels are those of 20 ms, all channels
/// together. The content allows the loudest of what it plays from 0.35 s before a moment to 40 ms
/// after it, and after that 60 dB a second less; with both matched by what nine tenths of their
/// sounding moments stay below, the output may be 6 dB louder, and is turned down by the rest.
/// For outputs that follow their content in time. Levels and rates may differ. Thread: any; const
/// members from several.
class BurstGuard {
public:
    explicit BurstGuard(const AudioClip& content);

    /// Empty if nothing bursts, or one of both has no sound. The output is as long as the content,
    /// or breaks off before.
    GainCurve curve(const AudioClip& output) const;

private:
    std::vector<float> m_content; // levels, dB
    std::vector<float> m_allowed; // the same with hold and fall
};

} // namespace tonegraft
