// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/perez/StridedConvolution.h"

#include <cstdint>
#include <vector>

namespace tonegraft {

struct AutoencoderSizes {
    int filters = 8;     ///< of each of the three parallel convolutions (published: 75)
    int middle = 24;     ///< channels of the second and third layer (256)
    int bottleneck = 12; ///< (100)
};

/// The network of Perez, Proctor & Jain 2017 over a spectrogram as an image of one channel. Three
/// parallel 5 x 5 convolutions, dilated 1, 2 and 4 along frames; 5 x 5 with stride 2; 3 x 3 with
/// stride 2; 3 x 3; then the same backward with transposed convolutions. ReLU after each but the
/// last, no batch normalization. Thread: one at a time for each object; threads of the pool inside.
/// The same bits on any number of threads.
template <class Real> class Autoencoder {
public:
    static constexpr int kStyleLayers = 2;

    Autoencoder(const AutoencoderSizes& sizes, ThreadPool& pool);

    std::ptrdiff_t parameterCount() const;
    /// Uniform in ±√(6 / inputs) (He et al. 2015), biases 0.
    std::vector<Real> initialParameters(std::uint64_t seed) const;

    /// The mean absolute error of the reconstruction; adds its derivative by the parameters to
    /// gradient.
    double reconstruct(const NetworkImage<Real>& image, const std::vector<Real>& parameters,
                       std::vector<Real>& gradient);

    /// The first `layers` layers, rectified, as layer(0), layer(1) …
    void encode(const NetworkImage<Real>& image, const std::vector<Real>& parameters, int layers);
    const NetworkImage<Real>& layer(int index) const { return m_activations[index + 1]; }
    /// After encode(): from derivatives by layers 0 and 1 (either overwritten) to that by the
    /// image.
    void backToImage(const std::vector<Real>& parameters, NetworkImage<Real>& byFirst,
                     NetworkImage<Real>& bySecond, NetworkImage<Real>& byImage);

private:
    struct Part {
        StridedConvolution<Real> convolution;
        std::ptrdiff_t weights; ///< where its numbers begin
        int firstChannel;       ///< in the image of the convolution's output side
    };
    /// Convolutions side by side; transposed in the second half of the network.
    struct Layer {
        std::vector<Part> parts;
        std::ptrdiff_t bias = 0;
        int channelsIn = 0, channelsOut = 0;
        bool transposed = false;
    };

    void addLayer(const std::vector<KernelShape>& shapes, bool transposed);
    void forward(int index, const std::vector<Real>& parameters, int frames, int bins);
    void backward(int index, const std::vector<Real>& parameters, NetworkImage<Real>& byOutput,
                  NetworkImage<Real>* byInput, std::vector<Real>* byParameters);
    void addBias(const Real* bias, bool rectify, NetworkImage<Real>& image) const;
    void addBiasGradient(const NetworkImage<Real>& byOutput, Real* gradient) const;
    void clear(NetworkImage<Real>& image) const;
    void rectifyGradient(const NetworkImage<Real>& activation, NetworkImage<Real>& gradient) const;

    ThreadPool& m_pool;
    std::vector<Layer> m_layers;
    std::ptrdiff_t m_count = 0;
    std::vector<NetworkImage<Real>> m_activations; // the image, then what each layer makes of it
    NetworkImage<Real> m_gradients[2];             // kept between calls
};

} // namespace tonegraft
