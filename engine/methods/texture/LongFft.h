// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"

#include <complex>
#include <cstddef>
#include <memory>

namespace tonegraft {

/// Fourier transform of a whole clip, on all threads of the pool: by the four steps of Bailey
/// 1990 (transforms along the columns of a matrix, twiddles, transforms along its rows), so that
/// it can be interrupted between the tasks. The same bits on any number of threads.
/// Thread: one at a time for each object; the pool inside.
template <class Real> class LongFft {
public:
    using Complex = std::complex<Real>;

    /// `length`: a value of lengthFrom().
    LongFft(std::ptrdiff_t length, ThreadPool& pool);
    ~LongFft();

    /// The shortest length, from `least` upward, that has quick transforms.
    static std::ptrdiff_t lengthFrom(std::ptrdiff_t least);

    std::ptrdiff_t length() const;
    std::ptrdiff_t bins() const; ///< length / 2 + 1

    /// spectrum[k] = Σ_n signal[n] e^(-2πikn/length)
    void forward(const Real* signal, Complex* spectrum);
    /// inverse(forward(y)) = y
    void inverse(const Complex* spectrum, Real* signal);
    /// Adjoint of forward(): for gradient[k] = dL/dRe + i dL/dIm of forward's output, writes
    /// dL/d signal. (Every bin stands for itself: no doubling of the inner bins.)
    void adjoint(const Complex* gradient, Real* signal);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
