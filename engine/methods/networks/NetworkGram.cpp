// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkGram.h"

#include "linalg/Gemm.h"
#include "linalg/VectorOps.h"

#include <algorithm>
#include <utility>

namespace tonegraft {
namespace {

constexpr std::ptrdiff_t kSumPixels = 4096;
constexpr std::ptrdiff_t kDerivativePixels = 512;

std::ptrdiff_t blocksOf(std::ptrdiff_t pixels, std::ptrdiff_t block) {
    return (pixels + block - 1) / block;
}

// The numbers themselves, or a rectified copy in `scratch`.
template <class Real>
const Real* valuesOf(const Real* values, std::ptrdiff_t count, bool rectified,
                     std::vector<Real>& scratch) {
    if (!rectified) {
        return values;
    }
    scratch.resize(static_cast<std::size_t>(count));
    std::transform(values, values + count, scratch.data(),
                   [](Real value) { return value > Real(0) ? value : Real(0); });
    return scratch.data();
}

} // namespace

template <class Real>
void addGram(const NetworkImage<Real>& f, bool rectified, std::vector<double>& sums,
             ThreadPool& pool, ScratchPool<Real>& scratch) {
    const std::ptrdiff_t channels = f.channels;
    const std::ptrdiff_t blocks = blocksOf(f.pixels(), kSumPixels);
    const std::ptrdiff_t size = channels * channels;
    std::vector<Real> partial = scratch.take();
    partial.resize(static_cast<std::size_t>(blocks * size));
    pool.run(static_cast<int>(blocks), [&](int block) {
        const std::ptrdiff_t first = block * kSumPixels;
        const std::ptrdiff_t pixels = std::min(kSumPixels, f.pixels() - first);
        std::vector<Real> copy = scratch.take();
        const Real* rows =
            valuesOf(f.values.data() + first * channels, pixels * channels, rectified, copy);
        gemm(channels, channels, pixels, Real(1), MatrixView<Real>{rows, channels, true},
             MatrixView<Real>{rows, channels}, Real(0), partial.data() + block * size, channels);
        scratch.giveBack(std::move(copy));
    });
    sums.resize(static_cast<std::size_t>(size));
    forBlocks(pool, size, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t block = 0; block < blocks; ++block) {
            for (std::ptrdiff_t i = begin; i < end; ++i) {
                sums[i] += static_cast<double>(partial[block * size + i]);
            }
        }
    });
    scratch.giveBack(std::move(partial));
}

template <class Real>
void addGramDerivative(const NetworkImage<Real>& f, bool rectified, const std::vector<Real>& matrix,
                       NetworkImage<Real>& gradient, ThreadPool& pool, ScratchPool<Real>& scratch) {
    const std::ptrdiff_t channels = f.channels;
    const std::ptrdiff_t blocks = blocksOf(f.pixels(), kDerivativePixels);
    pool.run(static_cast<int>(blocks), [&](int block) {
        const std::ptrdiff_t first = block * kDerivativePixels;
        const std::ptrdiff_t pixels = std::min(kDerivativePixels, f.pixels() - first);
        const std::ptrdiff_t count = pixels * channels;
        const Real* values = f.values.data() + first * channels;
        Real* out = gradient.values.data() + first * channels;
        const MatrixView<Real> right{matrix.data(), channels};
        if (!rectified) {
            gemm(pixels, channels, channels, Real(1), MatrixView<Real>{values, channels}, right,
                 Real(1), out, channels);
            return;
        }
        std::vector<Real> copy = scratch.take();
        std::vector<Real> product = scratch.take();
        const Real* rows = valuesOf(values, count, true, copy);
        product.resize(static_cast<std::size_t>(count));
        gemm(pixels, channels, channels, Real(1), MatrixView<Real>{rows, channels}, right, Real(0),
             product.data(), channels);
        for (std::ptrdiff_t i = 0; i < count; ++i) {
            out[i] += values[i] > Real(0) ? product[i] : Real(0);
        }
        scratch.giveBack(std::move(copy));
        scratch.giveBack(std::move(product));
    });
}

template void addGram(const NetworkImage<float>&, bool, std::vector<double>&, ThreadPool&,
                      ScratchPool<float>&);
template void addGram(const NetworkImage<double>&, bool, std::vector<double>&, ThreadPool&,
                      ScratchPool<double>&);
template void addGramDerivative(const NetworkImage<float>&, bool, const std::vector<float>&,
                                NetworkImage<float>&, ThreadPool&, ScratchPool<float>&);
template void addGramDerivative(const NetworkImage<double>&, bool, const std::vector<double>&,
                                NetworkImage<double>&, ThreadPool&, ScratchPool<double>&);

} // namespace tonegraft
