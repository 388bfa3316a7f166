// SPDX-License-Identifier: GPL-3.0-or-later
#include "networks/Layers.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sin.h>

#include <cmath>
#include <stdexcept>

namespace tonegraft::networks {
namespace {

// Multiples of the fundamental that a cell looks up at, and that it may be itself.
constexpr int kPartialsAbove[] = {2, 3, 4, 5, 6, 8};
constexpr int kPartialsBelow[] = {2, 3, 4, 5, 6, 7, 8, 10, 12};

std::vector<int> harmonicShifts() {
    const auto semitones = [](int multiple) {
        return static_cast<int>(std::lround(12.0 * std::log2(multiple)));
    };
    std::vector<int> shifts{0};
    for (const int multiple : kPartialsAbove) {
        shifts.push_back(semitones(multiple));
    }
    for (const int multiple : kPartialsBelow) {
        shifts.push_back(-semitones(multiple));
    }
    return shifts;
}

std::string shapeText(at::IntArrayRef shape) {
    std::string text;
    for (const std::int64_t size : shape) {
        text += (text.empty() ? "" : ", ") + std::to_string(size);
    }
    return "[" + text + "]";
}

} // namespace

const Tensor& weight(const Weights& weights, const std::string& name) {
    const auto found = weights.find(name);
    if (found == weights.end()) {
        throw std::runtime_error("the tensor \"" + name + "\" is missing");
    }
    return found->second;
}

Tensor convolution(const Weights& weights, const std::string& name, const Tensor& map,
                   int dilation) {
    const Tensor& kernel = weight(weights, name + ".weight");
    const std::int64_t reach = kernel.size(2) / 2;
    return at::conv2d(map, kernel, weight(weights, name + ".bias"), /*stride=*/1,
                      /*padding=*/{reach, reach * dilation}, /*dilation=*/{1, dilation});
}

void addConvolution(Shapes& shapes, const std::string& name, int inputs, int outputs, int size) {
    shapes[name + ".weight"] = {outputs, inputs, size, size};
    shapes[name + ".bias"] = {outputs};
}

Tensor residual(const Weights& weights, const std::string& name, const Tensor& map, int dilation) {
    return map + weight(weights, name + ".g") *
                     at::relu(convolution(weights, name + ".c", map, dilation));
}

void addResidual(Shapes& shapes, const std::string& name, int channels) {
    addConvolution(shapes, name + ".c", channels, channels, 3);
    shapes[name + ".g"] = {};
}

Tensor harmonic(const Weights& weights, const std::string& name, const Tensor& map) {
    static const std::vector<int> kShifts = harmonicShifts();
    static const int kAbove = 36; // the farthest, three octaves
    static const int kBelow = 43; // 12 times as high
    const Tensor few = convolution(weights, name + ".a", map);
    const Tensor wide = at::constant_pad_nd(few, {0, 0, kBelow, kAbove});
    std::vector<Tensor> shifted;
    for (const int shift : kShifts) {
        shifted.push_back(wide.narrow(2, kBelow + shift, few.size(2)));
    }
    return map + at::relu(convolution(weights, name + ".b", at::cat(shifted, 1)));
}

void addHarmonic(Shapes& shapes, const std::string& name, int channels, int inner) {
    addConvolution(shapes, name + ".a", channels, inner, 1);
    addConvolution(shapes, name + ".b", inner * static_cast<int>(harmonicShifts().size()), channels,
                   1);
}

Tensor folded(const Tensor& picture) {
    const std::int64_t batch = picture.size(0);
    const std::int64_t windows = picture.size(1);
    const std::int64_t semitones = picture.size(2) / kBinsOfSemitone;
    const std::int64_t frames = picture.size(3);
    return picture.view({batch, windows, semitones, kBinsOfSemitone, frames})
        .transpose(2, 3)
        .reshape({batch, windows * kBinsOfSemitone, semitones, frames});
}

Tensor unfolded(const Tensor& map) {
    return map.transpose(1, 2).reshape({map.size(0), map.size(2) * kBinsOfSemitone, map.size(3)});
}

Tensor placeOf(const Tensor& like) {
    const Tensor place =
        (at::arange(kSemitones, like.options()) / 48.0 - 1.0).view({1, 1, kSemitones, 1});
    return at::cat({place, place * place - 0.33, at::sin(3.0 * place), at::cos(3.0 * place)}, 1);
}

void requireShapes(const Weights& weights, const Shapes& shapes) {
    for (const auto& [name, shape] : shapes) {
        const Tensor& found = weight(weights, name);
        if (found.sizes() != at::IntArrayRef(shape)) {
            throw std::runtime_error("the tensor \"" + name + "\" should have the shape " +
                                     shapeText(shape) + ", but has " + shapeText(found.sizes()));
        }
    }
}

int sizeOf(const Weights& weights, const std::string& name, int dimension) {
    const Tensor& found = weight(weights, name);
    if (found.dim() <= dimension) {
        throw std::runtime_error("the tensor \"" + name + "\" has too few dimensions");
    }
    return static_cast<int>(found.size(dimension));
}

} // namespace tonegraft::networks
