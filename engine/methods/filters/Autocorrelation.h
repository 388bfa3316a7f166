// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "linalg/ThreadPool.h"

#include <vector>

namespace tonegraft {

/// Which repetitions count, in frames; both ends count.
struct LagRange {
    int first = 1;
    int last = 1;
};

/// Rows of features over time: `values` [channels][rows][columns].
template <class Real> struct FeatureRows {
    const Real* values = nullptr;
    int channels = 1;
    int rows = 0; ///< of each channel
    int columns = 0;
};

/// The rhythm of features (Antognini, Hoffman & Weiss 2018): how each column goes along with
/// itself some frames later, A[lag] = mean of F[t] F[t + lag] over channels and all t that have
/// both, compared with a style's. Of the range, those lags count that fit into the shorter of the
/// two clips at least twice. The same bits on any number of threads.
template <class Real> class Autocorrelation {
public:
    Autocorrelation(const FeatureRows<Real>& style, LagRange lags, ThreadPool& pool);

    /// Σ (A - A_s)² / Σ A_s² over lags and columns; 0 where no lag fits or the style is silent.
    /// Adds weight * its derivative to `derivative` [channels][rows][columns], if given.
    double evaluate(const FeatureRows<Real>& x, double weight, Real* derivative);

private:
    int lastLag(int rows) const;

    LagRange m_lags;
    int m_styleRows;
    int m_columns;
    ThreadPool& m_pool;
    std::vector<Real> m_style; // [lags][columns]
    std::vector<Real> m_own;   // the same of x, then what it differs by
};

} // namespace tonegraft
