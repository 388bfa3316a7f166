// SPDX-License-Identifier: GPL-3.0-or-later
#include "networks/LevelsNetwork.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/abs.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/einsum.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/log.h>
#include <ATen/ops/log10.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>

namespace tonegraft::networks {
namespace {

// Of a role's levels over all semitones, how much is that of all roles together.
constexpr double kAllRoles = 0.05;
constexpr double kNearSemitones = 1.5;
constexpr double kMiddleSemitones = 5.0;
constexpr double kEqualizerSemitones = 2.0;
constexpr int kLevels = 3; // bins of a semitone
constexpr int kCandidates = 6;

int valuesOfRole(const LevelsSizes& sizes) {
    return 2 * kLevels + sizes.values;
}

/// exp(-(d / width)^2 / 2), d the distance in semitones: [semitone][semitone]
Tensor neighbors(double width, const Tensor& like) {
    const Tensor semitone = at::arange(kSemitones, like.options());
    const Tensor distance = at::abs(semitone.unsqueeze(1) - semitone.unsqueeze(0)) / width;
    return at::exp(-0.5 * distance * distance);
}

Tensor rolesOf(const Weights& weights, const std::string& name, const Tensor& features) {
    return at::softmax(convolution(weights, name, features) * weight(weights, "temp"), 1);
}

Tensor levelsOf(const Tensor& map) {
    return map.narrow(1, 0, kLevels);
}

/// A match equalizer in time-invariant steps: content levels plus the smoothed difference of means.
Tensor equalized(const Tensor& levels, const Tensor& contentMeans, const Tensor& styleMeans) {
    const Tensor near = neighbors(kEqualizerSemitones, levels);
    const Tensor smooth = near / near.sum(1, /*keepdim=*/true);
    const Tensor difference = (styleMeans - contentMeans).mean(1, /*keepdim=*/true);
    const Tensor gain = at::einsum("fg,bcg->bcf", {smooth, difference}).clamp(-2.0, 2.0);
    return levels + gain.unsqueeze(3);
}

} // namespace

Shapes levelsShapes(const LevelsSizes& sizes) {
    constexpr int kInner = 12;
    const int values = valuesOfRole(sizes);
    const int c = sizes.trunk;
    const int e = sizes.decoder;
    Shapes shapes;
    addConvolution(shapes, "inp", kPictureChannels + kPlaceChannels, c, 3);
    addHarmonic(shapes, "h1", c, kInner);
    addHarmonic(shapes, "h2", c, kInner);
    for (const char* const name : {"r1.0", "r1.1", "r2.0", "r2.1"}) {
        addResidual(shapes, name, c);
    }
    addConvolution(shapes, "roll", c, 2, 1);
    addConvolution(shapes, "q", c, sizes.roles, 1);
    addConvolution(shapes, "k", c, sizes.roles, 1);
    addConvolution(shapes, "v", c, sizes.values, 1);
    addConvolution(shapes, "lv", c, 1, 1);
    shapes["temp"] = {};
    addConvolution(shapes, "d0",
                   c + kPictureChannels + kPlaceChannels + kLevels + 3 * values + kLevels, e, 1);
    addHarmonic(shapes, "dh", e, kInner);
    for (const char* const name : {"d1.0", "d1.1", "d1.2"}) {
        addResidual(shapes, name, e);
    }
    addConvolution(shapes, "gate", e, kCandidates, 1);
    addConvolution(shapes, "res", e, kLevels, 1);
    if (sizes.beside) {
        addConvolution(shapes, "beside", kPictureChannels, c, 3);
    }
    return shapes;
}

LevelsSizes levelsSizes(const Weights& weights) {
    return {sizeOf(weights, "inp.weight", 0), sizeOf(weights, "q.weight", 0),
            sizeOf(weights, "v.weight", 0), sizeOf(weights, "d0.weight", 0),
            weights.count("beside.weight") > 0};
}

Trunk trunkOf(const Weights& weights, const Tensor& picture, const Tensor& beside) {
    Trunk trunk;
    trunk.map = folded(picture);
    const Tensor place = placeOf(trunk.map).expand({trunk.map.size(0), -1, -1, trunk.map.size(3)});
    Tensor h = convolution(weights, "inp", at::cat({trunk.map, place}, 1));
    if (beside.defined()) {
        h = h + convolution(weights, "beside", folded(beside));
    }
    h = at::relu(h);
    h = harmonic(weights, "h1", h);
    h = residual(weights, "r1.0", h);
    h = residual(weights, "r1.1", h, 2);
    trunk.roll = convolution(weights, "roll", h);
    h = harmonic(weights, "h2", h);
    h = residual(weights, "r2.0", h, 4);
    trunk.features = residual(weights, "r2.1", h);
    return trunk;
}

RoleSums roleSums(const Weights& weights, const Trunk& style) {
    const Tensor roles = rolesOf(weights, "k", style.features);
    const Tensor levels = levelsOf(style.map);
    const Tensor ownLevel = convolution(weights, "lv", style.features);
    const Tensor values =
        at::cat({levels, levels - ownLevel, convolution(weights, "v", style.features)}, 1);
    RoleSums sums;
    sums.values = at::einsum("bdft,bvft->bfdv", {roles, values});
    sums.weights = roles.sum(3).transpose(1, 2);
    return sums;
}

Tensor roleTable(const Weights& weights, const RoleSums& sums) {
    const auto roles = static_cast<double>(sizeOf(weights, "q.weight", 0));
    const Tensor allValues = sums.values.sum(at::IntArrayRef{1, 2}, /*keepdim=*/true);
    const Tensor allWeights = sums.weights.sum(at::IntArrayRef{1, 2}).view({-1, 1, 1, 1});
    Tensor levels =
        (sums.values.sum(1, /*keepdim=*/true) + kAllRoles * allValues / roles) /
        (sums.weights.sum(1, /*keepdim=*/true).unsqueeze(3) + kAllRoles * allWeights / roles);
    std::vector<Tensor> parts{levels.expand({-1, kSemitones, -1, -1})};
    std::vector<Tensor> confidence;
    for (const double width : {kMiddleSemitones, kNearSemitones}) {
        const Tensor near = neighbors(width, sums.values);
        const Tensor values = at::einsum("fg,bgdv->bfdv", {near, sums.values});
        const Tensor count = at::einsum("fg,bgd->bfd", {near, sums.weights});
        levels = (values + levels) / (count.unsqueeze(3) + 1.0);
        parts.push_back(levels);
        confidence.push_back(at::log(count + 0.1));
    }
    parts.push_back(at::stack(confidence, 3));
    return at::cat(parts, 3);
}

Tensor meanLevels(const Tensor& map) {
    return at::log10(at::pow(10.0, 2.0 * levelsOf(map)).mean(3) + 1e-5) / 2.0;
}

Tensor decoded(const Weights& weights, const Trunk& content, const Tensor& contentMeans,
               const Tensor& table, const Tensor& styleMeans) {
    const int values = valuesOfRole(levelsSizes(weights));
    const Tensor& map = content.map;
    const Tensor levels = levelsOf(map);
    const Tensor roles = rolesOf(weights, "q", content.features);
    const Tensor ownLevel = convolution(weights, "lv", content.features);
    const Tensor read = at::einsum("bdft,bfdv->bvft", {roles, table});
    const Tensor place = placeOf(map).expand({map.size(0), -1, -1, map.size(3)});
    const Tensor equal = equalized(levels, contentMeans, styleMeans);
    // One channel is not in use.
    const Tensor input = at::cat(
        {content.features, map, place, equal, read, at::zeros_like(levels.narrow(1, 0, 1))}, 1);
    Tensor e = harmonic(weights, "dh", at::relu(convolution(weights, "d0", input)));
    e = residual(weights, "d1.0", e);
    e = residual(weights, "d1.1", e, 2);
    e = residual(weights, "d1.2", e);
    const Tensor gate = at::softmax(convolution(weights, "gate", e), 1);
    const auto part = [&](int distance, int first) {
        return read.narrow(1, distance * values + first, kLevels);
    };
    const Tensor candidates[kCandidates] = {equal,
                                            part(2, 0),
                                            part(2, kLevels) + ownLevel,
                                            part(1, 0),
                                            part(1, kLevels) + ownLevel,
                                            part(0, kLevels) + ownLevel};
    Tensor result = convolution(weights, "res", e);
    for (int i = 0; i < kCandidates; ++i) {
        result = result + gate.narrow(1, i, 1) * candidates[i];
    }
    return unfolded(result);
}

} // namespace tonegraft::networks
