// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/RealFft.h"

#include "dsp/Vectorized.h"

#include <cmath>
#include <cstring>
#include <utility>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;

// Both directions come down to one pass over pairs k, m = half - k: with a = in[k],
// b = conj(in[m]), U = -i e^(-2πik/N):
//   forward:  out[k] = (a + b) + U (a - b),       out[m] = conj((a + b) - U (a - b))
//   backward: out[k] = (a + b) + conj(U) (a - b), out[m] = conj((a + b) - conj(U) (a - b))
// Complex arrays are read as pairs of reals, and products written out: std::complex's would check
// each for NaN. Vectors are spelled out because compilers do not vectorize the backward walk of m.

template <class Real> struct PairSpan {
    const Real* in;
    const Real* along;
    const Real* across;
    Real* out;
    int half;
};

template <class Vector, std::size_t... kLane>
TONEGRAFT_INLINE void reverseComplex(Vector& v, std::index_sequence<kLane...>) {
    v = __builtin_shufflevector(v, v, (sizeof...(kLane) - 2 - kLane + 2 * (kLane % 2))...);
}
template <class Vector, std::size_t... kLane>
TONEGRAFT_INLINE void swapParts(const Vector& v, Vector& swapped, std::index_sequence<kLane...>) {
    swapped = __builtin_shufflevector(v, v, (kLane ^ 1U)...);
}
template <class Vector, class Real, std::size_t... kLane>
TONEGRAFT_INLINE void setConjugation(Vector& signs, std::index_sequence<kLane...>) {
    signs = Vector{(kLane % 2 == 0 ? Real(1) : Real(-1))...};
}

template <bool kBackward, class Real>
TONEGRAFT_INLINE void combinePair(const PairSpan<Real>& span, int k) {
    const int m = span.half - k;
    const Real sumRe = span.in[2 * k] + span.in[2 * m];
    const Real sumIm = span.in[2 * k + 1] - span.in[2 * m + 1];
    const Real differenceRe = span.in[2 * k] - span.in[2 * m];
    const Real differenceIm = span.in[2 * k + 1] + span.in[2 * m + 1];
    const Real sign = kBackward ? Real(-1) : Real(1);
    const Real turnedRe =
        span.along[2 * k] * differenceRe + sign * span.across[2 * k] * differenceIm;
    const Real turnedIm =
        span.along[2 * k + 1] * differenceIm + sign * span.across[2 * k + 1] * differenceRe;
    span.out[2 * k] = sumRe + turnedRe;
    span.out[2 * k + 1] = sumIm + turnedIm;
    span.out[2 * m] = sumRe - turnedRe;
    span.out[2 * m + 1] = turnedIm - sumIm;
}

template <bool kBackward, class Real> struct CombinePairs {
    template <int kBytes> TONEGRAFT_INLINE static void run(PairSpan<Real> span) {
        constexpr int kReals = kBytes / static_cast<int>(sizeof(Real));
        using Vector [[gnu::vector_size(kBytes)]] = Real;
        const std::make_index_sequence<kReals> lanes;
        Vector conjugation;
        setConjugation<Vector, Real>(conjugation, lanes);
        int k = 1;
        for (; 2 * k + kReals - 2 < span.half; k += kReals / 2) {
            const int upper = 2 * (span.half - k) - kReals + 2;
            Vector a, b, along, across, swapped;
            std::memcpy(&a, span.in + 2 * k, kBytes);
            std::memcpy(&b, span.in + upper, kBytes);
            std::memcpy(&along, span.along + 2 * k, kBytes);
            std::memcpy(&across, span.across + 2 * k, kBytes);
            reverseComplex(b, lanes);
            b *= conjugation;
            const Vector sum = a + b;
            const Vector difference = a - b;
            swapParts(difference, swapped, lanes);
            const Vector turned = kBackward ? along * difference - across * swapped
                                            : along * difference + across * swapped;
            const Vector first = sum + turned;
            Vector last = (sum - turned) * conjugation;
            reverseComplex(last, lanes);
            std::memcpy(span.out + 2 * k, &first, kBytes);
            std::memcpy(span.out + upper, &last, kBytes);
        }
        for (; 2 * k <= span.half; ++k) {
            combinePair<kBackward>(span, k);
        }
    }
};

template <class Real> const Real* reals(const std::complex<Real>* values) {
    return reinterpret_cast<const Real*>(values);
}
template <class Real> Real* reals(std::complex<Real>* values) {
    return reinterpret_cast<Real*>(values);
}

} // namespace

template <class Real>
RealFft<Real>::RealFft(int length)
    : m_length(length), m_forward(length / 2, FFTW_FORWARD), m_backward(length / 2, FFTW_BACKWARD),
      m_along(static_cast<std::size_t>(length / 4 + 1)), m_across(m_along.size()) {
    for (std::size_t k = 0; k < m_along.size(); ++k) {
        const double angle = 2.0 * kPi * static_cast<double>(k) / length;
        const Real re = static_cast<Real>(-std::sin(angle));
        const Real im = static_cast<Real>(-std::cos(angle));
        m_along[k] = {re, re};
        m_across[k] = {-im, im};
    }
}

template <class Real>
void RealFft<Real>::forward(const Real* signal, Complex* work, Complex* spectrum) const {
    m_forward.execute(reinterpret_cast<const Complex*>(signal), work);
    const int half = m_length / 2;
    runVectorized<CombinePairs<false, Real>>(PairSpan<Real>{
        reals(work), reals(m_along.data()), reals(m_across.data()), reals(spectrum), half});
    spectrum[0] = 2 * (work[0].real() + work[0].imag());
    spectrum[half] = 2 * (work[0].real() - work[0].imag());
}

template <class Real>
void RealFft<Real>::backward(const Complex* spectrum, EdgeBins edges, Complex* work,
                             Real* signal) const {
    const int half = m_length / 2;
    const Real edge = edges == EdgeBins::twice ? Real(2) : Real(1);
    runVectorized<CombinePairs<true, Real>>(PairSpan<Real>{
        reals(spectrum), reals(m_along.data()), reals(m_across.data()), reals(work), half});
    work[0] = {edge * (spectrum[0].real() + spectrum[half].real()),
               edge * (spectrum[0].real() - spectrum[half].real())};
    m_backward.execute(work, reinterpret_cast<Complex*>(signal));
}

template class RealFft<float>;
template class RealFft<double>;

} // namespace tonegraft
