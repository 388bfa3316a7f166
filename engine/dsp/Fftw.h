// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fftw3.h>

#include <complex>
#include <cstddef>
#include <mutex>
#include <new>
#include <type_traits>

namespace tonegraft {

/// The calls of FFTW at one precision.
template <class Real> struct FftwApi;

template <> struct FftwApi<float> {
    using Complex = fftwf_complex;
    using Plan = fftwf_plan;
    static constexpr auto allocate = fftwf_malloc;
    static constexpr auto release = fftwf_free;
    static constexpr auto plan = fftwf_plan_dft_1d;
    static constexpr auto destroy = fftwf_destroy_plan;
    static constexpr auto execute = fftwf_execute_dft;
};

template <> struct FftwApi<double> {
    using Complex = fftw_complex;
    using Plan = fftw_plan;
    static constexpr auto allocate = fftw_malloc;
    static constexpr auto release = fftw_free;
    static constexpr auto plan = fftw_plan_dft_1d;
    static constexpr auto destroy = fftw_destroy_plan;
    static constexpr auto execute = fftw_execute_dft;
};

/// Memory of FFTW's own alignment: all plans run on these, so that which kernels FFTW picks (and
/// with them the last bits) never hangs on where malloc put an array. Values are not initialized.
template <class Value> class AlignedBuffer {
    static_assert(std::is_trivially_destructible_v<Value>);

public:
    explicit AlignedBuffer(std::size_t size)
        : m_values(static_cast<Value*>(fftwf_malloc(size * sizeof(Value)))) {
        if (m_values == nullptr) {
            throw std::bad_alloc();
        }
    }
    ~AlignedBuffer() { fftwf_free(m_values); }
    AlignedBuffer(AlignedBuffer&& other) noexcept : m_values(other.m_values) {
        other.m_values = nullptr;
    }
    AlignedBuffer(const AlignedBuffer&) = delete;
    AlignedBuffer& operator=(const AlignedBuffer&) = delete;

    Value* data() { return m_values; }
    const Value* data() const { return m_values; }

private:
    Value* m_values;
};

/// FFTW's planner, destruction of plans included, is the one part of it that is not thread-safe.
std::mutex& fftwPlannerMutex();

/// Unscaled complex transform of one length, out of place, single-threaded.
/// Thread: any, also several at a time.
template <class Real> class ComplexFft {
public:
    /// direction: FFTW_FORWARD (e^-i...) or FFTW_BACKWARD.
    ComplexFft(int length, int direction);
    ~ComplexFft();
    ComplexFft(const ComplexFft&) = delete;
    ComplexFft& operator=(const ComplexFft&) = delete;

    /// Both arrays from AlignedBuffer, and not the same; `in` is kept.
    void execute(const std::complex<Real>* in, std::complex<Real>* out) const;

private:
    typename FftwApi<Real>::Plan m_plan;
};

} // namespace tonegraft
