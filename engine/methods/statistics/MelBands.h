// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/FeatureMap.h"
#include "methods/shared/StyleTerm.h"

#include <memory>
#include <vector>

namespace tonegraft {

/// Triangular bands evenly spaced on the scale 2595 log10(1 + f / 700), from 40 Hz to the last
/// bin, the weights of each band summing to 1. A bin belongs to two bands at most.
class MelBands {
public:
    MelBands(int bands, int bins, double binWidthHz);

    int bands() const { return m_bands; }
    int bins() const { return static_cast<int>(m_lower.size()); }
    /// out[b] = Σ_f weight(b, f) magnitudes[f].
    template <class Real> void apply(const Real* magnitudes, Real* out) const;
    /// out[f] = Σ_b weight(b, f) values[b]: the transpose.
    template <class Real> void applyTransposed(const Real* values, Real* out) const;

private:
    struct Share {
        int band = 0;
        double weight = 0.0;
    };
    int m_bands;
    std::vector<Share> m_lower, m_upper; ///< of each bin
};

/// A style term on mel bands: log1p(M |STFT|) instead of log1p(|STFT|). The bands carry the
/// timbre and leave the pitches alone.
template <class Real> class MelStyle : public StyleTerm<Real> {
public:
    /// `inner` works on the bands.
    MelStyle(MelBands bands, std::unique_ptr<StyleTerm<Real>> inner, ThreadPool& pool)
        : m_bands(std::move(bands)), m_inner(std::move(inner)), m_pool(pool) {}

    double evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) override;

private:
    MelBands m_bands;
    std::unique_ptr<StyleTerm<Real>> m_inner;
    ThreadPool& m_pool;
    FeatureMap<Real> m_mapped, m_mappedGradient;
};

/// log1p(M (e^x - 1)) of every frame.
template <class Real>
FeatureMap<Real> melFeatures(const FeatureMap<Real>& x, const MelBands& bands, ThreadPool& pool);

} // namespace tonegraft
