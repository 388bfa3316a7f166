// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/LongFft.h"

#include "dsp/Fftw.h"
#include "methods/texture/FastLength.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace tonegraft {
namespace {

constexpr double kTurn = 6.28318530717958647693;
constexpr int kLines = 8; // columns or rows a task: a cache line of complex numbers
constexpr std::ptrdiff_t kPairsPerTask = 16384;

/// The sides of the matrix that a complex signal of `points` is written in; 0 x 0: none.
struct Sides {
    std::ptrdiff_t rows = 0, columns = 0;
    std::ptrdiff_t points() const { return rows * columns; }
};

// The smallest product of two quick lengths, not too different, that is at least `points`.
Sides sidesFrom(std::ptrdiff_t points) {
    const auto root = static_cast<std::ptrdiff_t>(std::sqrt(static_cast<double>(points)));
    Sides best;
    for (std::ptrdiff_t rows = fastLengthFrom(std::max<std::ptrdiff_t>(1, root / 2));
         rows <= root + 1; rows = fastLengthFrom(rows + 1)) {
        const Sides sides{rows, fastLengthFrom((points + rows - 1) / rows)};
        if (best.points() == 0 || sides.points() < best.points()) {
            best = sides;
        }
    }
    return best;
}

template <class Real> std::complex<Real> product(std::complex<Real> a, std::complex<Real> b) {
    // std::complex's own product checks each for NaN.
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

} // namespace

template <class Real> struct LongFft<Real>::Impl {
    ThreadPool& pool;
    Sides sides;
    std::ptrdiff_t half;
    ComplexFft<Real> columnsForward, rowsForward, columnsBackward, rowsBackward;
    std::vector<Complex> between; // after the columns
    std::vector<Complex> packed;  // z[m] = x[2m] + i x[2m+1], in bins

    Impl(std::ptrdiff_t length, ThreadPool& threadPool)
        : pool(threadPool), sides(sidesFrom(length / 2)), half(length / 2),
          columnsForward(static_cast<int>(sides.rows), FFTW_FORWARD),
          rowsForward(static_cast<int>(sides.columns), FFTW_FORWARD),
          columnsBackward(static_cast<int>(sides.rows), FFTW_BACKWARD),
          rowsBackward(static_cast<int>(sides.columns), FFTW_BACKWARD),
          between(static_cast<std::size_t>(half)), packed(static_cast<std::size_t>(half)) {}

    // out[k1 + rows k2] = Σ in[columns n1 + n2] w^((columns n1 + n2)(k1 + rows k2))
    void transform(const Complex* in, Complex* out, bool isForward) {
        const auto tasks = [](std::ptrdiff_t lines) {
            return static_cast<int>((lines + kLines - 1) / kLines);
        };
        pool.run(tasks(sides.columns),
                 [&](int task) { alongColumns(in, task * std::ptrdiff_t(kLines), isForward); });
        pool.run(tasks(sides.rows),
                 [&](int task) { alongRows(out, task * std::ptrdiff_t(kLines), isForward); });
    }

    void alongColumns(const Complex* in, std::ptrdiff_t first, bool isForward) {
        const std::ptrdiff_t lines = std::min<std::ptrdiff_t>(kLines, sides.columns - first);
        const std::size_t stride = strideOf(sides.rows);
        AlignedBuffer<Complex> from(stride * kLines), to(stride * kLines);
        for (std::ptrdiff_t row = 0; row < sides.rows; ++row) {
            for (std::ptrdiff_t i = 0; i < lines; ++i) {
                from.data()[i * stride + row] = in[row * sides.columns + first + i];
            }
        }
        const ComplexFft<Real>& fft = isForward ? columnsForward : columnsBackward;
        std::complex<double> turn[kLines], turned[kLines];
        for (std::ptrdiff_t i = 0; i < lines; ++i) {
            fft.execute(from.data() + i * stride, to.data() + i * stride);
            const double angle = kTurn * static_cast<double>(first + i) / static_cast<double>(half);
            turn[i] = std::polar(1.0, isForward ? -angle : angle);
            turned[i] = 1.0;
        }
        for (std::ptrdiff_t row = 0; row < sides.rows; ++row) {
            Complex* line = between.data() + row * sides.columns + first;
            for (std::ptrdiff_t i = 0; i < lines; ++i) {
                const Complex twiddle(static_cast<Real>(turned[i].real()),
                                      static_cast<Real>(turned[i].imag()));
                line[i] = product(to.data()[i * stride + row], twiddle);
                turned[i] = product(turned[i], turn[i]);
            }
        }
    }

    void alongRows(Complex* out, std::ptrdiff_t first, bool isForward) {
        const std::ptrdiff_t lines = std::min<std::ptrdiff_t>(kLines, sides.rows - first);
        const std::size_t stride = strideOf(sides.columns);
        AlignedBuffer<Complex> from(stride), to(stride * kLines);
        const ComplexFft<Real>& fft = isForward ? rowsForward : rowsBackward;
        for (std::ptrdiff_t i = 0; i < lines; ++i) {
            std::copy_n(between.data() + (first + i) * sides.columns, sides.columns, from.data());
            fft.execute(from.data(), to.data() + i * stride);
        }
        for (std::ptrdiff_t column = 0; column < sides.columns; ++column) {
            for (std::ptrdiff_t i = 0; i < lines; ++i) {
                out[column * sides.rows + first + i] = to.data()[i * stride + column];
            }
        }
    }

    // Each line begins where FFTW's kernels find the alignment that they were planned for.
    static std::size_t strideOf(std::ptrdiff_t length) {
        return (static_cast<std::size_t>(length) + 7) / 8 * 8;
    }

    // For pairs k, m = half - k, with a = in[k], b = conj(in[m]), U = -i e^(-2πik/length) or its
    // conjugate: out[k] = scale ((a + b) + U (a - b)), out[m] = scale conj((a + b) - U (a - b)).
    void combine(const Complex* in, Complex* out, double scale, bool isForward) {
        const std::ptrdiff_t pairs = half / 2;
        const auto factor = static_cast<Real>(scale);
        const double step = kTurn / static_cast<double>(2 * half) * (isForward ? -1.0 : 1.0);
        const std::complex<double> turn = std::polar(1.0, step);
        const std::complex<double> side(0.0, isForward ? -1.0 : 1.0);
        pool.run(static_cast<int>((pairs + kPairsPerTask - 1) / kPairsPerTask), [&](int task) {
            const std::ptrdiff_t begin = 1 + task * kPairsPerTask;
            const std::ptrdiff_t end = std::min(pairs + 1, begin + kPairsPerTask);
            auto u = product(side, std::polar(1.0, step * static_cast<double>(begin)));
            for (std::ptrdiff_t k = begin; k < end; ++k) {
                const Complex a = in[k];
                const Complex b = std::conj(in[half - k]);
                const Complex sum = a + b;
                const Complex turned = product(
                    Complex(static_cast<Real>(u.real()), static_cast<Real>(u.imag())), a - b);
                out[k] = factor * (sum + turned);
                out[half - k] = factor * std::conj(sum - turned);
                u = product(u, turn);
            }
        });
    }

    // edge: what is made of the first and the last bin, which have no mirror image.
    void backward(const Complex* spectrum, Real* signal, double scale, double edge) {
        combine(spectrum, packed.data(), scale, false);
        const auto factor = static_cast<Real>(scale * edge);
        packed[0] = {factor * (spectrum[0].real() + spectrum[half].real()),
                     factor * (spectrum[0].real() - spectrum[half].real())};
        transform(packed.data(), reinterpret_cast<Complex*>(signal), false);
    }
};

template <class Real> LongFft<Real>::LongFft(std::ptrdiff_t length, ThreadPool& pool) {
    if (length < 2 || length % 2 != 0 || sidesFrom(length / 2).points() != length / 2 ||
        length / 2 > std::numeric_limits<int>::max()) {
        throw Error(MessageCode::internal, {"No Fourier transform of " + std::to_string(length) +
                                            " samples is possible."});
    }
    m_impl = std::make_unique<Impl>(length, pool);
}

template <class Real> LongFft<Real>::~LongFft() = default;

template <class Real> std::ptrdiff_t LongFft<Real>::lengthFrom(std::ptrdiff_t least) {
    return 2 * sidesFrom(std::max<std::ptrdiff_t>(1, (least + 1) / 2)).points();
}

template <class Real> std::ptrdiff_t LongFft<Real>::length() const {
    return 2 * m_impl->half;
}
template <class Real> std::ptrdiff_t LongFft<Real>::bins() const {
    return m_impl->half + 1;
}

template <class Real> void LongFft<Real>::forward(const Real* signal, Complex* spectrum) {
    Impl& self = *m_impl;
    self.transform(reinterpret_cast<const Complex*>(signal), self.packed.data(), true);
    self.combine(self.packed.data(), spectrum, 0.5, true);
    const Complex first = self.packed[0];
    spectrum[0] = first.real() + first.imag();
    spectrum[self.half] = first.real() - first.imag();
}

template <class Real> void LongFft<Real>::inverse(const Complex* spectrum, Real* signal) {
    m_impl->backward(spectrum, signal, 1.0 / static_cast<double>(length()), 1.0);
}

template <class Real> void LongFft<Real>::adjoint(const Complex* gradient, Real* signal) {
    m_impl->backward(gradient, signal, 0.5, 2.0);
}

template class LongFft<float>;
template class LongFft<double>;

} // namespace tonegraft
