// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/TransferSettings.h"

namespace tonegraft {

/// One row of the kernel plane: the patch p against `count` patches q.
template <class Real> struct PatchRow {
    int count = 0;
    const Real* dot = nullptr;          ///< [count] p·q
    Real norm = 0;                      ///< |p|; 0 if silent
    Real inverseNorm = 0;               ///< 1/|p|; 0 if silent
    const Real* norms = nullptr;        ///< [count] |q|; 0 where silent
    const Real* inverseNorms = nullptr; ///< [count] 1/|q|; 0 where silent
    Real weight = 1;                    ///< of the squares, in the derivatives
    Real* gradient = nullptr;           ///< [count] out: weight * dK²/d(p·q); null: not wanted
    Real* columnNormGradient = nullptr; ///< [count] += weight * dK²/d|q|; null: not wanted
};

struct PatchRowSums {
    double squares = 0.0;      ///< Σ K²
    double normGradient = 0.0; ///< weight * Σ dK²/d|p|
};

/// K = p·q for linear filters; for ReLU K = |p||q| (sin θ + (π - θ) cos θ) / 2π, the arc-cosine
/// kernel of degree 1 (Cho & Saul 2009, eq. 6). A silent patch has K = 0 and no derivatives.
template <class Real> PatchRowSums patchKernelRow(Activation activation, const PatchRow<Real>& row);

} // namespace tonegraft
