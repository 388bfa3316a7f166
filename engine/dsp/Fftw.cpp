// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/Fftw.h"

#include "tonegraft/Error.h"

#include <string>

namespace tonegraft {

std::mutex& fftwPlannerMutex() {
    static std::mutex mutex;
    return mutex;
}

namespace {

template <class Real> typename FftwApi<Real>::Complex* fftwArray(const std::complex<Real>* array) {
    // FFTW takes no const even where it keeps the input (FFTW_PRESERVE_INPUT).
    return reinterpret_cast<typename FftwApi<Real>::Complex*>(
        const_cast<std::complex<Real>*>(array));
}

} // namespace

template <class Real> ComplexFft<Real>::ComplexFft(int length, int direction) {
    AlignedBuffer<std::complex<Real>> in(static_cast<std::size_t>(length));
    AlignedBuffer<std::complex<Real>> out(static_cast<std::size_t>(length));
    const std::lock_guard<std::mutex> lock(fftwPlannerMutex());
    m_plan = FftwApi<Real>::plan(length, fftwArray(in.data()), fftwArray(out.data()), direction,
                                 FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
    if (m_plan == nullptr) {
        throw Error(MessageCode::internal, {"No Fourier transform of " + std::to_string(length) +
                                            " points could be planned."});
    }
}

template <class Real> ComplexFft<Real>::~ComplexFft() {
    const std::lock_guard<std::mutex> lock(fftwPlannerMutex());
    FftwApi<Real>::destroy(m_plan);
}

template <class Real>
void ComplexFft<Real>::execute(const std::complex<Real>* in, std::complex<Real>* out) const {
    FftwApi<Real>::execute(m_plan, fftwArray(in), fftwArray(out));
}

template class ComplexFft<float>;
template class ComplexFft<double>;

} // namespace tonegraft
