// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/networks/Network.h"
#include "methods/shared/FeatureMap.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace tonegraft::test {

inline std::vector<double> drawn(std::size_t count, unsigned seed) {
    std::mt19937 generator(seed);
    std::vector<double> values(count);
    for (double& value : values) {
        value = static_cast<double>(generator()) / 2147483648.0 - 1.0; // -1..1 everywhere alike
    }
    return values;
}

template <class Real>
NetworkImage<Real> drawnImage(int frames, int bins, int channels, unsigned seed) {
    NetworkImage<Real> image(frames, bins, channels);
    const std::vector<double> values = drawn(image.values.size(), seed);
    image.values.assign(values.begin(), values.end());
    return image;
}

/// Between 0 and 1, as images of spectrograms are.
template <class Real> FeatureMap<Real> drawnMap(int channels, int frames, int bins, unsigned seed) {
    FeatureMap<Real> map(channels, frames, bins);
    const std::vector<double> values = drawn(map.values.size(), seed);
    for (std::size_t i = 0; i < values.size(); ++i) {
        map.values[i] = static_cast<Real>(std::fabs(values[i]));
    }
    return map;
}

/// Weights under which numbers keep about their size from layer to layer.
inline NetworkWeights drawnWeights(std::vector<LayerShape> layers, unsigned seed) {
    NetworkWeights weights;
    for (const LayerShape& layer : layers) {
        if (layer.kind != LayerKind::convolution) {
            continue;
        }
        const std::size_t taps =
            static_cast<std::size_t>(layer.inputs) * layer.kernelBins * layer.kernelFrames;
        Tensor& weight = weights.tensors[layer.name + ".weight"];
        weight.shape = {layer.outputs, layer.inputs, layer.kernelBins, layer.kernelFrames};
        for (const double value : drawn(layer.outputs * taps, seed++)) {
            weight.values.push_back(
                static_cast<float>(value * std::sqrt(6.0 / static_cast<double>(taps))));
        }
        Tensor& bias = weights.tensors[layer.name + ".bias"];
        bias.shape = {layer.outputs};
        for (const double value : drawn(layer.outputs, seed++)) {
            bias.values.push_back(static_cast<float>(0.1 * value));
        }
    }
    weights.layers = std::move(layers);
    return weights;
}

template <class Real> double dotOf(const NetworkImage<Real>& a, const NetworkImage<Real>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        sum += static_cast<double>(a.values[i]) * static_cast<double>(b.values.at(i));
    }
    return sum;
}

} // namespace tonegraft::test
