// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/Frechet.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tonegraft {
namespace {

// Convergence is quadratic: matrices of this project take six to eight sweeps.
constexpr int kMostSweeps = 50;

using Matrix = std::vector<double>; // square, row-major

class Jacobi {
public:
    Jacobi(Matrix matrix, int size) : m_size(size), m_matrix(std::move(matrix)) {
        m_vectors.assign(m_matrix.size(), 0.0);
        for (int i = 0; i < size; ++i) {
            vector(i, i) = 1.0;
        }
    }

    SymmetricEigen run() {
        for (int sweep = 0; sweep < kMostSweeps && rotateAll(); ++sweep) {
        }
        SymmetricEigen eigen{m_size, {}, std::move(m_vectors)};
        for (int i = 0; i < m_size; ++i) {
            eigen.values.push_back(at(i, i));
        }
        return eigen;
    }

private:
    double& at(int row, int column) { return m_matrix[row * m_size + column]; }
    double& vector(int row, int column) { return m_vectors[row * m_size + column]; }

    /// One sweep; false: nothing was left to rotate.
    bool rotateAll() {
        bool rotated = false;
        for (int p = 0; p < m_size; ++p) {
            for (int q = p + 1; q < m_size; ++q) {
                // Too small to change either diagonal number in its last place.
                if (std::abs(at(p, q)) > 1e-17 * std::sqrt(std::abs(at(p, p) * at(q, q)))) {
                    rotate(p, q);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    /// Makes at(p, q) zero.
    void rotate(int p, int q) {
        const double ratio = (at(q, q) - at(p, p)) / (2.0 * at(p, q));
        const double tangent =
            (ratio >= 0.0 ? 1.0 : -1.0) / (std::abs(ratio) + std::hypot(1.0, ratio));
        const double cosine = 1.0 / std::hypot(1.0, tangent);
        const double sine = tangent * cosine;
        for (int k = 0; k < m_size; ++k) {
            turn(at(k, p), at(k, q), cosine, sine);
            turn(vector(k, p), vector(k, q), cosine, sine);
        }
        for (int k = 0; k < m_size; ++k) {
            turn(at(p, k), at(q, k), cosine, sine);
        }
        at(p, q) = 0.0;
        at(q, p) = 0.0;
    }

    static void turn(double& a, double& b, double cosine, double sine) {
        const double before = a;
        a = cosine * before - sine * b;
        b = sine * before + cosine * b;
    }

    int m_size;
    Matrix m_matrix;
    Matrix m_vectors;
};

Matrix product(const Matrix& a, const Matrix& b, int size) {
    Matrix result(a.size(), 0.0);
    for (int row = 0; row < size; ++row) {
        for (int inner = 0; inner < size; ++inner) {
            for (int column = 0; column < size; ++column) {
                result[row * size + column] += a[row * size + inner] * b[inner * size + column];
            }
        }
    }
    return result;
}

/// Root of a covariance. Rounding may have made its smallest eigenvalues negative.
Matrix squareRoot(const Matrix& covariance, int size) {
    const SymmetricEigen eigen = symmetricEigen(covariance, size);
    Matrix root(covariance.size(), 0.0);
    for (int j = 0; j < size; ++j) {
        const double value = std::sqrt(std::max(0.0, eigen.values[j]));
        for (int row = 0; row < size; ++row) {
            for (int column = 0; column < size; ++column) {
                root[row * size + column] +=
                    value * eigen.vectors[row * size + j] * eigen.vectors[column * size + j];
            }
        }
    }
    return root;
}

} // namespace

SymmetricEigen symmetricEigen(std::vector<double> matrix, int size) {
    for (int row = 0; row < size; ++row) {
        for (int column = 0; column < row; ++column) {
            double& lower = matrix[row * size + column];
            double& upper = matrix[column * size + row];
            lower = upper = 0.5 * (lower + upper);
        }
    }
    return Jacobi(std::move(matrix), size).run();
}

Gaussian gaussianOf(const std::vector<double>& points, int size) {
    const std::size_t count = points.size() / static_cast<std::size_t>(size);
    Gaussian result{size, std::vector<double>(size, 0.0),
                    std::vector<double>(static_cast<std::size_t>(size) * size, 0.0)};
    for (std::size_t i = 0; i < points.size(); ++i) {
        result.mean[i % size] += points[i] / static_cast<double>(count);
    }
    for (std::size_t point = 0; point < count; ++point) {
        const double* values = points.data() + point * size;
        for (int row = 0; row < size; ++row) {
            for (int column = 0; column < size; ++column) {
                result.covariance[row * size + column] += (values[row] - result.mean[row]) *
                                                          (values[column] - result.mean[column]) /
                                                          static_cast<double>(count - 1);
            }
        }
    }
    return result;
}

double frechetDistance(const Gaussian& a, const Gaussian& b) {
    const int size = a.size;
    const Matrix root = squareRoot(a.covariance, size);
    const Matrix middle = product(product(root, b.covariance, size), root, size);
    double distance = 0.0;
    for (int i = 0; i < size; ++i) {
        const double step = a.mean[i] - b.mean[i];
        distance += step * step + a.covariance[i * size + i] + b.covariance[i * size + i];
    }
    for (const double value : symmetricEigen(middle, size).values) {
        distance -= 2.0 * std::sqrt(std::max(0.0, value));
    }
    return std::max(0.0, distance);
}

} // namespace tonegraft
