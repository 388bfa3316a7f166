// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tonegraft {

/// Triangular bands over all frequencies, of equal widths on log(1 + f / 250 Hz), which overlap by
/// half, the first one at 0, the last one at the highest bin.
class NoiseBands {
public:
    enum class Sums { bandsAreOne, binsAreOne };

    NoiseBands(int bands, int bins, double binHz, Sums sums);

    int bands() const { return m_bands; }
    int bins() const { return m_bins; }
    const float* band(int index) const {
        return m_weights.data() + static_cast<std::size_t>(index) * m_bins;
    }

private:
    int m_bands, m_bins;
    std::vector<float> m_weights;
};

} // namespace tonegraft
