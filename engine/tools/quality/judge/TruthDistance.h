// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/quality/judge/HeardClip.h"

namespace tonegraft::quality {

/// How far an output is from the truth, over how far the untouched content is: 1 = as far as the
/// content, 0 = the truth.
struct TruthDistance {
    /// Mean over frames of the root mean square over 80 mel bands of the difference in dB, all
    /// clips at RMS 0.1, levels no lower than 60 dB below the truth's largest.
    double lsd = 0.0;
    double fine = 0.0;      ///< the same on the bins of the spectrum up to 8 kHz: pitches, partials
    double timbre = 0.0;    ///< timbreDistance()
    double contentDb = 0.0; ///< the content's own distance by which `lsd` is divided
};

/// Over the frames that a clip and the truth both have. Content and truth must differ. Thread: any.
TruthDistance truthDistance(const HeardClip& content, const HeardClip& truth,
                            const HeardClip& output);

} // namespace tonegraft::quality
