// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/texture/AuditoryTextureFilters.h"
#include "methods/texture/BandFft.h"

#include <complex>
#include <cstddef>
#include <vector>

namespace tonegraft {

/// The envelopes of the cochlear bands of a looped clip (its end is its beginning), as McDermott &
/// Simoncelli 2011 take them: magnitude of the analytic signal, to the power 0.3, up to 200 Hz.
/// Each band is worked on at a rate of its own, four times its width, instead of the clip's:
/// that changes no statistic by more than a few thousandths and takes a tenth of the time.
/// From the clip's spectrum to the Fourier coefficients of the envelopes,
///   s_k(t) = Re c_k[0] + 2 Re Σ_(m >= 1) c_k[m] e^(2πimt/T),
/// and back for the gradient. Thread: one at a time for each object, unless said otherwise.
template <class Real> class AuditoryEnvelopes {
public:
    using Complex = std::complex<Real>;

    /// Of loops of `samples` (even) at this rate, up to `limitHz`, at most half the rate.
    AuditoryEnvelopes(double limitHz, int sampleRateHz, std::ptrdiff_t samples, ThreadPool& pool);

    int bands() const { return static_cast<int>(m_bands.size()); }
    int coefficients() const { return m_coefficients; } ///< of each envelope

    /// `spectrum` [samples / 2 + 1], unscaled; each bin counts times `gain` [samples / 2 + 1].
    void measure(const Complex* spectrum, const Real* gain);
    const Complex* envelope(int band) const { return m_bands[band].envelope.data(); }

    /// Takes dL/d envelope(band), dL/dRe + i dL/dIm. Thread: several at a time, of different bands.
    void differentiate(int band, const Complex* gradient);
    /// What all bands' gradients come to: dL/d spectrum, overwritten; `gain` as measured with.
    void collect(const Real* gain, Complex* gradient);

private:
    struct Band {
        Band(BinFilter binFilter, int length) : filter(std::move(binFilter)), fft(length) {}

        BinFilter filter; // scaled for the analytic signal
        BandFft<Real> fft;
        std::vector<Real> slopes;
        std::vector<Complex> envelope;
    };

    void measure(Band& band, const Complex* spectrum, const Real* gain);
    void compress(Band& band);

    ThreadPool& m_pool;
    std::ptrdiff_t m_bins;
    int m_coefficients;
    std::vector<Band> m_bands;
};

/// Samples a second that AuditoryEnvelopes takes of all bands together. Thread: any.
double envelopeSamplesASecond(double limitHz);

} // namespace tonegraft
