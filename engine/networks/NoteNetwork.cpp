// SPDX-License-Identifier: GPL-3.0-or-later
#include "networks/NoteNetwork.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/relu.h>

namespace tonegraft::networks {

Shapes noteShapes(int channels, int inner) {
    Shapes shapes;
    addConvolution(shapes, "inp", kPictureChannels + kPlaceChannels, channels, 3);
    for (const char* const name : {"h1", "h2", "h3"}) {
        addHarmonic(shapes, name, channels, inner);
    }
    for (const char* const name : {"r1.0", "r1.1", "r2.0", "r2.1", "r2.2", "r3.0"}) {
        addResidual(shapes, name, channels);
    }
    addConvolution(shapes, "out", channels, 2, 1);
    return shapes;
}

Shapes noteShapes(const Weights& weights) {
    return noteShapes(sizeOf(weights, "inp.weight", 0), sizeOf(weights, "h1.a.weight", 0));
}

Tensor noteLogits(const Weights& weights, const Tensor& picture) {
    const Tensor map = folded(picture);
    const Tensor place = placeOf(map).expand({map.size(0), -1, -1, map.size(3)});
    Tensor h = at::relu(convolution(weights, "inp", at::cat({map, place}, 1)));
    h = harmonic(weights, "h1", h);
    h = residual(weights, "r1.0", h);
    h = residual(weights, "r1.1", h, 2);
    h = harmonic(weights, "h2", h);
    h = residual(weights, "r2.0", h, 4);
    h = residual(weights, "r2.1", h, 8);
    h = residual(weights, "r2.2", h);
    h = harmonic(weights, "h3", h);
    h = residual(weights, "r3.0", h, 2);
    return convolution(weights, "out", h);
}

} // namespace tonegraft::networks
