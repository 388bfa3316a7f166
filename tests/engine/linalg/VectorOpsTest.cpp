// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/VectorOps.h"

#include "support/Golden.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>

namespace tonegraft {
namespace {

constexpr std::size_t kCount = 50001; // several blocks and a remainder

template <class Real> std::vector<Real> noise(unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<Real> values(kCount);
    for (Real& value : values) {
        value = static_cast<Real>(normal(generator));
    }
    return values;
}

template <class Real> class VectorOpsOf : public testing::Test {};
using Reals = testing::Types<float, double>;
TYPED_TEST_SUITE(VectorOpsOf, Reals);

TYPED_TEST(VectorOpsOf, dotProductsAreExactToDoubleAndOfTheSameBitsOnAnyThreadCount) {
    const std::vector<TypeParam> a = noise<TypeParam>(1);
    const std::vector<TypeParam> b = noise<TypeParam>(2);
    const std::vector<const TypeParam*> others{b.data(), a.data()};
    std::vector<long double> exact(2, 0.0L);
    for (std::size_t i = 0; i < kCount; ++i) {
        exact[0] += static_cast<long double>(a[i]) * static_cast<long double>(b[i]);
        exact[1] += static_cast<long double>(a[i]) * static_cast<long double>(a[i]);
    }
    ThreadPool single(1);
    const std::vector<double> expected = dotProducts(a.data(), others, kCount, single);
    for (std::size_t v = 0; v < 2; ++v) {
        EXPECT_NEAR(expected[v], static_cast<double>(exact[v]), 1e-14 * kCount);
    }
    for (const int threads : {2, 3}) {
        ThreadPool pool(threads);
        EXPECT_EQ(dotProducts(a.data(), others, kCount, pool), expected) << threads;
    }
}

TYPED_TEST(VectorOpsOf, aLinearCombinationIsTheWeightedSum) {
    const std::vector<TypeParam> a = noise<TypeParam>(3);
    const std::vector<TypeParam> b = noise<TypeParam>(4);
    std::vector<double> expected(kCount);
    for (std::size_t i = 0; i < kCount; ++i) {
        expected[i] = 0.25 * static_cast<double>(a[i]) - 3.0 * static_cast<double>(b[i]);
    }
    for (const int threads : {1, 3}) {
        ThreadPool pool(threads);
        std::vector<TypeParam> sum(kCount, TypeParam(99));
        linearCombination<TypeParam>({0.25, -3.0}, {a.data(), b.data()}, sum.data(), kCount, pool);
        EXPECT_LE(test::relativeDifference(sum, expected), sizeof(TypeParam) == 4 ? 1e-7 : 1e-15);
    }
}

TEST(VectorOps, blocksMakeUpTheWholeRange) {
    ThreadPool pool(2);
    std::vector<std::atomic<int>> seen(kCount);
    forBlocks(pool, kCount, [&](std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            ++seen[i];
        }
    });
    for (std::size_t i = 0; i < kCount; ++i) {
        ASSERT_EQ(seen[i], 1) << i;
    }
}

} // namespace
} // namespace tonegraft
