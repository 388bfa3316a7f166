// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/Autoencoder.h"

#include "methods/shared/FilterBank.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {

template <class Real>
Autoencoder<Real>::Autoencoder(const AutoencoderSizes& sizes, ThreadPool& pool) : m_pool(pool) {
    const int f = sizes.filters;
    const std::vector<KernelShape> first{{1, f, 5, 1, 1}, {1, f, 5, 1, 2}, {1, f, 5, 1, 4}};
    const KernelShape second{3 * f, sizes.middle, 5, 2, 1};
    const KernelShape third{sizes.middle, sizes.middle, 3, 2, 1};
    const KernelShape fourth{sizes.middle, sizes.bottleneck, 3, 1, 1};
    addLayer(first, false);
    addLayer({second}, false);
    addLayer({third}, false);
    addLayer({fourth}, false);
    addLayer({fourth}, true);
    addLayer({third}, true);
    addLayer({second}, true);
    addLayer(first, true);
    m_activations.resize(m_layers.size() + 1);
}

template <class Real>
void Autoencoder<Real>::addLayer(const std::vector<KernelShape>& shapes, bool transposed) {
    Layer layer;
    layer.transposed = transposed;
    int outputs = 0;
    for (const KernelShape& shape : shapes) {
        layer.parts.push_back({StridedConvolution<Real>(shape, m_pool), m_count, outputs});
        m_count += shape.weightCount();
        outputs += shape.outputs;
    }
    layer.channelsIn = transposed ? outputs : shapes.front().inputs;
    layer.channelsOut = transposed ? shapes.front().inputs : outputs;
    layer.bias = m_count;
    m_count += layer.channelsOut;
    m_layers.push_back(std::move(layer));
}

template <class Real> std::ptrdiff_t Autoencoder<Real>::parameterCount() const {
    return m_count;
}

template <class Real>
std::vector<Real> Autoencoder<Real>::initialParameters(std::uint64_t seed) const {
    std::vector<Real> parameters(static_cast<std::size_t>(m_count), Real(0));
    SplitMix64 random(seed);
    for (const Layer& layer : m_layers) {
        for (const Part& part : layer.parts) {
            const KernelShape& shape = part.convolution.shape();
            // A transposed kernel with a stride meets each output with a share of its taps.
            const double taps = static_cast<double>(shape.taps()) /
                                (layer.transposed ? shape.stride * shape.stride : 1);
            const double bound = std::sqrt(6.0 / (taps * layer.channelsIn));
            for (std::ptrdiff_t i = 0; i < shape.weightCount(); ++i) {
                parameters[part.weights + i] =
                    static_cast<Real>(bound * (2.0 * random.uniform() - 1.0));
            }
        }
    }
    return parameters;
}

template <class Real>
void Autoencoder<Real>::addBias(const Real* bias, bool rectify, NetworkImage<Real>& image) const {
    m_pool.run(image.frames, [&](int frame) {
        Real* value = image.row(frame);
        for (int b = 0; b < image.bins; ++b, value += image.channels) {
            for (int c = 0; c < image.channels; ++c) {
                const Real sum = value[c] + bias[c];
                value[c] = rectify ? std::max(sum, Real(0)) : sum;
            }
        }
    });
}

template <class Real>
void Autoencoder<Real>::forward(int index, const std::vector<Real>& parameters, int frames,
                                int bins) {
    const Layer& layer = m_layers[index];
    const NetworkImage<Real>& input = m_activations[index];
    NetworkImage<Real>& output = m_activations[index + 1];
    output.resize(frames, bins, layer.channelsOut);
    if (layer.transposed) {
        clear(output);
    }
    for (const Part& part : layer.parts) {
        const Real* weights = parameters.data() + part.weights;
        if (layer.transposed) {
            part.convolution.adjoint(input, weights, output, part.firstChannel);
        } else {
            part.convolution.forward(input, weights, output, part.firstChannel);
        }
    }
    const bool last = index + 1 == static_cast<int>(m_layers.size());
    addBias(parameters.data() + layer.bias, !last, output);
}

// byOutput: the derivative before the rectifier. Either of the results may be null.
template <class Real>
void Autoencoder<Real>::backward(int index, const std::vector<Real>& parameters,
                                 NetworkImage<Real>& byOutput, NetworkImage<Real>* byInput,
                                 std::vector<Real>* byParameters) {
    const Layer& layer = m_layers[index];
    const NetworkImage<Real>& input = m_activations[index];
    if (byInput != nullptr) {
        byInput->resize(input.frames, input.bins, input.channels);
        if (!layer.transposed) {
            clear(*byInput);
        }
    }
    for (const Part& part : layer.parts) {
        const Real* weights = parameters.data() + part.weights;
        const StridedConvolution<Real>& c = part.convolution;
        if (byParameters != nullptr) {
            Real* gradient = byParameters->data() + part.weights;
            // A transposed convolution's input is its kernel's output.
            c.weightGradient(layer.transposed ? byOutput : input,
                             layer.transposed ? input : byOutput, gradient, part.firstChannel);
        }
        if (byInput != nullptr && layer.transposed) {
            c.forward(byOutput, weights, *byInput, part.firstChannel);
        } else if (byInput != nullptr) {
            c.adjoint(byOutput, weights, *byInput, part.firstChannel);
        }
    }
    if (byParameters != nullptr) {
        addBiasGradient(byOutput, byParameters->data() + layer.bias);
    }
}

template <class Real>
void Autoencoder<Real>::addBiasGradient(const NetworkImage<Real>& byOutput, Real* gradient) const {
    const int channels = byOutput.channels;
    std::vector<Real> sums(static_cast<std::size_t>(byOutput.frames) * channels, Real(0));
    m_pool.run(byOutput.frames, [&](int frame) {
        const Real* from = byOutput.row(frame);
        Real* sum = sums.data() + static_cast<std::ptrdiff_t>(frame) * channels;
        for (int bin = 0; bin < byOutput.bins; ++bin, from += channels) {
            for (int c = 0; c < channels; ++c) {
                sum[c] += from[c];
            }
        }
    });
    for (int frame = 0; frame < byOutput.frames; ++frame) {
        for (int c = 0; c < channels; ++c) {
            gradient[c] += sums[static_cast<std::size_t>(frame) * channels + c];
        }
    }
}

template <class Real> void Autoencoder<Real>::clear(NetworkImage<Real>& image) const {
    m_pool.run(image.frames,
               [&](int frame) { std::fill_n(image.row(frame), image.rowSize(), Real(0)); });
}

template <class Real>
void Autoencoder<Real>::rectifyGradient(const NetworkImage<Real>& activation,
                                        NetworkImage<Real>& gradient) const {
    m_pool.run(gradient.frames, [&](int frame) {
        const Real* value = activation.row(frame);
        Real* derivative = gradient.row(frame);
        for (std::ptrdiff_t i = 0; i < gradient.rowSize(); ++i) {
            derivative[i] = value[i] > Real(0) ? derivative[i] : Real(0);
        }
    });
}

template <class Real>
void Autoencoder<Real>::encode(const NetworkImage<Real>& image, const std::vector<Real>& parameters,
                               int layers) {
    m_activations[0] = image;
    for (int i = 0; i < layers; ++i) {
        const StridedConvolution<Real>& convolution = m_layers[i].parts.front().convolution;
        forward(i, parameters, convolution.sizeOut(m_activations[i].frames),
                convolution.sizeOut(m_activations[i].bins));
    }
}

template <class Real>
double Autoencoder<Real>::reconstruct(const NetworkImage<Real>& image,
                                      const std::vector<Real>& parameters,
                                      std::vector<Real>& gradient) {
    const int half = static_cast<int>(m_layers.size()) / 2;
    encode(image, parameters, half);
    for (int i = half; i < 2 * half; ++i) { // back to the sizes of the mirrored layer's input
        const NetworkImage<Real>& mirrored = m_activations[2 * half - 1 - i];
        forward(i, parameters, mirrored.frames, mirrored.bins);
    }
    const NetworkImage<Real>& output = m_activations.back();
    NetworkImage<Real>* byOutput = &m_gradients[0];
    NetworkImage<Real>* byInput = &m_gradients[1];
    byOutput->resize(output.frames, output.bins, output.channels);
    const auto count = static_cast<std::ptrdiff_t>(image.values.size());
    const Real share = Real(1) / static_cast<Real>(count);
    double error = 0.0;
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const Real difference = output.values[i] - image.values[i];
        error += std::abs(static_cast<double>(difference));
        byOutput->values[i] = difference > Real(0)   ? share
                              : difference < Real(0) ? -share
                                                     : Real(0);
    }
    for (int i = 2 * half - 1; i >= 0; --i) {
        backward(i, parameters, *byOutput, i > 0 ? byInput : nullptr, &gradient);
        if (i > 0) {
            rectifyGradient(m_activations[i], *byInput);
            std::swap(byOutput, byInput);
        }
    }
    return error / static_cast<double>(count);
}

template <class Real>
void Autoencoder<Real>::backToImage(const std::vector<Real>& parameters,
                                    NetworkImage<Real>& byFirst, NetworkImage<Real>& bySecond,
                                    NetworkImage<Real>& byImage) {
    rectifyGradient(m_activations[2], bySecond);
    NetworkImage<Real>& through = m_gradients[0];
    backward(1, parameters, bySecond, &through, nullptr);
    m_pool.run(through.frames, [&](int frame) {
        const Real* own = byFirst.row(frame);
        Real* sum = through.row(frame);
        for (std::ptrdiff_t i = 0; i < through.rowSize(); ++i) {
            sum[i] += own[i];
        }
    });
    rectifyGradient(m_activations[1], through);
    backward(0, parameters, through, &byImage, nullptr);
}

template class Autoencoder<float>;
template class Autoencoder<double>;

} // namespace tonegraft
