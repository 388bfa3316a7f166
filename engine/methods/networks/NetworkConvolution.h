// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/networks/NetworkLayers.h"
#include "methods/shared/NetworkImage.h"
#include "weights/Safetensors.h"

#include <memory>
#include <mutex>
#include <vector>

namespace tonegraft {

/// Working memory of tasks, kept between runs. Thread: any.
template <class Real> class ScratchPool {
public:
    std::vector<Real> take() {
        const std::lock_guard<std::mutex> lock(m_mutex);
        if (m_free.empty()) {
            return {};
        }
        std::vector<Real> scratch = std::move(m_free.back());
        m_free.pop_back();
        return scratch;
    }
    void giveBack(std::vector<Real> scratch) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_free.push_back(std::move(scratch));
    }

private:
    std::mutex m_mutex;
    std::vector<std::vector<Real>> m_free;
};

/// One convolution with fixed weights: pixels' surroundings are laid out as rows of a matrix, tile
/// by tile, and multiplied with the weights. A layer along frames alone, with a stride, takes
/// images of one bin (its kernels are long: SoundNet's first sees 64 samples). The same bits on any
/// number of threads. Thread: one at a time for each object.
template <class Real> class NetworkConvolution {
public:
    /// `weight` [outputs][inputs][bins][frames] (an image's height is its bins), `bias` [outputs].
    NetworkConvolution(const LayerShape& shape, const std::vector<float>& weight,
                       const std::vector<float>& bias, ThreadPool& pool);

    const LayerShape& shape() const { return m_shape; }
    int framesOut(int framesIn) const {
        return (framesIn + 2 * m_shape.paddingFrames - m_shape.kernelFrames) /
                   m_shape.strideFrames +
               1;
    }

    /// output = weights * input + bias; with `rectified`, of max(0, input).
    void forward(const NetworkImage<Real>& input, bool rectified, NetworkImage<Real>& output);
    /// For the derivative by the output, writes that by what was multiplied (the input, or the
    /// rectified one); inputGradient has the input's frames, bins and channels.
    void adjoint(const NetworkImage<Real>& outputGradient, NetworkImage<Real>& inputGradient);

private:
    void forwardDirectly(const NetworkImage<Real>& input, bool rectified,
                         NetworkImage<Real>& output);
    void adjointByProducts(const NetworkImage<Real>& outputGradient,
                           NetworkImage<Real>& inputGradient);
    void adjointByConvolution(const NetworkImage<Real>& outputGradient,
                              NetworkImage<Real>& inputGradient);

    int joinedFrames(int frames) const {
        const int together = m_joined.outputs / m_shape.outputs;
        return (frames + together - 1) / together;
    }

    LayerShape m_shape;
    LayerShape m_joined; // the same convolution; its outputs are those of several output frames
    ThreadPool& m_pool;
    std::vector<Real> m_weights; // of m_joined: [kernel frame][kernel bin][input][output]
    std::vector<Real>
        m_flipped; // [kernel frame][kernel bin][output][input], kernel turned round; or none
    std::vector<Real> m_bias;     // of m_joined
    std::vector<Real> m_products; // [output pixel][kernel frame][kernel bin][input]
    NetworkImage<Real> m_joinedGradient;
    ScratchPool<Real> m_scratch;
};

} // namespace tonegraft
