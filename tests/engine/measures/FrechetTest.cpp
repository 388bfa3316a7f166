// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/Frechet.h"

#include "support/Golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tonegraft {
namespace {

constexpr double kRounding = 1e-12;

std::vector<double> noise(std::size_t count, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<double> values(count);
    for (double& value : values) {
        value = normal(generator);
    }
    return values;
}

TEST(SymmetricEigen, vectorsAreOrthonormalAndRebuildTheMatrix) {
    constexpr int kSize = 19;
    const std::vector<double> factor = noise(kSize * kSize, 1);
    std::vector<double> matrix(kSize * kSize);
    for (int i = 0; i < kSize; ++i) {
        for (int j = 0; j < kSize; ++j) {
            matrix[i * kSize + j] = factor[i * kSize + j] + factor[j * kSize + i];
        }
    }
    const SymmetricEigen eigen = symmetricEigen(matrix, kSize);
    std::vector<double> rebuilt(kSize * kSize, 0.0);
    std::vector<double> gram(kSize * kSize, 0.0);
    std::vector<double> identity(kSize * kSize, 0.0);
    for (int i = 0; i < kSize; ++i) {
        identity[i * kSize + i] = 1.0;
        for (int j = 0; j < kSize; ++j) {
            for (int k = 0; k < kSize; ++k) {
                rebuilt[i * kSize + j] +=
                    eigen.vectors[i * kSize + k] * eigen.values[k] * eigen.vectors[j * kSize + k];
                gram[i * kSize + j] += eigen.vectors[k * kSize + i] * eigen.vectors[k * kSize + j];
            }
        }
    }
    EXPECT_LE(test::relativeDifference(rebuilt, matrix), kRounding);
    EXPECT_LE(test::relativeDifference(gram, identity), kRounding);
}

TEST(SymmetricEigen, knownValuesComeOut) {
    SymmetricEigen eigen = symmetricEigen({2.0, 1.0, 1.0, 2.0}, 2);
    std::sort(eigen.values.begin(), eigen.values.end());
    EXPECT_NEAR(eigen.values[0], 1.0, kRounding);
    EXPECT_NEAR(eigen.values[1], 3.0, kRounding);
    EXPECT_EQ(symmetricEigen({0.0, 0.0, 0.0, 0.0}, 2).values, (std::vector<double>{0.0, 0.0}));
    EXPECT_EQ(symmetricEigen({-5.0}, 1).values, std::vector<double>{-5.0});
}

TEST(SymmetricEigen, aZeroDiagonalIsNoObstacle) {
    SymmetricEigen eigen = symmetricEigen({0.0, 2.0, 2.0, 0.0}, 2);
    std::sort(eigen.values.begin(), eigen.values.end());
    EXPECT_NEAR(eigen.values[0], -2.0, kRounding);
    EXPECT_NEAR(eigen.values[1], 2.0, kRounding);
}

TEST(Gaussian, meanAndSampleCovarianceAreThoseOfThePoints) {
    const Gaussian gaussian = gaussianOf({0.0, 0.0, 2.0, 0.0, 1.0, 3.0}, 2);
    EXPECT_LE(test::relativeDifference(gaussian.mean, std::vector<double>{1.0, 1.0}), kRounding);
    EXPECT_LE(
        test::relativeDifference(gaussian.covariance, std::vector<double>{1.0, 0.0, 0.0, 3.0}),
        kRounding);
}

TEST(Frechet, ofDiagonalGaussiansIsTheFormulaOfEachAxis) {
    const Gaussian a{2, {1.0, 2.0}, {4.0, 0.0, 0.0, 9.0}};
    const Gaussian b{2, {0.0, 0.0}, {1.0, 0.0, 0.0, 25.0}};
    // |m|² = 5; (2 - 1)² + (3 - 5)² = 5
    EXPECT_NEAR(frechetDistance(a, b), 10.0, 10.0 * kRounding);
    EXPECT_NEAR(frechetDistance(b, a), 10.0, 10.0 * kRounding);
}

TEST(Frechet, ofCovariancesThatDoNotCommuteIsTheTraceOfTheRootOfTheirProduct) {
    // For two 2x2 matrices tr((AB)^½) = sqrt(tr AB + 2 sqrt(det AB)).
    const Gaussian a{2, {0.0, 0.0}, {2.0, 1.0, 1.0, 3.0}};
    const Gaussian b{2, {0.0, 0.0}, {5.0, -2.0, -2.0, 1.0}};
    const double traceOfProduct = 2.0 * 5.0 - 2.0 * 2.0 + 3.0 * 1.0;
    const double determinants = (2.0 * 3.0 - 1.0) * (5.0 - 4.0);
    const double expected = 11.0 - 2.0 * std::sqrt(traceOfProduct + 2.0 * std::sqrt(determinants));
    EXPECT_NEAR(frechetDistance(a, b), expected, 11.0 * kRounding);
}

TEST(Frechet, ofEqualCloudsIsZeroAlsoWherePointsAreFewerThanAxes) {
    for (const std::size_t points : {2U, 5U, 200U}) {
        const Gaussian gaussian = gaussianOf(noise(points * 19, 3), 19);
        // Roots of eigenvalues that should be zero: the root of the rounding.
        EXPECT_NEAR(frechetDistance(gaussian, gaussian), 0.0, 1e-6) << points;
        EXPECT_GE(frechetDistance(gaussian, gaussian), 0.0);
    }
}

} // namespace
} // namespace tonegraft
