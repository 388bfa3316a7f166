// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkLayers.h"

#include <algorithm>
#include <utility>

namespace tonegraft {
namespace {

std::ptrdiff_t convolutionsIn(const std::vector<LayerShape>& layers) {
    return std::count_if(layers.begin(), layers.end(), [](const LayerShape& layer) {
        return layer.kind == LayerKind::convolution;
    });
}

} // namespace

LayerShape convolution3x3(std::string name, int inputs, int outputs) {
    LayerShape layer;
    layer.name = std::move(name);
    layer.inputs = inputs;
    layer.outputs = outputs;
    return layer;
}

LayerShape pool2x2(LayerKind kind) {
    LayerShape layer;
    layer.kind = kind;
    layer.kernelFrames = 2;
    layer.kernelBins = 2;
    layer.strideFrames = 2;
    layer.paddingFrames = 0;
    return layer;
}

std::vector<LayerShape> instrumentLayers() {
    return {convolution3x3("conv1", 1, 16),  pool2x2(LayerKind::averagePool),
            convolution3x3("conv2", 16, 48), pool2x2(LayerKind::averagePool),
            convolution3x3("conv3", 48, 96), convolution3x3("conv4", 96, 96),
            convolution3x3("conv5", 96, 96)};
}

std::vector<LayerShape> vgg19Layers() {
    std::vector<LayerShape> layers;
    int inputs = 3;
    int place = 0; // in PyTorch's list, where each convolution is followed by a ReLU
    for (const auto& [outputs, count] :
         {std::pair{64, 2}, {128, 2}, {256, 4}, {512, 4}, {512, 4}}) {
        if (place > 0) {
            layers.push_back(pool2x2(LayerKind::maxPool));
            ++place;
        }
        for (int i = 0; i < count; ++i) {
            layers.push_back(convolution3x3("features." + std::to_string(place), inputs, outputs));
            inputs = outputs;
            place += 2;
        }
    }
    return layers;
}

std::vector<LayerShape> soundNetLayers() {
    struct Row {
        int outputs, kernel, padding, pool;
    };
    constexpr Row kRows[] = {{16, 64, 32, 8}, {32, 32, 16, 8}, {64, 16, 8, 0},  {128, 8, 4, 0},
                             {256, 4, 2, 4},  {512, 4, 2, 0},  {1024, 4, 2, 0}, {1000, 8, 0, 0}};
    std::vector<LayerShape> layers;
    int inputs = 1;
    for (const Row& row : kRows) {
        const std::string number = std::to_string(1 + convolutionsIn(layers));
        LayerShape layer = convolution3x3("conv" + number, inputs, row.outputs);
        layer.norm = row.padding > 0 ? "batchnorm" + number : ""; // the last one has none
        layer.kernelFrames = row.kernel;
        layer.kernelBins = 1;
        layer.strideFrames = 2;
        layer.paddingFrames = row.padding;
        layers.push_back(layer);
        if (row.pool > 0) {
            LayerShape pool = pool2x2(LayerKind::maxPool);
            pool.kernelFrames = pool.strideFrames = row.pool;
            pool.kernelBins = 1;
            layers.push_back(pool);
        }
        inputs = row.outputs;
    }
    return layers;
}

} // namespace tonegraft
