// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/VectorMath.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tonegraft {
namespace {

// "A few units in the last place".
constexpr double kFloatUlps = 4.0 * std::numeric_limits<float>::epsilon();
constexpr double kDoubleUlps = 4.0 * std::numeric_limits<double>::epsilon();

/// Magnitudes from denormally small to `largest`, evenly in logarithm, and zero; an odd count, so
/// that vectorized loops have a remainder.
std::vector<double> logarithmicSteps(double largest) {
    std::vector<double> values{0.0};
    for (double value = 1e-12; value <= largest; value *= 1.0137) {
        values.push_back(value);
    }
    values.push_back(largest);
    return values;
}

template <class Real, class Function, class Reference>
double largestRelativeError(const std::vector<double>& inputs, const Function& function,
                            const Reference& reference) {
    const std::vector<Real> in(inputs.begin(), inputs.end());
    std::vector<Real> out(in.size());
    function(in.data(), out.data(), static_cast<std::ptrdiff_t>(in.size()));
    double largest = 0.0;
    for (std::size_t i = 0; i < in.size(); ++i) {
        const double expected = reference(static_cast<double>(in[i]));
        const double error = std::abs(static_cast<double>(out[i]) - expected);
        largest = std::max(largest, expected == 0.0 ? error : error / std::abs(expected));
    }
    return largest;
}

const auto expm1Float = [](const float* in, float* out, std::ptrdiff_t n) { expm1Of(in, out, n); };
const auto expm1Double = [](const double* in, double* out, std::ptrdiff_t n) {
    expm1Of(in, out, n);
};
const auto log1pFloat = [](const float* in, float* out, std::ptrdiff_t n) { log1pOf(in, out, n); };
const auto log1pDouble = [](const double* in, double* out, std::ptrdiff_t n) {
    log1pOf(in, out, n);
};
const auto expm1Exact = [](double x) { return std::expm1(x); };
const auto log1pExact = [](double x) { return std::log1p(x); };

TEST(VectorMath, expm1IsExactToAFewUnitsForSmallAndLargeNumbers) {
    const std::vector<double> inputs = logarithmicSteps(80.0);
    EXPECT_LE(largestRelativeError<float>(inputs, expm1Float, expm1Exact), kFloatUlps);
    EXPECT_LE(largestRelativeError<double>(inputs, expm1Double, expm1Exact), kDoubleUlps);
}

TEST(VectorMath, expm1OfNegativeNumbersIsExactToAFewUnits) {
    std::vector<double> inputs = logarithmicSteps(80.0);
    for (double& input : inputs) {
        input = -input;
    }
    EXPECT_LE(largestRelativeError<float>(inputs, expm1Float, expm1Exact), kFloatUlps);
}

TEST(VectorMath, log1pIsExactToAFewUnitsForSmallAndLargeNumbers) {
    const std::vector<double> inputs = logarithmicSteps(1e9);
    EXPECT_LE(largestRelativeError<float>(inputs, log1pFloat, log1pExact), kFloatUlps);
    EXPECT_LE(largestRelativeError<double>(inputs, log1pDouble, log1pExact), kDoubleUlps);
}

TEST(VectorMath, bothWorkInPlace) {
    std::vector<float> values{0.0F, 1.0F, 5.0F};
    log1pOf(values.data(), values.data(), 3);
    EXPECT_NEAR(values[2], std::log(6.0), 6.0 * kFloatUlps);
    expm1Of(values.data(), values.data(), 3);
    EXPECT_EQ(values[0], 0.0F);
    EXPECT_NEAR(values[2], 5.0, 5.0 * 2.0 * kFloatUlps);
}

} // namespace
} // namespace tonegraft
