// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/texture/AuditoryTextureBand.h"

#include <vector>

namespace tonegraft {

/// All statistics of the envelopes of a clip of one length, and the way back from derivatives by
/// statistics to the envelopes. Thread: one at a time for each object; the pool inside.
template <class Real> class TextureStatistics {
public:
    using Complex = std::complex<Real>;
    /// Fourier coefficients of the envelopes, [bands] of [200 Hz * seconds + 1].
    using Envelopes = std::vector<const Complex*>;

    TextureStatistics(const TextureLayout& layout, double seconds, ThreadPool& pool);

    int coefficients() const { return m_bank.coefficients; }

    const TextureValues& measure(const Envelopes& envelopes);

    /// dL/d values of the last measure() to dL/dRe + i dL/dIm of one band's coefficients,
    /// overwritten. Thread: several at a time, of different bands.
    void differentiate(const Envelopes& envelopes, const TextureValues& derivatives, int band,
                       Complex* gradient);

private:
    struct Partner {
        int band;
        std::size_t place; // of the pair among the pairs
    };
    using Partners = std::vector<std::vector<Partner>>; // [bands]
    using Slopes = typename TextureBand<Real>::Slopes;

    static Partners partnersOf(const std::vector<BandPair>& pairs, int bands);
    void measurePair(const Envelopes& envelopes, std::size_t pair);
    double& c1(TextureValues& values, std::size_t pair, int octave) const;
    double c1(const TextureValues& values, std::size_t pair, int octave) const;
    int c1Octave(int octave) const { return octave + m_layout.octaves() - m_layout.c1Octaves(); }
    void addCorrelations(const Envelopes& envelopes, const TextureValues& derivatives, int band,
                         Slopes& slopes, Complex* gradient) const;
    void addC1(const Envelopes& envelopes, const TextureValues& derivatives, int band,
               Slopes& slopes, Complex* gradient) const;

    const TextureLayout m_layout;
    const ModulationBank m_bank;
    ThreadPool& m_pool;
    std::vector<TextureBand<Real>> m_bands;
    std::vector<BandPair> m_pairs, m_c1Pairs;
    Partners m_partners, m_c1Partners;
    TextureValues m_values;
};

} // namespace tonegraft
