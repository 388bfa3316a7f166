// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Fftw.h"

#include <vector>

namespace tonegraft {

/// How much backward() makes of the first and last bin, which have no mirror image.
enum class EdgeBins {
    once, ///< each bin of a real signal's spectrum: the inner ones count twice
    twice ///< each bin for itself, twice: the adjoint of the forward transform, times 2
};

/// Fourier transform of real signals of one even length N, by a complex one of half the length
/// (N/2 points z[m] = x[2m] + i x[2m+1]) and a pass that takes the even and the odd samples
/// apart. FFTW's estimated plans for real data took 2.5 times as long (2048 points, AVX-512).
/// Thread: any, also several at a time, each with buffers of its own.
template <class Real> class RealFft {
public:
    using Complex = std::complex<Real>;

    explicit RealFft(int length);

    int length() const { return m_length; }
    int bins() const { return m_length / 2 + 1; }

    /// spectrum [bins] = 2 Σ_n signal[n] e^(-2πikn/N): twice the usual. `signal` [N] and `work`
    /// [N/2] from AlignedBuffer.
    void forward(const Real* signal, Complex* work, Complex* spectrum) const;

    /// signal[n] = Re(e S[0]) + 2 Re Σ_inner S[k] e^(2πikn/N) + Re(e S[N/2]) (-1)^n with e = 1 or
    /// 2 as `edges` says. `signal` and `work` from AlignedBuffer.
    void backward(const Complex* spectrum, EdgeBins edges, Complex* work, Real* signal) const;

private:
    int m_length;
    ComplexFft<Real> m_forward;
    ComplexFft<Real> m_backward;
    // U = -i e^(-2πik/N), k = 0 .. N/4, in the form in which a product with it needs no shuffles:
    std::vector<Complex> m_along;  // (Re U, Re U)
    std::vector<Complex> m_across; // (-Im U, Im U)
};

} // namespace tonegraft
