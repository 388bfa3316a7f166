// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/FeatureMap.h"
#include "tonegraft/TransferSettings.h"

#include <vector>

namespace tonegraft {

/// Norms of all patches of a map, [channels][patches]; a patch whose norm is below 1e-6 of the
/// largest counts as silent: norm and inverse are 0.
template <class Real> struct PatchNorms {
    int patches = 0; ///< in each channel
    std::vector<Real> norm;
    std::vector<Real> inverse;

    PatchNorms() = default;
    PatchNorms(const FeatureMap<Real>& map, int kernelSize, ThreadPool& pool);
};

/// How the columns of a strip stand to its rows.
enum class ColumnKind {
    self,   ///< the rows' own frames: symmetric, every pair is there in both orders
    mirror, ///< other frames of the same map: each pair stands for both orders
    style   ///< frames of the style
};

/// A run of columns of a strip: frames of one channel, patches beginning at each but the last
/// kernelSize - 1.
template <class Real> struct ColumnRun {
    ColumnKind kind = ColumnKind::self;
    const Real* frames = nullptr; ///< [frameCount][bins]
    int frameCount = 0;
    int patchCount = 0;
    const Real* norms = nullptr;
    const Real* inverseNorms = nullptr;
    Real weight = 1;                      ///< of K² in the derivatives by rows and columns
    Real* gradient = nullptr;             ///< mirror: [frameCount][bins], added to
    double* columnNormGradient = nullptr; ///< mirror: [patchCount], added to
    std::ptrdiff_t offset = 0;            ///< first column in the plane, set by the plane
};

/// The rows of a strip: consecutive patches of one channel and the frames they span.
template <class Real> struct StripRows {
    const Real* frames = nullptr; ///< [frameCount][bins]
    int frameCount = 0;
    int patchCount = 0;
    const Real* norms = nullptr;
    const Real* inverseNorms = nullptr;
    Real* gradient = nullptr;             ///< [frameCount][bins], added to; null: values only
    const double* normGradient = nullptr; ///< [patchCount] from earlier strips (null: none)
};

struct StripSums {
    double self = 0.0;  ///< Σ K² over pairs inside the map, both orders
    double style = 0.0; ///< Σ K² over pairs with the style
};

/// Works off one strip of the kernel plane: frame products, the shift-sum to patches, the kernel
/// and its derivatives, the spread back over the diagonals, and the gradient's products. Each
/// phase is cut into tiles whose shapes depend on the strip alone. Buffers are kept between calls.
template <class Real> class PatchPlane {
public:
    PatchPlane(int bins, int kernelSize, Activation activation, ThreadPool& pool)
        : m_bins(bins), m_kernelSize(kernelSize), m_activation(activation), m_pool(pool) {}

    StripSums process(const StripRows<Real>& rows, std::vector<ColumnRun<Real>>& columns);

private:
    void layOut(const StripRows<Real>& rows, std::vector<ColumnRun<Real>>& columns);
    void multiplyFrames(const StripRows<Real>& rows, const std::vector<ColumnRun<Real>>& columns);
    StripSums applyKernel(const StripRows<Real>& rows, std::vector<ColumnRun<Real>>& columns);
    void kernelRow(int t, const StripRows<Real>& rows, std::vector<ColumnRun<Real>>& columns,
                   StripSums& sums, Real* columnNorms);
    void spread(const StripRows<Real>& rows, const std::vector<ColumnRun<Real>>& columns);
    void multiplyBack(const StripRows<Real>& rows, const std::vector<ColumnRun<Real>>& columns);

    int m_bins;
    int m_kernelSize;
    Activation m_activation;
    ThreadPool& m_pool;
    std::ptrdiff_t m_stride = 0;
    int m_mirrorPatches = 0;
    std::vector<Real> m_products;    // [frame rows][stride]: products, then the spread gradient
    std::vector<Real> m_patches;     // [patch rows][stride]: shift-sums, then the gradient
    std::vector<Real> m_columnNorms; // [tasks][mirror patches]
};

} // namespace tonegraft
