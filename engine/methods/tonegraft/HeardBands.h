// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tonegraft {

/// The bins of a spectrum pooled to what is heard apart: triangular bands a quarter of an
/// equivalent rectangular bandwidth from each other (Glasberg & Moore 1990: 21.4 log10(1 +
/// 0.00437 Hz) of them lie below a frequency), but no nearer than the bins, from 40 Hz to the last
/// bin. Levels of bands are y = ln(1 + P / floor²) / 2 with P = Σ weight |bin|²: decibels over the
/// floor where it is loud, nothing where it is softer. Thread: any (immutable).
class HeardBands {
public:
    /// `floorMagnitude` > 0, in units of the bins' magnitudes.
    HeardBands(int bins, double binWidthHz, double floorMagnitude);

    int bands() const { return m_bands; }
    int bins() const { return static_cast<int>(m_places.size()); }

    /// magnitudes [bins] -> levels [bands].
    void levels(const float* magnitudes, float* levels) const;
    /// The derivative by the magnitudes [bins], from that by the levels [bands].
    void differentiate(const float* magnitudes, const float* levels, const float* byLevel,
                       float* byMagnitude) const;

    /// A bin's two bands: `lower` and the one above it, which gets the rest of the weight.
    /// Below the first band's center `lower` is -1; above the last one's the rest falls away.
    struct Place {
        int lower = 0;
        float lowerWeight = 0.0F;
        float upperWeight = 0.0F;
    };
    const std::vector<Place>& places() const { return m_places; }
    const std::vector<double>& centersHz() const { return m_centersHz; }

private:
    int m_bands = 0;
    float m_inverseFloorSquare;
    std::vector<Place> m_places; // of each bin
    std::vector<double> m_centersHz;
};

} // namespace tonegraft
