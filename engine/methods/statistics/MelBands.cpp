// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/MelBands.h"

#include "linalg/VectorMath.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {
namespace {

constexpr double kLowestHz = 40.0;

double melOf(double hz) {
    return 2595.0 * std::log10(1.0 + hz / 700.0);
}

} // namespace

MelBands::MelBands(int bands, int bins, double binWidthHz)
    : m_bands(bands), m_lower(bins), m_upper(bins) {
    const double lowest = melOf(kLowestHz);
    const double step = (melOf(binWidthHz * (bins - 1)) - lowest) / (bands + 1);
    std::vector<double> sums(bands, 0.0);
    for (int f = 0; f < bins; ++f) {
        // Corner c is the center of band c - 1: between corners c and c + 1 band c - 1 falls and
        // band c rises.
        const double position = (melOf(f * binWidthHz) - lowest) / step;
        const int corner = static_cast<int>(std::floor(position));
        const double rise = position - corner;
        if (corner - 1 >= 0 && corner - 1 < bands) {
            m_lower[f] = {corner - 1, 1.0 - rise};
            sums[corner - 1] += 1.0 - rise;
        }
        if (corner >= 0 && corner < bands) {
            m_upper[f] = {corner, rise};
            sums[corner] += rise;
        }
    }
    for (std::vector<Share>* shares : {&m_lower, &m_upper}) {
        for (Share& share : *shares) {
            // A band narrower than a bin may hold no weight at all: it stays 0.
            share.weight = sums[share.band] > 0.0 ? share.weight / sums[share.band] : 0.0;
        }
    }
}

template <class Real> void MelBands::apply(const Real* magnitudes, Real* out) const {
    std::fill(out, out + m_bands, Real(0));
    for (int f = 0; f < bins(); ++f) {
        out[m_lower[f].band] += static_cast<Real>(m_lower[f].weight) * magnitudes[f];
        out[m_upper[f].band] += static_cast<Real>(m_upper[f].weight) * magnitudes[f];
    }
}

template <class Real> void MelBands::applyTransposed(const Real* values, Real* out) const {
    for (int f = 0; f < bins(); ++f) {
        out[f] = static_cast<Real>(m_lower[f].weight) * values[m_lower[f].band] +
                 static_cast<Real>(m_upper[f].weight) * values[m_upper[f].band];
    }
}

template <class Real>
FeatureMap<Real> melFeatures(const FeatureMap<Real>& x, const MelBands& bands, ThreadPool& pool) {
    FeatureMap<Real> mapped(x.channels, x.frames, bands.bands());
    pool.run(x.channels * x.frames, [&](int row) {
        std::vector<Real> magnitudes(x.bins);
        expm1Of(x.values.data() + static_cast<std::size_t>(row) * x.bins, magnitudes.data(),
                x.bins);
        Real* out = mapped.values.data() + static_cast<std::size_t>(row) * mapped.bins;
        bands.apply(magnitudes.data(), out);
        log1pOf(out, out, mapped.bins);
    });
    return mapped;
}

template <class Real>
double MelStyle<Real>::evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) {
    m_mapped = melFeatures(x, m_bands, m_pool);
    if (gradient == nullptr) {
        return m_inner->evaluate(m_mapped, nullptr);
    }
    const double distance = m_inner->evaluate(m_mapped, &m_mappedGradient);
    *gradient = FeatureMap<Real>(x.channels, x.frames, x.bins);
    m_pool.run(x.channels * x.frames, [&](int row) {
        // dY/dm = e^-Y for Y = log1p(m), and dA/dX = e^X for A = e^X - 1.
        const std::size_t band = static_cast<std::size_t>(row) * m_mapped.bins;
        std::vector<Real> byBand(m_mapped.bins);
        for (int b = 0; b < m_mapped.bins; ++b) {
            byBand[b] = m_mappedGradient.values[band + b] * std::exp(-m_mapped.values[band + b]);
        }
        const std::size_t offset = static_cast<std::size_t>(row) * x.bins;
        std::vector<Real> magnitudes(x.bins);
        expm1Of(x.values.data() + offset, magnitudes.data(), x.bins);
        Real* out = gradient->values.data() + offset;
        m_bands.applyTransposed(byBand.data(), out);
        for (int f = 0; f < x.bins; ++f) {
            out[f] *= Real(1) + magnitudes[f];
        }
    });
    return distance;
}

template void MelBands::apply(const float*, float*) const;
template void MelBands::apply(const double*, double*) const;
template void MelBands::applyTransposed(const float*, float*) const;
template void MelBands::applyTransposed(const double*, double*) const;
template FeatureMap<float> melFeatures(const FeatureMap<float>&, const MelBands&, ThreadPool&);
template FeatureMap<double> melFeatures(const FeatureMap<double>&, const MelBands&, ThreadPool&);
template class MelStyle<float>;
template class MelStyle<double>;

} // namespace tonegraft
