// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/texture/AuditoryTextureValues.h"
#include "methods/texture/BandFft.h"

#include <complex>
#include <vector>

namespace tonegraft {

/// The filters that envelopes of one length go through; shared by all bands.
struct ModulationBank {
    ModulationBank(const TextureLayout& layout, double seconds);

    std::vector<BinFilter> modulations, octaves; ///< those of the layout, without their first bin
    int coefficients;                            ///< of an envelope
    int samples;                                 ///< of an envelope at about 400 Hz
};

/// Added to variances: a band without any envelope has statistics 0 instead of 0/0.
inline constexpr double kLeastVariance = 1e-10;

/// The statistics that one cochlear band has by itself, of its envelope's Fourier coefficients.
/// Thread: one at a time for each object.
template <class Real> class TextureBand {
public:
    using Complex = std::complex<Real>;

    /// `band`: its place among those of the layout; the bank must outlive the object.
    TextureBand(const TextureLayout& layout, int band, const ModulationBank& bank);

    /// Writes this band's places of `values`.
    void measure(const Complex* envelope, TextureValues& values);
    /// Of the envelope measured last: σ_k², and σ_kn² of the layout's octaves; with what is added.
    double variance() const { return m_variance; }
    const std::vector<double>& octaveVariances() const { return m_octaveVariances; }

    /// Derivatives by the variances, as other statistics depend on them.
    struct Slopes {
        double variance = 0.0;
        std::vector<double> octaves;
    };
    /// Adds to `gradient` (dL/dRe + i dL/dIm of the coefficients measured last) what comes of
    /// dL/d values in this band's places, of `values` as measured, and of `slopes`.
    void differentiate(const Complex* envelope, const TextureValues& values,
                       const TextureValues& derivatives, Slopes slopes, Complex* gradient);

private:
    void measureMoments(const Complex* envelope, TextureValues& values);
    void measurePhases(const Complex* envelope, TextureValues& values);
    void differentiateMoments(const TextureValues& values, const TextureValues& derivatives,
                              Complex* gradient);
    void differentiatePhases(const TextureValues& values, const TextureValues& derivatives,
                             Slopes& slopes, Complex* gradient);
    /// Adds to the FFT's samples the derivative by the analytic signal of the slow or the fast
    /// octave of a pair.
    void addPhaseSlope(int pair, bool ofSlow, std::complex<double> derivative);
    double phaseNorm(int pair) const;
    std::size_t modulationPlace(int modulation) const;
    std::size_t phasePlace(int pair) const;

    const TextureLayout m_layout;
    int m_band;
    const ModulationBank& m_bank;
    BandFft<Real> m_fft;
    std::vector<double> m_power; ///< 2 |c_m|² for m >= 1, 0 for m = 0
    double m_mean = 0.0, m_variance = 0.0, m_third = 0.0;
    std::vector<Real> m_deviations; ///< s - μ over time
    std::vector<double> m_octaveVariances;
    std::vector<std::vector<Complex>> m_analytic; ///< [octaves] of a_kn over time
};

} // namespace tonegraft
