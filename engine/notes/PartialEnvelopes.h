// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notes/HarmonicBank.h"

#include <vector>

namespace tonegraft {

/// How strong each partial of each pitch is, learned together: neighboring pitches lend each other
/// what they have, and no partial stands far above those below it. Without these two rules a tone
/// an octave too low explains all that the right one does.
class PartialEnvelopes {
public:
    /// Partials fall as 1 / their number.
    explicit PartialEnvelopes(const HarmonicBank& bank);

    const float* heights(int pitchIndex) const {
        return m_heights.data() + static_cast<std::size_t>(pitchIndex) * HarmonicBank::kPartials;
    }
    /// `underLobes` [pitches][kPartials]: what the update of a factorization found for each, to be
    /// multiplied by its height.
    void learn(const std::vector<double>& underLobes);

private:
    static void bound(double* heights);
    void normalize(int pitch, const double* heights);

    const HarmonicBank& m_bank;
    std::vector<float> m_heights; // [pitches][kPartials]; a column adds up to 1
};

} // namespace tonegraft
