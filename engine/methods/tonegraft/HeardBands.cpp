// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/HeardBands.h"

#include "linalg/VectorMath.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kLowestHz = 40.0;
constexpr double kSpacingErb = 0.25;

double erbsBelow(double hz) {
    return 21.4 * std::log10(1.0 + 0.00437 * hz);
}

double hzAtErbs(double erbs) {
    return (std::pow(10.0, erbs / 21.4) - 1.0) / 0.00437;
}

} // namespace

HeardBands::HeardBands(int bins, double binWidthHz, double floorMagnitude)
    : m_inverseFloorSquare(static_cast<float>(1.0 / (floorMagnitude * floorMagnitude))),
      m_places(bins) {
    const double highestHz = binWidthHz * (bins - 1);
    for (double center = std::min(kLowestHz, highestHz); center <= highestHz;
         center = std::max(center + binWidthHz, hzAtErbs(erbsBelow(center) + kSpacingErb))) {
        m_centersHz.push_back(center);
    }
    m_bands = static_cast<int>(m_centersHz.size());
    for (int bin = 0; bin < bins; ++bin) {
        const double hz = bin * binWidthHz;
        const auto above = std::upper_bound(m_centersHz.begin(), m_centersHz.end(), hz);
        Place& place = m_places[bin];
        place.lower = static_cast<int>(above - m_centersHz.begin()) - 1;
        if (place.lower < 0) { // rises from 0 Hz to the first center
            place.upperWeight = static_cast<float>(hz / m_centersHz.front());
        } else if (place.lower + 1 < m_bands) {
            const double low = m_centersHz[place.lower];
            const double share = (hz - low) / (m_centersHz[place.lower + 1] - low);
            place.lowerWeight = static_cast<float>(1.0 - share);
            place.upperWeight = static_cast<float>(share);
        } else {
            place.lowerWeight = 1.0F;
        }
    }
}

void HeardBands::levels(const float* magnitudes, float* levels) const {
    std::fill(levels, levels + m_bands, 0.0F);
    for (int bin = 0; bin < bins(); ++bin) {
        const Place& place = m_places[bin];
        const float power = magnitudes[bin] * magnitudes[bin] * m_inverseFloorSquare;
        if (place.lower >= 0) {
            levels[place.lower] += place.lowerWeight * power;
        }
        if (place.lower + 1 < m_bands) {
            levels[place.lower + 1] += place.upperWeight * power;
        }
    }
    log1pOf(levels, levels, m_bands);
    for (int band = 0; band < m_bands; ++band) {
        levels[band] *= 0.5F;
    }
}

void HeardBands::differentiate(const float* magnitudes, const float* levels, const float* byLevel,
                               float* byMagnitude) const {
    // dy/dP = e^-2y / (2 floor²), dP/d|bin| = 2 weight |bin|.
    std::vector<float> byPower(m_bands + 1, 0.0F);
    for (int band = 0; band < m_bands; ++band) {
        byPower[band] = byLevel[band] * std::exp(-2.0F * levels[band]) * m_inverseFloorSquare;
    }
    for (int bin = 0; bin < bins(); ++bin) {
        const Place& place = m_places[bin];
        const float lower = place.lower >= 0 ? place.lowerWeight * byPower[place.lower] : 0.0F;
        byMagnitude[bin] = magnitudes[bin] * (lower + place.upperWeight * byPower[place.lower + 1]);
    }
}

} // namespace tonegraft
