// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/RunSize.h"

#include "optim/Lbfgs.h"

#include <algorithm>

namespace tonegraft {
namespace {

constexpr double kFloat = sizeof(float);
// Arrays of the size of the features: L-BFGS holds its pairs, one more that is being filled, and
// five vectors, Adam five vectors; the content (spectra and features), the variable, its features
// and gradient, one picture.
constexpr double kLbfgsArrays = 2 * (LbfgsSettings().history + 1) + 5;
constexpr double kAdamArrays = 5;
constexpr double kRunArrays = 10;
constexpr double kStyleArrays = 6; // of the style's features: spectrum, features, band
constexpr double kContentClips = 3;
constexpr double kStyleClips = 2;
constexpr double kStripRows = 544; // of the kernel plane: 512 patches and a long kernel
constexpr double kStripPlanes = 2;
// How often a step goes over the variable: L-BFGS twice over its history, and the evaluation.
constexpr double kLbfgsPasses = 30;
constexpr double kAdamPasses = 16;
constexpr double kKernelBytes = 50; // what a pair of patches costs besides its products

} // namespace

RunSize& RunSize::operator+=(const RunSize& other) {
    bytes += other.bytes;
    productFlop += other.productFlop;
    trainingFlop += other.trainingFlop;
    passBytes += other.passBytes;
    transformed += other.transformed;
    return *this;
}

RunSize stepsSize(const ClipSizes& sizes, Optimizer optimizer, int steps) {
    const bool adam = optimizer == Optimizer::adam;
    const double features = kFloat * sizes.rows() * sizes.bins;
    const double style = kFloat * sizes.styleRows() * sizes.bins;
    RunSize size;
    size.bytes =
        features * (kRunArrays + (adam ? kAdamArrays : kLbfgsArrays)) + style * kStyleArrays;
    size.passBytes = features * (adam ? kAdamPasses : kLbfgsPasses) * steps;
    size.transformed = 2.0 * sizes.bins * (sizes.rows() + sizes.styleRows());
    return size;
}

double clipBytes(const ClipSizes& sizes) {
    const double hop = (sizes.bins - 1.0) / 2.0;
    return kFloat * hop * (kContentClips * sizes.rows() + kStyleClips * sizes.styleRows());
}

RunSize filtersSize(const ClipSizes& sizes, int filters, int kernelSize, bool keepsContent,
                    int steps) {
    const double f = filters;
    const double rows = sizes.rows();
    const double styleRows = sizes.styleRows();
    const double taps = f * kernelSize * sizes.bins;
    const double kept = (keepsContent ? 3.0 : 2.0) * rows + styleRows; // F, dF, F_s, F_c
    const bool byFilters = f <= rows;
    const double pairs = byFilters ? f * rows : rows * (rows + styleRows);
    const double plane = std::min(f * f * 2.0, rows * (rows + styleRows));
    RunSize size;
    size.bytes = kFloat * (taps + f * kept + plane + styleRows * styleRows);
    size.productFlop =
        2.0 * taps * (2.0 * rows * steps + rows + styleRows) + 4.0 * f * pairs * steps;
    size.passBytes = kFloat * steps * (f * rows * 8.0 + pairs * 2.0);
    return size;
}

RunSize closedFormSize(const ClipSizes& sizes, int steps) {
    const double rows = sizes.rows();
    const double styleRows = sizes.styleRows();
    RunSize size;
    size.bytes = kFloat * kStripPlanes * kStripRows * (rows + styleRows);
    // Of the pairs inside the output half are multiplied, and all give a gradient.
    size.productFlop = (3.0 * rows + 4.0 * styleRows) * rows * sizes.bins * steps;
    size.passBytes = kKernelBytes * rows * (0.5 * rows + styleRows) * steps;
    return size;
}

RunSize transformsSize(const ClipSizes& sizes, int iterations) {
    RunSize size;
    const double window = 2.0 * (sizes.bins - 1.0);
    size.transformed = 2.0 * window * sizes.rows() * iterations;
    return size;
}

} // namespace tonegraft
