// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/Stft.h"

#include "dsp/OverlapAdd.h"
#include "dsp/RealFft.h"
#include "dsp/Vectorized.h"
#include "tonegraft/Error.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <string>
#include <vector>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;

template <class Real> struct Multiply {
    template <int>
    TONEGRAFT_INLINE static void run(const Real* __restrict a, const Real* __restrict b,
                                     std::size_t count, Real* __restrict product) {
        for (std::size_t i = 0; i < count; ++i) {
            product[i] = a[i] * b[i];
        }
    }
};

/// Periodic Hann window of which `scale` times is taken.
template <class Real> std::vector<Real> hannWindow(const StftShape& shape, double scale) {
    std::vector<Real> window(static_cast<std::size_t>(shape.windowSamples));
    const int length = shape.taper();
    Real* const first = window.data() + (shape.windowSamples - length) / 2;
    for (int n = 0; n < length; ++n) {
        const double sine = std::sin(kPi * n / length);
        first[n] = static_cast<Real>(scale * sine * sine);
    }
    return window;
}

void check(const StftShape& shape, std::size_t sampleCount) {
    const int window = shape.windowSamples;
    const int taper = shape.taper();
    if (window < 2 || window % 2 != 0 || taper % 2 != 0 || taper > window || shape.hopSamples < 1 ||
        shape.hopSamples > taper / 2) {
        throw Error(MessageCode::internal,
                    {"No analysis with a window of " + std::to_string(taper) +
                     " samples and a hop of " + std::to_string(shape.hopSamples) +
                     ": the window must be even and at least two hops long."});
    }
    if (sampleCount <= static_cast<std::size_t>(window / 2)) {
        throw Error(MessageCode::clipSamplesTooFew,
                    {std::to_string(sampleCount), std::to_string(window / 2 + 1)});
    }
}

/// What one task works in.
template <class Real> struct Scratch {
    explicit Scratch(int length)
        : signal(static_cast<std::size_t>(length)), work(static_cast<std::size_t>(length / 2)),
          spectrum(static_cast<std::size_t>(length / 2 + 1)) {}

    AlignedBuffer<Real> signal;
    AlignedBuffer<std::complex<Real>> work;
    AlignedBuffer<std::complex<Real>> spectrum;
};

} // namespace

template <class Real> struct Stft<Real>::Impl {
    using Complex = std::complex<Real>;

    StftShape shape;
    std::size_t sampleCount;
    int frames;
    ThreadPool& pool;
    RealFft<Real> fft;
    // RealFft's forward transform comes out twice too large, and its backward one N times too
    // large; as an adjoint (edges twice) it comes out twice too large. The windows take that back.
    std::vector<Real> halfWindow;
    std::vector<Real> inverseWindow;
    std::vector<Real> weights; // 1 / summed squared window, for each sample
    OverlapAdd<Real> sums;
    std::mutex scratchMutex;
    std::vector<std::unique_ptr<Scratch<Real>>> freeScratch; // as many as tasks ran at a time

    Impl(StftShape analysis, std::size_t samples, ThreadPool& threadPool)
        : shape(analysis), sampleCount(samples), frames(analysis.framesOf(samples)),
          pool(threadPool), fft(analysis.windowSamples),
          halfWindow(hannWindow<Real>(analysis, 0.5)),
          inverseWindow(hannWindow<Real>(analysis, 1.0 / analysis.windowSamples)),
          sums(analysis, frames) {
        for (int i = 0; i < pool.threads(); ++i) {
            freeScratch.push_back(std::make_unique<Scratch<Real>>(shape.windowSamples));
        }
    }

    std::ptrdiff_t center() const { return shape.windowSamples / 2; }
    /// The sample at which a frame begins; negative in the padding.
    std::ptrdiff_t startOf(int frame) const {
        return static_cast<std::ptrdiff_t>(frame) * shape.hopSamples - center();
    }

    /// Only inverse() needs them.
    void makeWeights() {
        const std::vector<Real> window = hannWindow<Real>(shape, 1.0);
        weights.assign(sampleCount, Real(0));
        const auto count = static_cast<std::ptrdiff_t>(sampleCount);
        for (int frame = 0; frame < frames; ++frame) {
            const std::ptrdiff_t start = startOf(frame);
            const std::ptrdiff_t end = std::min(count, start + shape.windowSamples);
            for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, start); i < end; ++i) {
                weights[i] += window[i - start] * window[i - start];
            }
        }
        for (Real& weight : weights) {
            weight = Real(1) / weight;
        }
    }

    std::unique_ptr<Scratch<Real>> takeScratch() {
        const std::lock_guard<std::mutex> lock(scratchMutex);
        if (freeScratch.empty()) { // the pool has grown since
            return std::make_unique<Scratch<Real>>(shape.windowSamples);
        }
        std::unique_ptr<Scratch<Real>> scratch = std::move(freeScratch.back());
        freeScratch.pop_back();
        return scratch;
    }
    void giveBack(std::unique_ptr<Scratch<Real>> scratch) {
        const std::lock_guard<std::mutex> lock(scratchMutex);
        freeScratch.push_back(std::move(scratch));
    }

    /// work(block, scratch) for all blocks of frames.
    template <class Work> void forEachBlock(const Work& work) {
        const auto task = [&](int block) {
            std::unique_ptr<Scratch<Real>> scratch = takeScratch();
            work(block, *scratch);
            giveBack(std::move(scratch));
        };
        pool.run(sums.blocks(), std::cref(task)); // by reference: std::function would allocate
    }

    /// finish(begin, end) for ranges of samples that make up all of them.
    template <class Finish> void forEachRange(const Finish& finish) {
        const std::size_t range = sums.blockHop();
        const auto task = [&](int index) {
            const std::size_t begin = static_cast<std::size_t>(index) * range;
            finish(begin, std::min(sampleCount, begin + range));
        };
        pool.run(static_cast<int>((sampleCount + range - 1) / range), std::cref(task));
    }

    void loadFrame(int frame, const Real* samples, Real* signal) const {
        const std::ptrdiff_t start = startOf(frame);
        const auto count = static_cast<std::ptrdiff_t>(sampleCount);
        const std::ptrdiff_t length = shape.windowSamples;
        if (start >= 0 && start + length <= count) {
            const Real* first = samples + start;
            const Real* window = halfWindow.data();
            runVectorized<Multiply<Real>>(first, window, static_cast<std::size_t>(length), signal);
            return;
        }
        for (std::ptrdiff_t n = 0; n < length; ++n) {
            const std::ptrdiff_t i = std::abs(start + n);
            signal[n] = halfWindow[n] * samples[i < count ? i : 2 * (count - 1) - i];
        }
    }

    void forwardFrame(int frame, const Real* samples, Scratch<Real>& scratch, Complex* spectrum) {
        loadFrame(frame, samples, scratch.signal.data());
        fft.forward(scratch.signal.data(), scratch.work.data(), spectrum);
    }

    void addFrame(int block, int frame, const Complex* spectrum, EdgeBins edges,
                  const std::vector<Real>& window, Scratch<Real>& scratch) {
        fft.backward(spectrum, edges, scratch.work.data(), scratch.signal.data());
        sums.add(block, frame, window.data(), scratch.signal.data());
    }

    /// Adds up the backward transforms of a stored spectrum.
    void addAll(const Complex* spectrum, EdgeBins edges, const std::vector<Real>& window) {
        forEachBlock([&](int block, Scratch<Real>& scratch) {
            sums.clear(block);
            for (int frame = sums.firstFrame(block); frame < sums.endFrame(block); ++frame) {
                const Complex* bins = spectrum + static_cast<std::size_t>(frame) * shape.bins();
                addFrame(block, frame, bins, edges, window, scratch);
            }
        });
    }

    void finishInverse(Real* samples) {
        if (weights.empty()) {
            makeWeights();
        }
        forEachRange([&](std::size_t begin, std::size_t end) {
            sums.read(begin + static_cast<std::size_t>(center()), end - begin, samples + begin);
            for (std::size_t i = begin; i < end; ++i) {
                samples[i] *= weights[i];
            }
        });
    }

    /// A sample and its mirror image in the padding both reach the frames.
    void finishAdjoint(Real* samples) {
        const auto half = static_cast<std::size_t>(center());
        const std::size_t last = sampleCount - 1;
        forEachRange([&](std::size_t begin, std::size_t end) {
            sums.read(begin + half, end - begin, samples + begin);
            for (std::size_t i = std::max<std::size_t>(begin, 1); i < end && i <= half; ++i) {
                samples[i] += sums.at(half - i);
            }
            for (std::size_t i = std::max(begin, last - half); i < end && i < last; ++i) {
                samples[i] += sums.at(half + 2 * last - i);
            }
        });
    }
};

int fftLengthNear(double wanted) {
    const auto hasSmallFactors = [](int n) {
        for (const int prime : {2, 3, 5, 7}) {
            while (n % prime == 0) {
                n /= prime;
            }
        }
        return n == 1;
    };
    // Outwards in steps of 4; at equal distance the shorter one.
    const int below = std::max(4, 4 * static_cast<int>(std::floor(wanted / 4.0)));
    int shorter = below;
    while (!hasSmallFactors(shorter)) { // ends at 4
        shorter -= 4;
    }
    int longer = below + 4;
    while (!hasSmallFactors(longer)) { // ends at a power of two
        longer += 4;
    }
    return wanted - shorter <= longer - wanted ? shorter : longer;
}

StftShape analysisShape(int sampleRateHz) {
    constexpr double kWindowSeconds = 0.09288;
    if (sampleRateHz <= 0) {
        throw Error(MessageCode::clipRate, {std::to_string(sampleRateHz)});
    }
    const int window = fftLengthNear(kWindowSeconds * sampleRateHz);
    return {window, window / 4};
}

double magnitudeScale(const StftShape& shape) {
    return 2048.0 / shape.taper();
}

template <class Real> Stft<Real>::Stft(StftShape shape, std::size_t sampleCount, ThreadPool& pool) {
    check(shape, sampleCount);
    m_impl = std::make_unique<Impl>(shape, sampleCount, pool);
}

template <class Real> Stft<Real>::~Stft() = default;

template <class Real> const StftShape& Stft<Real>::shape() const {
    return m_impl->shape;
}

template <class Real> std::size_t Stft<Real>::sampleCount() const {
    return m_impl->sampleCount;
}

template <class Real> int Stft<Real>::frames() const {
    return m_impl->frames;
}

template <class Real> int Stft<Real>::bins() const {
    return m_impl->shape.bins();
}

template <class Real> void Stft<Real>::forward(const Real* samples, std::complex<Real>* spectrum) {
    Impl& impl = *m_impl;
    impl.forEachBlock([&](int block, Scratch<Real>& scratch) {
        for (int frame = impl.sums.firstFrame(block); frame < impl.sums.endFrame(block); ++frame) {
            impl.forwardFrame(frame, samples, scratch,
                              spectrum + static_cast<std::size_t>(frame) * bins());
        }
    });
}

template <class Real> void Stft<Real>::inverse(const std::complex<Real>* spectrum, Real* samples) {
    m_impl->addAll(spectrum, EdgeBins::once, m_impl->inverseWindow);
    m_impl->finishInverse(samples);
}

template <class Real> void Stft<Real>::adjoint(const std::complex<Real>* gradient, Real* samples) {
    m_impl->addAll(gradient, EdgeBins::twice, m_impl->halfWindow);
    m_impl->finishAdjoint(samples);
}

template <class Real>
void Stft<Real>::forEachFrame(const Real* samples, const FrameVisitor& visit) {
    Impl& impl = *m_impl;
    impl.forEachBlock([&](int block, Scratch<Real>& scratch) {
        for (int frame = impl.sums.firstFrame(block); frame < impl.sums.endFrame(block); ++frame) {
            impl.forwardFrame(frame, samples, scratch, scratch.spectrum.data());
            visit(frame, scratch.spectrum.data());
        }
    });
}

template <class Real>
void Stft<Real>::throughSpectrum(const Real* samples, const FrameChange& change, Real* output) {
    Impl& impl = *m_impl;
    impl.forEachBlock([&](int block, Scratch<Real>& scratch) {
        impl.sums.clear(block);
        for (int frame = impl.sums.firstFrame(block); frame < impl.sums.endFrame(block); ++frame) {
            std::complex<Real>* spectrum = scratch.spectrum.data();
            impl.forwardFrame(frame, samples, scratch, spectrum);
            change(frame, spectrum);
            impl.addFrame(block, frame, spectrum, EdgeBins::once, impl.inverseWindow, scratch);
        }
    });
    impl.finishInverse(output);
}

template class Stft<float>;
template class Stft<double>;

} // namespace tonegraft
