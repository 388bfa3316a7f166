// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/Gemm.h"

#include "support/Golden.h"

#include <gtest/gtest.h>

#include <random>

namespace tonegraft {
namespace {

using test::relativeDifference;

// Of sums over a few hundred products of unit-sized numbers.
constexpr double kFloatRounding = 1e-5;
constexpr double kDoubleRounding = 1e-14;

struct Shape {
    std::ptrdiff_t rows;
    std::ptrdiff_t columns;
    std::ptrdiff_t inner;
};

constexpr Shape kShapes[] = {{1, 1, 1},       {3, 5, 7},   {64, 1, 200},
                             {431, 333, 129}, {1, 500, 3}, {100, 450, 1100}};

/// A matrix inside a larger array, whose other numbers are NaN: none of them may be touched.
template <class Real> struct Padded {
    std::ptrdiff_t rows;
    std::ptrdiff_t columns;
    std::ptrdiff_t stride = columns + 3;
    std::vector<Real> values =
        std::vector<Real>(static_cast<std::size_t>(rows * stride), std::nan(""));

    Real& at(std::ptrdiff_t r, std::ptrdiff_t c) { return values[r * stride + c]; }

    static Padded noise(std::ptrdiff_t rows, std::ptrdiff_t columns, unsigned seed) {
        Padded matrix{rows, columns};
        std::mt19937 generator(seed);
        std::normal_distribution<double> normal;
        for (std::ptrdiff_t r = 0; r < rows; ++r) {
            for (std::ptrdiff_t c = 0; c < columns; ++c) {
                matrix.at(r, c) = static_cast<Real>(normal(generator));
            }
        }
        return matrix;
    }

    std::vector<Real> inside() const {
        std::vector<Real> result;
        for (std::ptrdiff_t r = 0; r < rows; ++r) {
            const auto row = values.begin() + r * stride;
            result.insert(result.end(), row, row + columns);
        }
        return result;
    }
};

template <class Real> struct Product {
    Shape shape;
    bool aTransposed;
    bool bTransposed;
    Padded<Real> a = aTransposed ? Padded<Real>::noise(shape.inner, shape.rows, 1)
                                 : Padded<Real>::noise(shape.rows, shape.inner, 1);
    Padded<Real> b = bTransposed ? Padded<Real>::noise(shape.columns, shape.inner, 2)
                                 : Padded<Real>::noise(shape.inner, shape.columns, 2);
    Padded<Real> c = Padded<Real>::noise(shape.rows, shape.columns, 3);

    MatrixView<Real> aView() const { return {a.values.data(), a.stride, aTransposed}; }
    MatrixView<Real> bView() const { return {b.values.data(), b.stride, bTransposed}; }

    std::vector<double> expected(double alpha, double beta) {
        std::vector<double> result;
        for (std::ptrdiff_t r = 0; r < shape.rows; ++r) {
            for (std::ptrdiff_t col = 0; col < shape.columns; ++col) {
                double sum = 0.0;
                for (std::ptrdiff_t i = 0; i < shape.inner; ++i) {
                    sum += static_cast<double>(aTransposed ? a.at(i, r) : a.at(r, i)) *
                           static_cast<double>(bTransposed ? b.at(col, i) : b.at(i, col));
                }
                result.push_back(alpha * sum + beta * static_cast<double>(c.at(r, col)));
            }
        }
        return result;
    }
};

template <class Real> class GemmOf : public testing::Test {
protected:
    static constexpr double kRounding = sizeof(Real) == 4 ? kFloatRounding : kDoubleRounding;
};
using Reals = testing::Types<float, double>;
TYPED_TEST_SUITE(GemmOf, Reals);

TYPED_TEST(GemmOf, theProductIsThatOfTheFormula) {
    for (const Shape& shape : kShapes) {
        for (const bool aTransposed : {false, true}) {
            for (const bool bTransposed : {false, true}) {
                Product<TypeParam> product{shape, aTransposed, bTransposed};
                const std::vector<double> expected = product.expected(0.5, -2.0);
                gemm(shape.rows, shape.columns, shape.inner, TypeParam(0.5), product.aView(),
                     product.bView(), TypeParam(-2), product.c.values.data(), product.c.stride);
                EXPECT_LE(relativeDifference(product.c.inside(), expected), this->kRounding)
                    << shape.rows << "x" << shape.columns << "x" << shape.inner << " "
                    << aTransposed << bTransposed;
            }
        }
    }
}

TEST(Gemm, thePlainProductIsThatOfTheFormulaOnAnyProcessor) {
    constexpr double kSinglePrecision = 1e-6;
    Product<float> product{{100, 450, 1100}, false, true};
    const std::vector<double> expected = product.expected(0.5, -2.0);
    plainGemm(100, 450, 1100, 0.5F, product.aView(), product.bView(), -2.0F,
              product.c.values.data(), product.c.stride);
    EXPECT_LE(relativeDifference(product.c.inside(), expected), kSinglePrecision);
}

TYPED_TEST(GemmOf, aBetaOfZeroOverwritesWhateverWasThere) {
    Product<TypeParam> product{{3, 5, 7}, false, false};
    const std::vector<double> expected = product.expected(1.0, 0.0);
    for (TypeParam& value : product.c.values) {
        value = std::nan("");
    }
    gemm(3, 5, 7, TypeParam(1), product.aView(), product.bView(), TypeParam(0),
         product.c.values.data(), product.c.stride);
    EXPECT_LE(relativeDifference(product.c.inside(), expected), this->kRounding);
    EXPECT_TRUE(std::isnan(product.c.values[5])) << "wrote beyond the end of a row";
}

TYPED_TEST(GemmOf, anEmptyProductTouchesNothing) {
    TypeParam untouched = 7;
    gemm(0, 4, 3, TypeParam(1), {nullptr, 3}, {nullptr, 4}, TypeParam(0), &untouched, 4);
    gemm(4, 0, 3, TypeParam(1), {nullptr, 3}, {nullptr, 4}, TypeParam(0), &untouched, 4);
    EXPECT_EQ(untouched, TypeParam(7));
}

TYPED_TEST(GemmOf, thePoolsProductIsThatOfTheFormulaAndOfTheSameBitsOnAnyThreadCount) {
    for (const bool transposed : {false, true}) {
        const Shape shape{500, 401, 65}; // several tiles each way, none of them filled
        Product<TypeParam> product{shape, transposed, !transposed};
        const std::vector<double> expected = product.expected(2.0, 1.0);
        std::vector<TypeParam> first;
        for (const int threads : {1, 2, 3}) {
            Padded<TypeParam> c = product.c;
            ThreadPool pool(threads);
            parallelGemm(pool, shape.rows, shape.columns, shape.inner, TypeParam(2),
                         product.aView(), product.bView(), TypeParam(1), c.values.data(), c.stride);
            const std::vector<TypeParam> result = c.inside();
            EXPECT_LE(relativeDifference(result, expected), this->kRounding) << threads;
            if (first.empty()) {
                first = result;
            }
            EXPECT_EQ(result, first) << threads;
        }
    }
}

} // namespace
} // namespace tonegraft
