// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/FeatureMap.h"
#include "linalg/ThreadPool.h"
#include "tonegraft/TransferSettings.h"

namespace tonegraft {

/// d(X,S): the limit, over infinitely many random filters, of the squared distance between the
/// clips' Gram matrices per filter² (ReLU: arc-cosine kernel of degree 1, Cho & Saul 2009; a
/// squared maximum mean discrepancy between the patches, cf. Li et al. 2017). Patches are
/// kernelSize consecutive frames of one channel; all channels' patches count. Both maps need the
/// same number of bins and at least kernelSize frames. Double for checking, float for work.
template <class Real>
double closedFormDistance(const FeatureMap<Real>& x, const FeatureMap<Real>& style, int kernelSize,
                          Activation activation, ThreadPool& pool);

} // namespace tonegraft
