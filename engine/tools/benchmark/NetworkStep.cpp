// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/benchmark/NetworkStep.h"

#include <torch/autograd.h>
#include <torch/types.h>

#include <algorithm>

namespace tonegraft::benchmark {
namespace {

constexpr std::size_t kContentConvolution = 3;
constexpr double kStyleWeight = 1e6;

torch::Tensor tensorOf(const Tensor& tensor) {
    auto* data = const_cast<float*>(tensor.values.data());
    return torch::from_blob(data, tensor.shape).clone();
}

// [frames][bins] as an image [1][1][bins][frames].
torch::Tensor imageOf(const FeatureMap<float>& map) {
    auto* data = const_cast<float*>(map.values.data());
    return torch::from_blob(data, {map.frames, map.bins})
        .t()
        .contiguous()
        .view({1, 1, map.bins, map.frames});
}

torch::Tensor gram(const torch::Tensor& features) {
    const auto f = features.view({features.size(1), -1});
    return torch::mm(f, f.t()) / static_cast<double>(features.numel());
}

} // namespace

struct NetworkStep::Impl {
    std::vector<LayerShape> layers;
    std::vector<torch::Tensor> weights, biases, styleGrams;
    torch::Tensor content;

    std::vector<torch::Tensor> features(torch::Tensor x) const {
        std::vector<torch::Tensor> outputs;
        bool pooled = true; // or the image itself: nothing to rectify
        for (const LayerShape& layer : layers) {
            x = pooled ? x : torch::relu(x);
            if (layer.kind == LayerKind::convolution) {
                x = torch::conv2d(x, weights[outputs.size()], biases[outputs.size()],
                                  {1, layer.strideFrames},
                                  {(layer.kernelBins - 1) / 2, layer.paddingFrames});
                outputs.push_back(x);
            } else if (layer.kind == LayerKind::maxPool) {
                x = torch::max_pool2d(x, {layer.kernelBins, layer.kernelFrames});
            } else {
                x = torch::avg_pool2d(x, {layer.kernelBins, layer.kernelFrames});
            }
            pooled = layer.kind != LayerKind::convolution;
        }
        return outputs;
    }
};

NetworkStep::NetworkStep(const NetworkWeights& weights, const FeatureMap<float>& content,
                         const FeatureMap<float>& style)
    : m_impl(std::make_unique<Impl>()) {
    Impl& self = *m_impl;
    self.layers = weights.layers;
    for (const LayerShape& layer : weights.layers) {
        if (layer.kind == LayerKind::convolution) {
            self.weights.push_back(tensorOf(weights.tensors.at(layer.name + ".weight")));
            self.biases.push_back(tensorOf(weights.tensors.at(layer.name + ".bias")));
        }
    }
    self.content = self.features(imageOf(content))[kContentConvolution];
    for (const torch::Tensor& f : self.features(imageOf(style))) {
        self.styleGrams.push_back(gram(f));
    }
}

NetworkStep::~NetworkStep() = default;

double NetworkStep::run(const FeatureMap<float>& x, FeatureMap<float>* gradient) {
    Impl& self = *m_impl;
    const auto image = imageOf(x).set_requires_grad(true);
    const auto features = self.features(image);
    auto loss = (features[kContentConvolution] - self.content).pow(2).mean();
    for (std::size_t i = 0; i < features.size(); ++i) {
        loss = loss + kStyleWeight * (gram(features[i]) - self.styleGrams[i]).pow(2).mean();
    }
    loss.backward();
    const auto slope = image.grad().view({x.bins, x.frames}).t().contiguous();
    *gradient = FeatureMap<float>(1, x.frames, x.bins);
    std::copy_n(slope.data_ptr<float>(), gradient->values.size(), gradient->values.begin());
    return loss.item<double>();
}

} // namespace tonegraft::benchmark
