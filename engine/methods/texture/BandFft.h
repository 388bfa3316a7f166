// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <memory>

namespace tonegraft {

/// Fourier transforms of one even length between the bins of a band and its samples at a rate of
/// the band's own, complex or real, with the memory they work in. Nothing is scaled.
/// Thread: one at a time for each object; serial.
template <class Real> class BandFft {
public:
    using Complex = std::complex<Real>;

    explicit BandFft(int length);
    ~BandFft();
    BandFft(BandFft&&) noexcept;

    int length() const;
    Complex* bins();    ///< [length]; of a real signal's, length / 2 + 1
    Complex* samples(); ///< [length]
    Real* levels();     ///< [length], a real signal

    /// samples[t] = Σ_k bins[k] e^(2πikt/length)
    void binsToSamples();
    /// bins[k] = Σ_t samples[t] e^(-2πikt/length)
    void samplesToBins();
    /// levels[t] = 2 Re Σ_(k <= length/2) bins[k] e^(2πikt/length). Spoils the bins.
    void binsToLevels();
    /// bins[k] = 2 Σ_t levels[t] e^(-2πikt/length) for k <= length/2: the adjoint.
    void levelsToBins();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
