// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/BandFft.h"

#include "dsp/RealFft.h"

namespace tonegraft {
namespace {

constexpr std::size_t kAlignment = 8; // complex numbers

std::size_t aligned(std::size_t count) {
    return (count + kAlignment - 1) / kAlignment * kAlignment;
}

} // namespace

template <class Real> struct BandFft<Real>::Impl {
    explicit Impl(int n)
        : length(n), forward(n, FFTW_FORWARD), backward(n, FFTW_BACKWARD), real(n),
          bins(workStart() + aligned(static_cast<std::size_t>(n / 2))),
          samples(static_cast<std::size_t>(n)), levels(static_cast<std::size_t>(n)) {}

    // A real signal's bins take half of the place; behind them is room for its transform to work.
    std::size_t workStart() const { return aligned(static_cast<std::size_t>(length / 2 + 1)); }
    Complex* work() { return bins.data() + workStart(); }

    int length;
    ComplexFft<Real> forward, backward;
    RealFft<Real> real;
    AlignedBuffer<Complex> bins, samples;
    AlignedBuffer<Real> levels;
};

template <class Real> BandFft<Real>::BandFft(int length) : m_impl(std::make_unique<Impl>(length)) {}
template <class Real> BandFft<Real>::~BandFft() = default;
template <class Real> BandFft<Real>::BandFft(BandFft&&) noexcept = default;

template <class Real> int BandFft<Real>::length() const {
    return m_impl->length;
}
template <class Real> std::complex<Real>* BandFft<Real>::bins() {
    return m_impl->bins.data();
}
template <class Real> std::complex<Real>* BandFft<Real>::samples() {
    return m_impl->samples.data();
}
template <class Real> Real* BandFft<Real>::levels() {
    return m_impl->levels.data();
}

template <class Real> void BandFft<Real>::binsToSamples() {
    m_impl->backward.execute(bins(), samples());
}

template <class Real> void BandFft<Real>::samplesToBins() {
    m_impl->forward.execute(samples(), bins());
}

template <class Real> void BandFft<Real>::binsToLevels() {
    m_impl->real.backward(bins(), EdgeBins::twice, m_impl->work(), levels());
}

template <class Real> void BandFft<Real>::levelsToBins() {
    m_impl->real.forward(levels(), m_impl->work(), bins());
}

template class BandFft<float>;
template class BandFft<double>;

} // namespace tonegraft
