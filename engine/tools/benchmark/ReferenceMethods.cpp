// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/benchmark/ReferenceMethods.h"

#include <torch/autograd.h>
#include <torch/types.h>

#include <cmath>
#include <memory>

namespace tonegraft::benchmark {
namespace {

using torch::indexing::Slice;

// The map [frames][bins] as a convolution over time takes it: [1, bins, frames].
torch::Tensor tensorOf(const FeatureMap<float>& map) {
    auto* data = const_cast<float*>(map.values.data());
    return torch::from_blob(data, {map.frames, map.bins}).t().contiguous().unsqueeze(0);
}

torch::Tensor gram(const torch::Tensor& features, double divisor) {
    return torch::mm(features, features.t()) / divisor;
}

// Mean of F[t] F[t + lag] for each filter and each lag, by the Wiener-Khinchin theorem.
torch::Tensor autocorrelation(const torch::Tensor& features, int firstLag, int lastLag) {
    const auto frames = features.size(1);
    const auto last = std::min<std::int64_t>(lastLag, frames / 2);
    const auto spectrum = torch::fft_rfft(features, 2 * frames);
    const auto power = (spectrum * torch::conj(spectrum));
    const auto sums = torch::fft_irfft(power, 2 * frames);
    const auto lags = torch::arange(firstLag, last + 1);
    return sums.index({Slice(), Slice(firstLag, last + 1)}) / (frames - lags);
}

void backward(torch::Tensor& x, const torch::Tensor& loss) {
    x.mutable_grad() = torch::Tensor();
    loss.backward();
}

struct Network {
    torch::Tensor weight, styleGram, styleRhythm;
};

} // namespace

std::function<void()> ulyanovReference(const FeatureMap<float>& content,
                                       const FeatureMap<float>& style, int filters,
                                       int kernelSize) {
    constexpr double kAlpha = 1e-2;
    const auto weight = torch::randn({filters, content.bins, kernelSize}) * 0.01;
    const auto features = [weight](const torch::Tensor& x) {
        return torch::relu(torch::conv1d(x, weight))[0];
    };
    const auto x = std::make_shared<torch::Tensor>(
        (torch::randn({1, content.bins, content.frames}) * 1e-3).set_requires_grad(true));
    const auto contentFeatures = features(tensorOf(content));
    const auto styleGram = gram(features(tensorOf(style)), style.frames);
    return [=, frames = content.frames] {
        const auto f = features(*x);
        const auto loss = (gram(f, frames) - styleGram).pow(2).sum() +
                          kAlpha * (f - contentFeatures).pow(2).sum();
        backward(*x, loss);
    };
}

std::function<void()> antogniniReference(const FeatureMap<float>& content,
                                         const FeatureMap<float>& style,
                                         const std::vector<int>& widths, int filters, int firstLag,
                                         int lastLag) {
    std::vector<Network> networks;
    const auto styleTensor = tensorOf(style);
    for (const int width : widths) {
        Network network;
        network.weight = torch::randn({filters, content.bins, width}) * 0.01;
        const auto f = torch::relu(torch::conv1d(styleTensor, network.weight))[0];
        network.styleGram = gram(f, static_cast<double>(f.size(1)));
        network.styleRhythm = autocorrelation(f, firstLag, lastLag);
        networks.push_back(network);
    }
    const auto x = std::make_shared<torch::Tensor>(
        torch::rand({1, content.bins, content.frames}).set_requires_grad(true));
    return [=] {
        auto loss = 1e-3 / (1e-3 + (*x - styleTensor).pow(2).sum() / styleTensor.pow(2).sum());
        for (const Network& network : networks) {
            const auto f = torch::relu(torch::conv1d(*x, network.weight))[0];
            const auto g = gram(f, static_cast<double>(f.size(1)));
            loss = loss + (g - network.styleGram).pow(2).sum() / network.styleGram.pow(2).sum();
            if (network.styleRhythm.size(1) > 0) {
                const auto a = autocorrelation(f, firstLag, lastLag);
                loss = loss +
                       (a - network.styleRhythm).pow(2).sum() / network.styleRhythm.pow(2).sum();
            }
        }
        backward(*x, loss);
    };
}

std::function<void()> mosaicReference(const FeatureMap<float>& content,
                                      const FeatureMap<float>& style, int repetition, int polyphony,
                                      int continuity) {
    const auto v = tensorOf(content)[0] + 1e-6; // [bins, frames]
    const auto w = tensorOf(style)[0] + 1e-6;   // [bins, templates]
    const auto h = torch::rand({w.size(1), v.size(1)});
    const int side = 2 * continuity + 1;
    const auto diagonal = torch::eye(side).reshape({1, 1, side, side});
    return [=] {
        const torch::NoGradGuard guard;
        constexpr double kDamp = 0.5;
        const auto highest =
            torch::max_pool1d(h.unsqueeze(0), 2 * repetition + 1, 1, repetition)[0];
        const auto r = torch::where(h == highest, h, h * kDamp);
        const auto least = std::get<0>(torch::topk(r, polyphony, 0))[polyphony - 1];
        const auto p = torch::where(r >= least, r, r * kDamp);
        const auto c =
            torch::conv2d(p.unsqueeze(0).unsqueeze(0), diagonal, {}, 1, continuity)[0][0];
        const auto next = c * torch::mm(w.t(), v / torch::mm(w, c)) / w.sum(0).unsqueeze(1);
        const auto model = torch::mm(w, next);
        (v * torch::log(v / model) - v + model).sum().item<float>();
    };
}

} // namespace tonegraft::benchmark
