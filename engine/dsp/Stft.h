// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"

#include <complex>
#include <cstddef>
#include <functional>
#include <memory>

namespace tonegraft {

struct StftShape {
    int windowSamples = 2048; ///< periodic Hann; also the FFT's length
    int hopSamples = 512;
    /// Where shorter than the FFT: the Hann window's length, centered, zeros around it. 0: as long.
    int taperSamples = 0;

    int taper() const { return taperSamples > 0 ? taperSamples : windowSamples; }
    int bins() const { return windowSamples / 2 + 1; }
    int framesOf(std::size_t sampleCount) const {
        return 1 + static_cast<int>(sampleCount / static_cast<std::size_t>(hopSamples));
    }
};

/// The multiple of 4 nearest to `wanted` that has no prime factor over 7.
int fftLengthNear(double wanted);
/// The engine's analysis at a rate: window = the multiple of 4 nearest to 0.09288 s with no prime
/// factor over 7 (2048 at 22,050 Hz), hop = window / 4.
StftShape analysisShape(int sampleRateHz);
/// 2048 / taper: magnitudes times this are the same for the same sound at any rate.
double magnitudeScale(const StftShape& shape);

/// Short-time Fourier transform of signals of one length: centered, reflect-padded by half a
/// window, periodic Hann, unscaled. Spectra are [frames][bins], bins contiguous. Templated on
/// float (work) and double (checking). Plans (FFTW_ESTIMATE: measured ones are not reproducible)
/// and buffers are made once, in the constructor.
/// Thread: one at a time for each object; threads of the pool inside.
template <class Real> class Stft {
public:
    /// Called with a frame and its bins; for different frames at the same time, from any thread
    /// of the pool. What it writes must depend on the frame alone.
    using FrameVisitor = std::function<void(int frame, const std::complex<Real>* bins)>;
    using FrameChange = std::function<void(int frame, std::complex<Real>* bins)>;

    /// Needs sampleCount > windowSamples / 2 (reflection); throws Error otherwise, with the
    /// least length in samples. The window must be even, and its taper
    /// even and at least two hops long.
    Stft(StftShape shape, std::size_t sampleCount, ThreadPool& pool);
    ~Stft();

    const StftShape& shape() const;
    std::size_t sampleCount() const;
    int frames() const;
    int bins() const;

    void forward(const Real* samples, std::complex<Real>* spectrum);
    /// Overlap-add of the windowed inverse transforms, divided by the summed squared window;
    /// inverse(forward(y)) = y for all samples.
    void inverse(const std::complex<Real>* spectrum, Real* samples);
    /// Adjoint of forward(): for a loss L with gradient[t][f] = dL/dRe + i dL/dIm of forward's
    /// output, writes dL/dy. (Every bin stands for itself: no doubling of the inner bins.)
    void adjoint(const std::complex<Real>* gradient, Real* samples);

    /// forward() for those who do not want to keep the spectrum.
    void forEachFrame(const Real* samples, const FrameVisitor& visit);
    /// inverse() of forward() with each frame changed on the way; no spectrum is stored. `output`
    /// may be `samples`.
    void throughSpectrum(const Real* samples, const FrameChange& change, Real* output);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
