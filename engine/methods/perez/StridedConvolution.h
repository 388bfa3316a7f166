// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/perez/Convolution.h"
#include "methods/shared/NetworkImage.h"

#include <cstddef>
#include <functional>
#include <memory>

namespace tonegraft {

/// A two-dimensional convolution whose weights are learned: forward, and the derivatives by its
/// input and by its weights [kernel frame][kernel bin][input][output]. At the edges it sees zeros,
/// so that only the stride makes an image smaller. Its adjoint is what the literature calls a
/// transposed convolution. `output` may have more channels than the kernel: it reads and writes
/// those from `firstChannel` on. Output images have the size that sizeOut() gives. Sums in a fixed
/// order: the same bits on any number of threads.
/// Thread: one at a time; threads of the pool inside.
template <class Real> class StridedConvolution {
public:
    StridedConvolution(const KernelShape& shape, ThreadPool& pool)
        : m_convolution(std::make_unique<Convolution>(shape)), m_pool(pool) {}

    const KernelShape& shape() const { return m_convolution->shape(); }
    int sizeOut(int sizeIn) const { return (sizeIn - 1) / shape().stride + 1; }

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
    struct Strip {
        KernelStrip kernel;
        int firstOutput, firstInput; ///< frames
    };
    int framesAStrip() const;
    int stripsOf(const NetworkImage<Real>& output) const;
    Strip strip(int index, const NetworkImage<Real>& input, const NetworkImage<Real>& output) const;
    /// The strip's frames of the kernel's own channels, side by side.
    const Real* ownChannels(const NetworkImage<Real>& output, const Strip& strip,
                            int firstChannel) const;

    std::unique_ptr<Convolution> m_convolution;
    ThreadPool& m_pool;
};

} // namespace tonegraft
