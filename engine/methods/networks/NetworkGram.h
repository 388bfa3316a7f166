// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/networks/NetworkConvolution.h"
#include "methods/shared/NetworkImage.h"

#include <vector>

namespace tonegraft {

/// sums [channels][channels] += F^T F over all pixels of F, or of max(0, F) if `rectified`; added
/// up in blocks of pixels in a fixed order, in double from there on.
template <class Real>
void addGram(const NetworkImage<Real>& f, bool rectified, std::vector<double>& sums,
             ThreadPool& pool, ScratchPool<Real>& scratch);

/// gradient += F matrix, or, with r = max(0, F), += (r matrix) where F > 0. For a loss L of
/// G = F^T F, matrix = 2 dL/dG, which is symmetric.
template <class Real>
void addGramDerivative(const NetworkImage<Real>& f, bool rectified, const std::vector<Real>& matrix,
                       NetworkImage<Real>& gradient, ThreadPool& pool, ScratchPool<Real>& scratch);

} // namespace tonegraft
