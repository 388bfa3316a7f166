// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/Network.h"

#include "linalg/VectorOps.h"
#include "methods/networks/NetworkPooling.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {

namespace {

constexpr double kNormEpsilon = 1e-5; // PyTorch's and SoundNet's

/// Normalization by fixed means and variances is a factor and an offset for each output.
void fold(Safetensors& file, const LayerShape& layer, Tensor& weight, Tensor& bias) {
    const std::vector<std::int64_t> shape{layer.outputs};
    const std::vector<float> scale = file.read(layer.norm + ".weight", shape).values;
    const std::vector<float> offset = file.read(layer.norm + ".bias", shape).values;
    const std::vector<float> mean = file.read(layer.norm + ".running_mean", shape).values;
    const std::vector<float> variance = file.read(layer.norm + ".running_var", shape).values;
    const std::size_t size = weight.values.size() / bias.values.size();
    for (std::size_t o = 0; o < bias.values.size(); ++o) {
        const double spread = std::max(0.0, static_cast<double>(variance[o])) + kNormEpsilon;
        const double factor = scale[o] / std::sqrt(spread);
        bias.values[o] = static_cast<float>(
            offset[o] + factor * (static_cast<double>(bias.values[o]) - mean[o]));
        for (std::size_t i = o * size; i < (o + 1) * size; ++i) {
            weight.values[i] = static_cast<float>(factor * weight.values[i]);
        }
    }
}

} // namespace

NetworkWeights readNetwork(Safetensors& file, std::vector<LayerShape> layers) {
    NetworkWeights weights;
    for (const LayerShape& layer : layers) {
        if (layer.kind != LayerKind::convolution) {
            continue;
        }
        std::vector<std::int64_t> shape{layer.outputs, layer.inputs, layer.kernelBins,
                                        layer.kernelFrames};
        if (layer.kernelBins == 1) {
            shape.erase(shape.begin() + 2); // along time alone
        }
        Tensor weight = file.read(layer.name + ".weight", shape);
        Tensor bias = file.read(layer.name + ".bias", {layer.outputs});
        if (!layer.norm.empty()) {
            fold(file, layer, weight, bias);
        }
        weights.tensors[layer.name + ".weight"] = std::move(weight);
        weights.tensors[layer.name + ".bias"] = std::move(bias);
    }
    weights.layers = std::move(layers);
    return weights;
}

template <class Real>
Network<Real>::Network(const NetworkWeights& weights, ThreadPool& pool) : m_pool(pool) {
    std::unique_ptr<LayerShape> pooling;
    for (const LayerShape& layer : weights.layers) {
        if (layer.kind != LayerKind::convolution) {
            pooling = std::make_unique<LayerShape>(layer);
            continue;
        }
        Stage stage;
        stage.pool = std::move(pooling);
        stage.run = std::make_unique<NetworkConvolution<Real>>(
            layer, weights.tensors.at(layer.name + ".weight").values,
            weights.tensors.at(layer.name + ".bias").values, pool);
        m_stages.push_back(std::move(stage));
    }
}

template <class Real> int Network<Real>::framesAt(int convolution, int imageFrames) const {
    int frames = imageFrames;
    for (int i = 0; i <= convolution; ++i) {
        const Stage& stage = m_stages[i];
        frames /= stage.pool ? stage.pool->kernelFrames : 1;
        frames = stage.run->framesOut(frames);
    }
    return frames;
}

template <class Real> int Network<Real>::binsAt(int convolution, int imageBins) const {
    int bins = imageBins;
    for (int i = 0; i <= convolution; ++i) {
        bins /= m_stages[i].pool ? m_stages[i].pool->kernelBins : 1;
    }
    return bins;
}

template <class Real> void Network<Real>::forward(const NetworkImage<Real>& image, int count) {
    m_image = &image;
    m_count = count;
    const NetworkImage<Real>* input = &image;
    for (int i = 0; i < count; ++i) {
        Stage& stage = m_stages[i];
        if (stage.pool) {
            poolForward(*stage.pool, *input, stage.pooled, m_pool);
            stage.run->forward(stage.pooled, false, stage.output);
        } else {
            stage.run->forward(*input, i > 0, stage.output);
        }
        input = &stage.output;
    }
}

template <class Real>
void Network<Real>::backward(const AddGradient& add, NetworkImage<Real>& imageGradient) {
    const NetworkImage<Real>& last = m_stages[m_count - 1].output;
    m_gradient.resize(last.frames, last.bins, last.channels);
    std::fill(m_gradient.values.begin(), m_gradient.values.end(), Real(0));
    add(m_count - 1, m_gradient);
    for (int i = m_count - 1; i > 0; --i) {
        const Stage& stage = m_stages[i];
        const NetworkImage<Real>& before = m_stages[i - 1].output;
        const NetworkImage<Real>& input = stage.pool ? stage.pooled : before;
        m_inputGradient.resize(input.frames, input.bins, input.channels);
        stage.run->adjoint(m_gradient, m_inputGradient);
        if (stage.pool) {
            poolAdjoint(*stage.pool, before, m_inputGradient, m_gradient, m_pool);
        } else {
            rectifyGradient(before, m_inputGradient);
            std::swap(m_gradient, m_inputGradient);
        }
        add(i - 1, m_gradient);
    }
    imageGradient.resize(m_image->frames, m_image->bins, m_image->channels);
    m_stages[0].run->adjoint(m_gradient, imageGradient);
}

template <class Real>
void Network<Real>::rectifyGradient(const NetworkImage<Real>& output,
                                    NetworkImage<Real>& gradient) {
    const Real* __restrict values = output.values.data();
    Real* __restrict slopes = gradient.values.data();
    forBlocks(m_pool, static_cast<std::ptrdiff_t>(output.values.size()),
              [=](std::ptrdiff_t begin, std::ptrdiff_t end) {
                  for (std::ptrdiff_t i = begin; i < end; ++i) {
                      slopes[i] = values[i] > Real(0) ? slopes[i] : Real(0);
                  }
              });
}

template class Network<float>;
template class Network<double>;

} // namespace tonegraft
