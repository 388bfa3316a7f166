// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/benchmark/TextureStep.h"

#include <torch/autograd.h>
#include <torch/types.h>

#include <ATen/ops/fft_ifft.h>
#include <ATen/ops/fft_irfft.h>
#include <ATen/ops/fft_rfft.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tonegraft::benchmark {
namespace {

constexpr double kSilenceSquare = 1e-10;
constexpr double kLowestHz = 20.0;
constexpr double kLeastVariance = 1e-10;
constexpr double kLeastMagnitudeSquare = 1e-14;

// [filters][bins]
torch::Tensor responses(const std::vector<BinFilter>& filters, std::size_t first,
                        std::int64_t bins) {
    const auto count = static_cast<std::int64_t>(filters.size() - first);
    torch::Tensor rows = torch::zeros({count, bins});
    for (std::int64_t i = 0; i < count; ++i) {
        const BinFilter& filter = filters[first + static_cast<std::size_t>(i)];
        for (std::int64_t bin = filter.firstBin;
             bin < std::min<std::int64_t>(filter.endBin(), bins); ++bin) {
            rows[i][bin] = filter.response[static_cast<std::size_t>(bin - filter.firstBin)];
        }
    }
    return rows;
}

torch::Tensor placesOf(const std::vector<BandPair>& pairs, bool high) {
    std::vector<std::int64_t> places;
    for (const BandPair& pair : pairs) {
        places.push_back(high ? pair.high : pair.low);
    }
    return torch::tensor(places);
}

} // namespace

struct TextureStep::Impl {
    explicit Impl(const TextureLayout& textureLayout) : layout(textureLayout) {}

    TextureLayout layout;
    std::int64_t samples = 0, coefficients = 0, slowSamples = 0;
    torch::Tensor cochlear, modulations, octaves, low, high, c1Low, c1High;
    std::vector<torch::Tensor> target, squares;

    // Envelopes at 400 Hz, [bands][time], of their coefficients up to 200 Hz.
    torch::Tensor slow(const torch::Tensor& c) const {
        return at::fft_irfft(c, slowSamples, -1, "forward");
    }

    std::vector<torch::Tensor> values(const torch::Tensor& x) const {
        const auto spectrum = at::fft_rfft(x);
        const auto analytic =
            at::fft_ifft(spectrum.unsqueeze(0) * cochlear * 2.0, samples); // [bands][time]
        const auto power = torch::real(analytic).pow(2) + torch::imag(analytic).pow(2);
        const auto envelopes = (power + kSilenceSquare).pow(0.15);
        const auto c =
            at::fft_rfft(envelopes, c10::nullopt, -1, "forward").slice(1, 0, coefficients);
        const auto s = slow(c);
        const auto mean = s.mean(-1);
        const auto deviation = s - mean.unsqueeze(-1);
        const auto var = deviation.pow(2).mean(-1) + kLeastVariance;
        const auto banded = slow(c.unsqueeze(1) * modulations.unsqueeze(0));
        const auto pairs = (deviation.index_select(0, low) * deviation.index_select(0, high));
        std::vector<torch::Tensor> all{
            mean,
            var / mean.pow(2),
            deviation.pow(3).mean(-1) / var.pow(1.5),
            deviation.pow(4).mean(-1) / var.pow(2),
            pairs.mean(-1) / (var.index_select(0, low) * var.index_select(0, high)).sqrt(),
            (banded.pow(2).mean(-1) / var.unsqueeze(-1)).flatten()};
        addOctaves(c, all);
        return all;
    }

    void addOctaves(const torch::Tensor& c, std::vector<torch::Tensor>& all) const {
        // [bands][octaves][time]
        const auto a =
            at::fft_ifft(c.unsqueeze(1) * octaves.unsqueeze(0) * 2.0, slowSamples, -1, "forward");
        const auto re = torch::real(a);
        const auto im = torch::imag(a);
        const auto var = re.pow(2).mean(-1) + kLeastVariance; // [bands][octaves]
        const auto from = layout.firstC1Octave() - layout.firstOctave;
        const auto b = re.slice(1, from);
        const auto v = var.slice(1, from);
        all.push_back(((b.index_select(0, c1Low) * b.index_select(0, c1High)).mean(-1) /
                       (v.index_select(0, c1Low) * v.index_select(0, c1High)).sqrt())
                          .flatten());
        const auto turn = (re.pow(2) + im.pow(2) + kLeastMagnitudeSquare).rsqrt();
        const auto dRe = ((re.pow(2) - im.pow(2)) * turn).slice(1, 0, -1);
        const auto dIm = (2.0 * re * im * turn).slice(1, 0, -1);
        const auto fastRe = re.slice(1, 1);
        const auto fastIm = im.slice(1, 1);
        const auto norm = 2.0 * (var.slice(1, 0, -1) * var.slice(1, 1)).sqrt();
        const auto c2Re = (dRe * fastRe + dIm * fastIm).mean(-1) / norm;
        const auto c2Im = (dRe * fastIm - dIm * fastRe).mean(-1) / norm;
        all.push_back(torch::stack({c2Re, c2Im}, -1).flatten());
    }
};

TextureStep::TextureStep(const TextureLayout& layout, int sampleRateHz, std::size_t loopSamples,
                         const TextureValues& target)
    : m_impl(std::make_unique<Impl>(layout)) {
    Impl& self = *m_impl;
    self.samples = static_cast<std::int64_t>(loopSamples);
    const double seconds = static_cast<double>(loopSamples) / sampleRateHz;
    const std::int64_t bins = self.samples / 2 + 1;
    self.coefficients = static_cast<std::int64_t>(std::floor(kHighestModulationHz * seconds)) + 1;
    self.slowSamples = 2 * self.coefficients;
    self.cochlear = responses(cochlearFilters(layout.limitHz, 1.0 / seconds), 0, bins);
    self.cochlear.slice(1, 0, static_cast<std::int64_t>(std::ceil(kLowestHz * seconds))).zero_();
    self.modulations =
        responses(modulationFilters(1.0 / seconds),
                  static_cast<std::size_t>(layout.firstModulation), self.coefficients);
    self.octaves = responses(octaveFilters(1.0 / seconds),
                             static_cast<std::size_t>(layout.firstOctave), self.coefficients);
    const auto pairs = correlationPairs(layout.bands);
    const auto c1 = c1Pairs(layout.bands);
    self.low = placesOf(pairs, false);
    self.high = placesOf(pairs, true);
    self.c1Low = placesOf(c1, false);
    self.c1High = placesOf(c1, true);
    for (const std::vector<double>& values : target) {
        self.target.push_back(torch::tensor(values, torch::kFloat32));
        self.squares.push_back(self.target.back().pow(2).sum());
    }
}

TextureStep::~TextureStep() = default;

double TextureStep::run(const std::vector<float>& x, std::vector<float>& gradient) {
    const auto variable = torch::tensor(x).set_requires_grad(true);
    const auto values = m_impl->values(variable);
    torch::Tensor loss = torch::zeros({});
    for (std::size_t i = 0; i < values.size(); ++i) {
        loss = loss + (values[i] - m_impl->target[i]).pow(2).sum() / m_impl->squares[i];
    }
    loss.backward();
    gradient.resize(x.size());
    std::copy_n(variable.grad().data_ptr<float>(), x.size(), gradient.begin());
    return loss.item<double>();
}

} // namespace tonegraft::benchmark
