// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/NetworkImage.h"
#include "linalg/ThreadPool.h"

#include <cstddef>
#include <vector>

namespace tonegraft {

/// A square kernel over frames and bins. At the edges it sees zeros, so that only the stride makes
/// an image smaller.
struct StridedShape {
    int inputs = 1; ///< channels
    int outputs = 1;
    int kernel = 3;   ///< frames and bins; odd
    int stride = 1;   ///< along both
    int dilation = 1; ///< along frames

    int sizeOut(int sizeIn) const { return (sizeIn - 1) / stride + 1; }
    int taps() const { return kernel * kernel; }
    std::ptrdiff_t weightCount() const {
        return static_cast<std::ptrdiff_t>(taps()) * inputs * outputs;
    }
};

/// A two-dimensional convolution whose weights are learned: forward, and the derivatives by its
/// input and by its weights [kernel frame][kernel bin][input][output]. Its adjoint is what the
/// literature calls a transposed convolution. `output` may have more channels than the kernel: it
/// reads and writes those from `firstChannel` on. Output images have the size that sizeOut()
/// gives. Exact sums in a fixed order: the same bits on any number of threads.
/// Thread: one at a time; threads of the pool inside.
template <class Real> class StridedConvolution {
public:
    StridedConvolution(const StridedShape& shape, ThreadPool& pool)
        : m_shape(shape), m_pool(pool) {}

    const StridedShape& shape() const { return m_shape; }
    /// output = weights * input
    void forward(const NetworkImage<Real>& input, const Real* weights, NetworkImage<Real>& output,
                 int firstChannel = 0) const;
    /// input += weights^T * output
    void adjoint(const NetworkImage<Real>& output, const Real* weights, NetworkImage<Real>& input,
                 int firstChannel = 0) const;
    /// gradient += the derivative of output·(weights * input) by the weights
    void weightGradient(const NetworkImage<Real>& input, const NetworkImage<Real>& output,
                        Real* gradient, int firstChannel = 0) const;

private:
    struct Tile {
        int frame, bin, bins; ///< of the output
    };
    int tilesOf(const NetworkImage<Real>& output) const;
    Tile tile(const NetworkImage<Real>& output, int index) const;
    void surroundings(const NetworkImage<Real>& input, const Tile& tile, Real* rows) const;

    StridedShape m_shape;
    ThreadPool& m_pool;
};

} // namespace tonegraft
