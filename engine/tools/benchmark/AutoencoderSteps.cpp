// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/AutoencoderTraining.h"
#include "methods/perez/PerezLoss.h"
#include "tools/benchmark/Bench.h"

#include <torch/autograd.h>
#include <torch/types.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace tonegraft::benchmark {
namespace {

// [frames][bins] as an image [1][1][frames][bins].
torch::Tensor imageOf(const FeatureMap<float>& map, int frames) {
    auto* data = const_cast<float*>(map.values.data());
    return torch::from_blob(data, {1, 1, frames, map.bins}).clone();
}

/// The same layers as Autoencoder's, with numbers drawn.
struct Reference {
    explicit Reference(const AutoencoderSizes& sizes) {
        const auto draw = [](int to, int from, int kernel) {
            return (0.05 * torch::randn({to, from, kernel, kernel})).set_requires_grad(true);
        };
        const auto layer = [&](int to, int from, int kernel) {
            weights.push_back(draw(to, from, kernel));
            back.push_back(draw(to, from, kernel));
        };
        for (int i = 0; i < 3; ++i) {
            layer(sizes.filters, 1, 5);
        }
        layer(sizes.middle, 3 * sizes.filters, 5);
        layer(sizes.middle, sizes.middle, 3);
        layer(sizes.bottleneck, sizes.middle, 3);
    }

    std::vector<torch::Tensor> styleLayers(const torch::Tensor& x) const {
        std::vector<torch::Tensor> parts;
        for (int i = 0; i < 3; ++i) {
            const std::int64_t dilation = 1LL << i;
            parts.push_back(torch::conv2d(x, weights[i], {}, 1, {2 * dilation, 2}, {dilation, 1}));
        }
        const auto first = torch::relu(torch::cat(parts, 1));
        return {first, torch::relu(torch::conv2d(first, weights[3], {}, 2, 2))};
    }

    torch::Tensor error(const torch::Tensor& x) const {
        const auto layers = styleLayers(x);
        const auto third = torch::relu(torch::conv2d(layers[1], weights[4], {}, 2, 1));
        auto h = torch::relu(torch::conv2d(third, weights[5], {}, 1, 1));
        h = torch::relu(torch::conv_transpose2d(h, back[5], {}, 1, 1));
        h = torch::relu(torch::conv_transpose2d(h, back[4], {}, 2, 1, rest(layers[1])));
        h = torch::relu(torch::conv_transpose2d(h, back[3], {}, 2, 2, rest(layers[0])));
        const auto parts = torch::chunk(h, 3, 1);
        torch::Tensor sum;
        for (int i = 0; i < 3; ++i) {
            const std::int64_t dilation = 1LL << i;
            const auto part = torch::conv_transpose2d(parts[i], back[i], {}, 1, {2 * dilation, 2},
                                                      0, 1, {dilation, 1});
            sum = i == 0 ? part : sum + part;
        }
        return (sum - x).abs().mean();
    }

    static std::vector<std::int64_t> rest(const torch::Tensor& like) {
        return {1 - like.size(2) % 2, 1 - like.size(3) % 2};
    }

    std::vector<torch::Tensor> weights, back;
};

// Of each band of so many neighboring bins.
torch::Tensor grams(const torch::Tensor& layer, int bands) {
    std::vector<torch::Tensor> all;
    for (const auto& band : torch::chunk(layer[0], bands, 2)) {
        const auto f = band.reshape({band.size(0), -1});
        all.push_back(torch::mm(f, f.t()) / static_cast<double>(f.size(1)));
    }
    return torch::stack(all);
}

void addRows(const std::string& what, const std::vector<double>& median, Rows& rows) {
    const double ratio = median[1] / median[0];
    rows.push_back({what, 1000.0 * median[0], "ms", "", true});
    rows.push_back({"  the same in LibTorch", 1000.0 * median[1], "ms", "", true});
    rows.push_back({"  times as fast", ratio, "x", ">= 1", ratio >= 1.0});
}

} // namespace

void measureAutoencoder(const Options& options, Rows& rows) {
    constexpr int kBands = 128;
    ThreadPool pool(0);
    const int rounds = options.quick ? 3 : 7;
    const FeatureMap<float> content = syntheticFeatures(syntheticContent(22050, 1, 10.0), pool);
    const FeatureMap<float> style = syntheticFeatures(syntheticStyle(22050, 1, 10.0), pool);
    const AutoencoderTraining training;
    Autoencoder<float> network(training.sizes, pool);
    const std::vector<float> parameters = network.initialParameters(1);
    Reference reference(training.sizes);

    NetworkImage<float> excerpt(training.cropFrames, content.bins, 1);
    std::copy_n(content.values.begin(), excerpt.values.size(), excerpt.values.begin());
    std::vector<float> slopes(parameters.size());
    const auto excerptTensor = imageOf(content, training.cropFrames);
    addRows("training on an excerpt of 96 frames, perez",
            medianSeconds({[&] { network.reconstruct(excerpt, parameters, slopes); },
                           [&] { reference.error(excerptTensor).backward(); }},
                          rounds),
            rows);

    PerezLoss<float> loss(training.sizes, parameters, 0.2, content, style, pool);
    FeatureMap<float> gradient;
    for (auto& weight : reference.weights) {
        weight.set_requires_grad(false);
    }
    const auto x = imageOf(content, content.frames).set_requires_grad(true);
    const auto contentLayer = reference.styleLayers(x)[0].detach();
    std::vector<torch::Tensor> styleGrams;
    for (const auto& layer : reference.styleLayers(imageOf(style, style.frames))) {
        styleGrams.push_back(grams(layer, kBands));
    }
    const auto evaluated = [&] {
        const auto layers = reference.styleLayers(x);
        ((layers[0] - contentLayer).pow(2).sum() +
         (grams(layers[0], kBands) - styleGrams[0]).pow(2).sum() +
         (grams(layers[1], kBands) - styleGrams[1]).pow(2).sum())
            .backward();
    };
    addRows("evaluation, perez, 10 s mono",
            medianSeconds({[&] { loss.evaluate(content, 0.95, gradient); }, evaluated}, rounds),
            rows);
}

} // namespace tonegraft::benchmark
