// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/OverlapAdd.h"

#include "dsp/Vectorized.h"

#include <algorithm>

namespace tonegraft {
namespace {

// A block of 2048-sample frames at a quarter's hop is 39 kB of floats: it stays in the cache.
constexpr int kFramesPerBlock = 16;

template <class Real> struct AddProduct {
    template <int>
    TONEGRAFT_INLINE static void run(const Real* __restrict a, const Real* __restrict b, int count,
                                     Real* __restrict sum) {
        for (int i = 0; i < count; ++i) {
            sum[i] += a[i] * b[i];
        }
    }
};

template <class Real> struct Add {
    template <int>
    TONEGRAFT_INLINE static void run(const Real* __restrict a, std::size_t count,
                                     Real* __restrict sum) {
        for (std::size_t i = 0; i < count; ++i) {
            sum[i] += a[i];
        }
    }
};

} // namespace

template <class Real>
OverlapAdd<Real>::OverlapAdd(const StftShape& shape, int frames)
    : m_shape(shape), m_frames(frames),
      // At least a window's worth of hops, so that no more than two blocks meet in one place.
      m_framesPerBlock(std::max(kFramesPerBlock,
                                (shape.windowSamples + shape.hopSamples - 1) / shape.hopSamples)) {
    const int blockCount = (frames + m_framesPerBlock - 1) / m_framesPerBlock;
    m_buffers.reserve(static_cast<std::size_t>(blockCount));
    for (int block = 0; block < blockCount; ++block) {
        // endFrame() needs no buffers.
        m_buffers.emplace_back(blockEnd(block) - blockStart(block));
    }
}

template <class Real> int OverlapAdd<Real>::endFrame(int block) const {
    return std::min(m_frames, firstFrame(block + 1));
}

template <class Real> void OverlapAdd<Real>::clear(int block) {
    std::fill_n(m_buffers[block].data(), blockEnd(block) - blockStart(block), Real(0));
}

template <class Real>
void OverlapAdd<Real>::add(int block, int frame, const Real* window, const Real* signal) {
    Real* sum = m_buffers[block].data() + (startOf(frame) - blockStart(block));
    runVectorized<AddProduct<Real>>(window, signal, m_shape.windowSamples, sum);
}

template <class Real>
void OverlapAdd<Real>::read(std::size_t begin, std::size_t count, Real* out) const {
    std::fill_n(out, count, Real(0));
    const std::size_t end = begin + count;
    const int first = std::max(0, static_cast<int>(begin / blockHop()) - 1);
    for (int block = first; block < blocks() && blockStart(block) < end; ++block) {
        const std::size_t from = std::max(begin, blockStart(block));
        const std::size_t to = std::min(end, blockEnd(block));
        if (from < to) {
            const Real* values = m_buffers[block].data() + (from - blockStart(block));
            runVectorized<Add<Real>>(values, to - from, out + (from - begin));
        }
    }
}

template <class Real> Real OverlapAdd<Real>::at(std::size_t position) const {
    Real sum = 0;
    const int last = std::min(static_cast<int>(position / blockHop()), blocks() - 1);
    for (int block = std::max(0, last - 1); block <= last; ++block) {
        if (position < blockEnd(block)) {
            sum += m_buffers[block].data()[position - blockStart(block)];
        }
    }
    return sum;
}

template class OverlapAdd<float>;
template class OverlapAdd<double>;

} // namespace tonegraft
