// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"
#include "methods/shared/FeatureMap.h"
#include "methods/shared/StyleTerm.h"
#include "tonegraft/TransferSettings.h"

#include <memory>

namespace tonegraft {

/// d(X,S): the limit, over infinitely many random filters, of the squared distance between the
/// clips' Gram matrices per filter² (ReLU: arc-cosine kernel of degree 1, Cho & Saul 2009; a
/// squared maximum mean discrepancy between the patches, cf. Li et al. 2017). Patches are
/// kernelSize consecutive frames of one channel; all channels' patches count. Exact, no seed,
/// analytic gradient, memory O(frames x bins). The same bits on any number of threads.
template <class Real> class ClosedForm : public StyleTerm<Real> {
public:
    /// Style needs at least kernelSize frames. The pool must outlive the object.
    ClosedForm(FeatureMap<Real> style, int kernelSize, Activation activation, ThreadPool& pool);
    ~ClosedForm() override;

    double evaluate(const FeatureMap<Real>& x, FeatureMap<Real>* gradient) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// d(x, style) once. Double for checking, float for work.
template <class Real>
double closedFormDistance(const FeatureMap<Real>& x, const FeatureMap<Real>& style, int kernelSize,
                          Activation activation, ThreadPool& pool);

} // namespace tonegraft
