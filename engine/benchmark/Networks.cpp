// SPDX-License-Identifier: GPL-3.0-or-later
#include "benchmark/Bench.h"
#include "benchmark/NetworkStep.h"
#include "features/FilterBank.h"
#include "features/InstrumentNetwork.h"
#include "features/NetworkDistance.h"
#include "methods/Analysis.h"
#include "methods/NetworkAnalysis.h"

#include <algorithm>
#include <cmath>

namespace tonegraft::benchmark {
namespace {

constexpr double kSeconds = 10.0;

FeatureMap<float> imageOf(const AudioClip& clip, ThreadPool& pool) {
    FeatureMap<float> image = featuresOf(clip, networkShape(clip.sampleRateHz), pool);
    const float largest = *std::max_element(image.values.begin(), image.values.end());
    for (float& value : image.values) {
        value /= largest;
    }
    return image;
}

/// Five convolutions as VGG-19 begins, on one channel, with numbers drawn.
NetworkWeights vggLike() {
    NetworkWeights weights;
    weights.layers = vgg19Layers();
    weights.layers.resize(7);
    weights.layers[0].inputs = 1;
    SplitMix64 random(1);
    for (const LayerShape& layer : weights.layers) {
        if (layer.kind != LayerKind::convolution) {
            continue;
        }
        Tensor& weight = weights.tensors[layer.name + ".weight"];
        weight.shape = {layer.outputs, layer.inputs, 3, 3};
        const double bound = std::sqrt(6.0 / (9.0 * layer.inputs));
        for (int i = 0; i < layer.outputs * layer.inputs * 9; ++i) {
            weight.values.push_back(static_cast<float>(bound * (2.0 * random.uniform() - 1.0)));
        }
        weights.tensors[layer.name + ".bias"] = {{layer.outputs},
                                                 std::vector<float>(layer.outputs)};
    }
    return weights;
}

void compare(const char* name, const NetworkWeights& weights, const Options& options, Rows& rows) {
    constexpr double kSameTotal = 1e-3; // of sums in single precision, in other orders
    ThreadPool pool(0);
    const FeatureMap<float> content = imageOf(syntheticContent(kNetworkRateHz, 1, kSeconds), pool);
    const FeatureMap<float> style = imageOf(syntheticStyle(kNetworkRateHz, 1, kSeconds), pool);
    NetworkDistanceSettings settings;
    settings.styleConvolutions = {0, 1, 2, 3, 4};
    settings.contentConvolution = 3;
    NetworkDistance<float> ours(weights, settings, content, style, pool);
    NetworkStep reference(weights, content, style);
    FeatureMap<float> gradient;
    double total = 0.0;
    double referenceTotal = 0.0;
    const auto median = medianSeconds({[&] { referenceTotal = reference.run(content, &gradient); },
                                       [&] {
                                           const auto d =
                                               ours.evaluate(content, 1e6, 1.0, &gradient);
                                           total = 1e6 * d.style + d.content;
                                       }},
                                      options.quick ? 3 : 7);
    const std::string what = std::string("evaluation, gatys on ") + name + ", 10 s mono 16 kHz";
    rows.push_back({what + ", autograd", 1000.0 * median[0], "ms", "", true});
    rows.push_back({what, 1000.0 * median[1], "ms", "", true});
    const double ratio = median[0] / median[1];
    rows.push_back({"  times autograd", ratio, "x", ">= 1", ratio >= 1.0});
    const double off = std::fabs(total - referenceTotal) / std::fabs(referenceTotal);
    rows.push_back({"  totals differ by", off, "", "<= 0.001", off <= kSameTotal});
}

} // namespace

void measureNetworks(const Options& options, Rows& rows) {
    Safetensors file = builtInFile();
    compare("the built-in network", readNetwork(file, instrumentLayers()), options, rows);
    compare("VGG-19's layers", vggLike(), options, rows);
}

} // namespace tonegraft::benchmark
