// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/InstrumentNetwork.h"
#include "methods/networks/NetworkAnalysis.h"
#include "methods/networks/NetworkDistance.h"
#include "methods/shared/Analysis.h"
#include "methods/shared/FilterBank.h"
#include "tools/benchmark/Bench.h"
#include "tools/benchmark/NetworkStep.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace tonegraft::benchmark {
namespace {

constexpr double kSeconds = 10.0;
constexpr int kSoundNetRateHz = 22050;

FeatureMap<float> imageOf(const AudioClip& clip, ThreadPool& pool) {
    FeatureMap<float> image = featuresOf(clip, networkShape(clip.sampleRateHz), pool);
    const float largest = *std::max_element(image.values.begin(), image.values.end());
    for (float& value : image.values) {
        value /= largest;
    }
    return image;
}

/// These layers with numbers drawn, under which values keep about their size.
NetworkWeights drawn(std::vector<LayerShape> layers) {
    NetworkWeights weights;
    weights.layers = std::move(layers);
    SplitMix64 random(1);
    for (LayerShape& layer : weights.layers) {
        if (layer.kind != LayerKind::convolution) {
            continue;
        }
        layer.norm.clear(); // folded into the convolution, as when it is read
        const int taps = layer.inputs * layer.kernelBins * layer.kernelFrames;
        Tensor& weight = weights.tensors[layer.name + ".weight"];
        weight.shape = {layer.outputs, layer.inputs, layer.kernelBins, layer.kernelFrames};
        const double bound = std::sqrt(6.0 / taps);
        for (int i = 0; i < layer.outputs * taps; ++i) {
            weight.values.push_back(static_cast<float>(bound * (2.0 * random.uniform() - 1.0)));
        }
        weights.tensors[layer.name + ".bias"] = {{layer.outputs},
                                                 std::vector<float>(layer.outputs)};
    }
    return weights;
}

/// Five convolutions as VGG-19 begins, on one channel.
NetworkWeights vggLike() {
    std::vector<LayerShape> layers = vgg19Layers();
    layers.resize(7);
    layers[0].inputs = 1;
    return drawn(std::move(layers));
}

FeatureMap<float> samplesOf(const AudioClip& clip) {
    FeatureMap<float> samples(1, static_cast<int>(clip.sampleCount()), 1);
    samples.values = clip.channels[0];
    return samples;
}

void compare(const std::string& what, const NetworkWeights& weights,
             const FeatureMap<float>& content, const FeatureMap<float>& style,
             const Options& options, Rows& rows) {
    constexpr double kSameTotal = 1e-3; // of sums in single precision, in other orders
    ThreadPool pool(0);
    NetworkDistanceSettings settings;
    for (const LayerShape& layer : weights.layers) {
        if (layer.kind == LayerKind::convolution) {
            settings.styleConvolutions.push_back(
                static_cast<int>(settings.styleConvolutions.size()));
        }
    }
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
    rows.push_back({what + ", autograd", 1000.0 * median[0], "ms", "", true});
    rows.push_back({what, 1000.0 * median[1], "ms", "", true});
    const double ratio = median[0] / median[1];
    rows.push_back({"  times autograd", ratio, "x", ">= 1", ratio >= 1.0});
    const double off = std::fabs(total - referenceTotal) / std::fabs(referenceTotal);
    rows.push_back({"  totals differ by", off, "", "<= 0.001", off <= kSameTotal});
}

} // namespace

void measureNetworks(const Options& options, Rows& rows) {
    ThreadPool pool(0);
    const FeatureMap<float> content = imageOf(syntheticContent(kNetworkRateHz, 1, kSeconds), pool);
    const FeatureMap<float> style = imageOf(syntheticStyle(kNetworkRateHz, 1, kSeconds), pool);
    Safetensors file = builtInFile();
    compare("evaluation, gatys on the built-in network, 10 s mono 16 kHz",
            readNetwork(file, instrumentLayers()), content, style, options, rows);
    compare("evaluation, gatys on VGG-19's layers, 10 s mono 16 kHz", vggLike(), content, style,
            options, rows);
    compare("evaluation, SoundNet's layers, 10 s mono 22.05 kHz", drawn(soundNetLayers()),
            samplesOf(syntheticContent(kSoundNetRateHz, 1, kSeconds)),
            samplesOf(syntheticStyle(kSoundNetRateHz, 1, kSeconds)), options, rows);
}

} // namespace tonegraft::benchmark
