// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dsp/Fftw.h"
#include "dsp/Stft.h"

#include <vector>

namespace tonegraft {

/// The sum of overlapping frames, in parallel and yet always in the same order: fixed blocks of
/// consecutive frames, each added up by one task into a buffer of its own, that overlap with the
/// next block only; the blocks are joined where they are read. Positions count from the first
/// sample of the first frame.
template <class Real> class OverlapAdd {
public:
    OverlapAdd(const StftShape& shape, int frames);

    int blocks() const { return static_cast<int>(m_buffers.size()); }
    int firstFrame(int block) const { return block * m_framesPerBlock; }
    int endFrame(int block) const;
    std::size_t blockHop() const {
        return static_cast<std::size_t>(m_framesPerBlock) * m_shape.hopSamples;
    }
    /// All samples that frames touch.
    std::size_t size() const { return startOf(m_frames - 1) + m_shape.windowSamples; }

    void clear(int block);
    /// Adds window * signal, both [windowSamples], as frame `frame` of `block`.
    void add(int block, int frame, const Real* window, const Real* signal);

    /// Writes the sums at positions begin .. begin + count - 1.
    void read(std::size_t begin, std::size_t count, Real* out) const;
    /// The sum at one position; 0 beyond the end.
    Real at(std::size_t position) const;

private:
    std::size_t startOf(int frame) const {
        return static_cast<std::size_t>(frame) * m_shape.hopSamples;
    }
    std::size_t blockStart(int block) const { return startOf(firstFrame(block)); }
    std::size_t blockEnd(int block) const {
        return startOf(endFrame(block) - 1) + m_shape.windowSamples;
    }

    StftShape m_shape;
    int m_frames;
    int m_framesPerBlock;
    std::vector<AlignedBuffer<Real>> m_buffers;
};

} // namespace tonegraft
