// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/PatchKernel.h"

#include "linalg/Simd.h"

#include <cmath>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;

// Abramowitz & Stegun 4.4.46, |error| <= 2e-8: acos(a) = sqrt(1 - a) * polynomial(a), 0 <= a <= 1.
TONEGRAFT_INLINE float arcCosine(float c) {
    const float a = std::fabs(c);
    float p = -0.0012624911F;
    p = p * a + 0.0066700901F;
    p = p * a - 0.0170881256F;
    p = p * a + 0.0308918810F;
    p = p * a - 0.0501743046F;
    p = p * a + 0.0889789874F;
    p = p * a - 0.2145988016F;
    p = p * a + 1.5707963050F;
    const float positive = std::sqrt(1.0F - a) * p;
    return c < 0.0F ? static_cast<float>(kPi) - positive : positive;
}

TONEGRAFT_INLINE double arcCosine(double c) {
    return std::acos(c);
}

template <class Real> struct Element {
    Real kernel;
    Real byDot;  // dK/d(p·q)
    Real byNorm; // dK/d(|p||q|)
};

template <class Real>
TONEGRAFT_INLINE Element<Real> reluElement(Real dot, Real inverseProduct, Real normProduct) {
    constexpr Real kHalfTurn = static_cast<Real>(1.0 / (2.0 * kPi));
    Real c = dot * inverseProduct;
    c = c > Real(1) ? Real(1) : (c < Real(-1) ? Real(-1) : c);
    const Real sine = std::sqrt((Real(1) - c) * (Real(1) + c));
    const Real byDot = (static_cast<Real>(kPi) - arcCosine(c)) * kHalfTurn;
    const Real byNorm = sine * kHalfTurn;
    return {normProduct * (byNorm + byDot * c), byDot, byNorm};
}

// Products and sums of one block stay in the first-level cache between the two loops.
constexpr int kBlock = 256;
constexpr int kLanes = 8;

template <class Real> struct BlockTerms {
    Real kernel[kBlock];
    Real normGradient[kBlock];
};

template <bool kRelu, bool kGradient, bool kColumns, class Real>
TONEGRAFT_INLINE void blockTerms(const PatchRow<Real>& row, int begin, int count,
                                 BlockTerms<Real>& terms) {
    const Real* __restrict dot = row.dot + begin;
    const Real* __restrict norms = row.norms + begin;
    const Real* __restrict inverseNorms = row.inverseNorms + begin;
    Real* __restrict gradient = kGradient ? row.gradient + begin : nullptr;
    Real* __restrict columns = kColumns ? row.columnNormGradient + begin : nullptr;
    Real* __restrict kernel = terms.kernel;
    Real* __restrict normGradient = terms.normGradient;
    const Real norm = row.norm;
    const Real inverseNorm = row.inverseNorm;
    const Real twiceWeight = Real(2) * row.weight;
    for (int i = 0; i < count; ++i) {
        const Real normProduct = norm * norms[i];
        Element<Real> e;
        if constexpr (kRelu) {
            e = reluElement(dot[i], inverseNorm * inverseNorms[i], normProduct);
        } else {
            e = {normProduct > Real(0) ? dot[i] : Real(0), Real(1), Real(0)};
        }
        kernel[i] = e.kernel;
        if constexpr (kGradient) {
            const Real factor = twiceWeight * e.kernel;
            gradient[i] = factor * e.byDot;
            normGradient[i] = factor * e.byNorm * norms[i];
            if constexpr (kColumns) {
                columns[i] += factor * e.byNorm * norm;
            }
        }
    }
}

// In double and in a fixed order: near convergence the sums of the terms cancel.
template <bool kSquare, class Real>
TONEGRAFT_INLINE double blockSum(const Real* values, int count) {
    double lanes[kLanes] = {};
    int i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        for (int lane = 0; lane < kLanes; ++lane) {
            const auto value = static_cast<double>(values[i + lane]);
            lanes[lane] += kSquare ? value * value : value;
        }
    }
    for (; i < count; ++i) {
        const auto value = static_cast<double>(values[i]);
        lanes[0] += kSquare ? value * value : value;
    }
    double sum = 0.0;
    for (const double lane : lanes) {
        sum += lane;
    }
    return sum;
}

template <bool kRelu, class Real>
TONEGRAFT_INLINE PatchRowSums patchRow(const PatchRow<Real>& row) {
    PatchRowSums sums;
    BlockTerms<Real> terms;
    for (int begin = 0; begin < row.count; begin += kBlock) {
        const int count = row.count - begin < kBlock ? row.count - begin : kBlock;
        if (row.gradient == nullptr) {
            blockTerms<kRelu, false, false>(row, begin, count, terms);
        } else {
            if (row.columnNormGradient != nullptr) {
                blockTerms<kRelu, true, true>(row, begin, count, terms);
            } else {
                blockTerms<kRelu, true, false>(row, begin, count, terms);
            }
            sums.normGradient += blockSum<false>(terms.normGradient, count);
        }
        sums.squares += blockSum<true>(terms.kernel, count);
    }
    return sums;
}

template <bool kRelu, class Real>
TONEGRAFT_TARGET_AVX512 PatchRowSums patchRowAvx512(const PatchRow<Real>& row) {
    return patchRow<kRelu>(row);
}
template <bool kRelu, class Real>
TONEGRAFT_TARGET_AVX2 PatchRowSums patchRowAvx2(const PatchRow<Real>& row) {
    return patchRow<kRelu>(row);
}
template <bool kRelu, class Real> PatchRowSums patchRowBaseline(const PatchRow<Real>& row) {
    return patchRow<kRelu>(row);
}

template <bool kRelu, class Real> PatchRowSums dispatch(const PatchRow<Real>& row) {
    switch (simdLevel()) {
    case SimdLevel::avx512:
        return patchRowAvx512<kRelu>(row);
    case SimdLevel::avx2:
        return patchRowAvx2<kRelu>(row);
    default:
        return patchRowBaseline<kRelu>(row);
    }
}

} // namespace

template <class Real>
PatchRowSums patchKernelRow(Activation activation, const PatchRow<Real>& row) {
    return activation == Activation::relu ? dispatch<true>(row) : dispatch<false>(row);
}

template PatchRowSums patchKernelRow(Activation, const PatchRow<float>&);
template PatchRowSums patchKernelRow(Activation, const PatchRow<double>&);

} // namespace tonegraft
