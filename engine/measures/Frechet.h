// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tonegraft {

/// Eigenvalues and eigenvectors of a symmetric matrix.
struct SymmetricEigen {
    int size = 0;
    std::vector<double> values;  ///< [size], in no particular order
    std::vector<double> vectors; ///< [size][size]; column j belongs to values[j]
};

/// By cyclic Jacobi rotations (Golub & Van Loan, Matrix Computations, section 8.5). `matrix`
/// [size][size]; only what is symmetric in it counts.
SymmetricEigen symmetricEigen(std::vector<double> matrix, int size);

/// A cloud of points by its mean and sample covariance.
struct Gaussian {
    int size = 0;
    std::vector<double> mean;       ///< [size]
    std::vector<double> covariance; ///< [size][size], divided by points - 1
};

/// points [count][size], at least two.
Gaussian gaussianOf(const std::vector<double>& points, int size);

/// |m1 - m2|² + tr(Σ1 + Σ2 - 2 (Σ1 Σ2)^½) (Dowson & Landau 1982): 0 for equal ones. The trace of
/// the root is that of (Σ1^½ Σ2 Σ1^½)^½, which is symmetric.
double frechetDistance(const Gaussian& a, const Gaussian& b);

} // namespace tonegraft
