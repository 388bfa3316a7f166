// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/networks/NetworkConvolution.h"
#include "methods/networks/NetworkLayers.h"
#include "methods/shared/NetworkImage.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tonegraft {

/// What the first layer takes in a channel: (value - mean) / deviation.
struct InputChannel {
    double mean = 0.0;
    double deviation = 1.0;
};

/// Layers with their numbers. Thread: any (a plain value).
struct NetworkWeights {
    std::vector<InputChannel> inputs{{}}; ///< each is fed the same image
    std::vector<LayerShape> layers;
    std::map<std::string, Tensor> tensors; ///< NAME.weight, NAME.bias
};

/// Reads the tensors of all convolutions. Throws Error that names the tensor, and the expected and
/// the found shape.
NetworkWeights readNetwork(Safetensors& file, std::vector<LayerShape> layers);

/// A convolutional network with fixed weights, and its derivative by the image. Every convolution's
/// output is kept as it is before the rectifier (where PyTorch's style transfer tutorial taps).
/// Thread: one at a time for each object; threads of the pool inside. The same bits on any number.
template <class Real> class Network {
public:
    Network(const NetworkWeights& weights, ThreadPool& pool);

    int convolutions() const { return static_cast<int>(m_stages.size()); }
    int channelsOf(int convolution) const { return m_stages[convolution].run->shape().outputs; }
    /// Frames and bins that a convolution's output has for an image's; 0 or less: too small.
    int framesAt(int convolution, int imageFrames) const;
    int binsAt(int convolution, int imageBins) const;

    /// Runs the first `count` convolutions. The image must outlive the call of backward().
    void forward(const NetworkImage<Real>& image, int count);
    const NetworkImage<Real>& output(int convolution) const { return m_stages[convolution].output; }

    /// Adds, to the derivative by a convolution's output, what an objective has there.
    using AddGradient = std::function<void(int convolution, NetworkImage<Real>& gradient)>;
    /// From the last convolution that forward() ran to the first; writes the derivative by the
    /// image.
    void backward(const AddGradient& add, NetworkImage<Real>& imageGradient);

private:
    struct Stage {
        std::unique_ptr<LayerShape> pool; // before the convolution; null: none
        std::unique_ptr<NetworkConvolution<Real>> run;
        NetworkImage<Real> pooled;
        NetworkImage<Real> output;
    };

    void rectifyGradient(const NetworkImage<Real>& output, NetworkImage<Real>& gradient);

    ThreadPool& m_pool;
    std::vector<Stage> m_stages;
    int m_count = 0;
    const NetworkImage<Real>* m_image = nullptr;
    NetworkImage<Real> m_gradient, m_inputGradient; // kept between runs
};

} // namespace tonegraft
