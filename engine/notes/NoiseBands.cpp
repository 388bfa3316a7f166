// SPDX-License-Identifier: GPL-3.0-or-later
#include "notes/NoiseBands.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kLinearBelowHz = 250.0;

} // namespace

NoiseBands::NoiseBands(int bands, int bins, double binHz, Sums sums)
    : m_bands(bands), m_bins(bins),
      m_weights(static_cast<std::size_t>(bands) * static_cast<std::size_t>(bins)) {
    const double step = std::log1p((bins - 1) * binHz / kLinearBelowHz) / (bands - 1);
    std::vector<double> bandSums(bands, 0.0);
    std::vector<double> binSums(bins, 0.0);
    for (int band = 0; band < bands; ++band) {
        for (int bin = 0; bin < bins; ++bin) {
            const double at = std::log1p(bin * binHz / kLinearBelowHz) / step;
            const double weight = std::max(0.0, 1.0 - std::abs(at - band)) + 1e-9;
            m_weights[static_cast<std::size_t>(band) * bins + bin] = static_cast<float>(weight);
            bandSums[band] += weight;
            binSums[bin] += weight;
        }
    }
    for (int band = 0; band < bands; ++band) {
        for (int bin = 0; bin < bins; ++bin) {
            const double sum = sums == Sums::bandsAreOne ? bandSums[band] : binSums[bin];
            m_weights[static_cast<std::size_t>(band) * bins + bin] /= static_cast<float>(sum);
        }
    }
}

} // namespace tonegraft
