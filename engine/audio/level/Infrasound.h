// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

/// What lies below 20 Hz in a clip: an offset, rumble, drift. Nobody hears it, but every level and
/// every statistic of samples would. The part is what a linear-phase low-pass (18 to 24 Hz) lets
/// through, without delay, the clip reflected at its ends. Costs little: it is worked out at about
/// 1 kHz. Thread: any; const members from several.
class Infrasound {
public:
    explicit Infrasound(const AudioClip& clip);

    /// False: an offset of less than -40 dB of the clip's level, and all of it less than -20 dB, as
    /// clicks and attacks have by themselves. It may stay.
    bool matters() const { return m_matters; }
    /// Takes the part out of the clip it was found in.
    void removeFrom(AudioClip& clip) const;

private:
    std::size_t m_hopSamples = 1;
    std::vector<std::vector<double>> m_nodes; // [channels]: weights of cubic B-splines, a hop apart
    bool m_matters = false;
};

} // namespace tonegraft
