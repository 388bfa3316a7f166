// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/training/timbre/LevelsDistance.h"

#include "timbre/LogFrequencyPicture.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/einsum.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/sqrt.h>

#include <cmath>
#include <vector>

namespace tonegraft::training {
namespace {

constexpr int kWeightings = 3;

/// [weighting][bin], each of sum 1
std::vector<float> binWeights() {
    std::vector<double> weights(kWeightings * kPictureBins);
    double sums[kWeightings] = {};
    for (int bin = 0; bin < kPictureBins; ++bin) {
        const double hz =
            kPictureLowestHz * std::pow(2.0, static_cast<double>(bin) / kPictureBinsPerOctave);
        const double each[kWeightings] = {hz / 700.0 / (1.0 + hz / 700.0), hz < 8000.0 ? hz : 0.0,
                                          1.0};
        for (int i = 0; i < kWeightings; ++i) {
            weights[static_cast<std::size_t>(i * kPictureBins + bin)] = each[i];
            sums[i] += each[i];
        }
    }
    std::vector<float> scaled;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        scaled.push_back(static_cast<float>(weights[i] / sums[i / kPictureBins]));
    }
    return scaled;
}

} // namespace

at::Tensor levelsDistance(const at::Tensor& levels, const at::Tensor& truth) {
    constexpr double kRange = 3.0; // 60 dB
    static std::vector<float> weights = binWeights();
    const at::Tensor bins = at::from_blob(weights.data(), {kWeightings, kPictureBins});
    const at::Tensor floor = truth.amax(at::IntArrayRef{1, 2}, /*keepdim=*/true) - kRange;
    const at::Tensor difference = at::maximum(levels, floor) - at::maximum(truth, floor);
    const at::Tensor squares = at::einsum("wf,bft->bwt", {bins, difference * difference});
    return at::sqrt(squares + 1e-4).mean(2);
}

} // namespace tonegraft::training
