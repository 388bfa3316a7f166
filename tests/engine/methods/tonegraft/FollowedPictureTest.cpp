// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/FollowedPicture.h"
#include "support/Maps.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kBins = 65;
constexpr double kBinWidthHz = 172.265625;
constexpr int kFrames = 9;

HeardBands bands() {
    return HeardBands(kBins, kBinWidthHz, 0.05);
}

FollowedPicture picture(const FeatureMap<float>& goal, const FollowingFilters& filters,
                        ThreadPool& pool) {
    return FollowedPicture(bands(), heardLevels(goal, bands(), pool), filters, pool);
}

// In float: a step large enough to be seen, and a tolerance to match.
void expectDifferenceQuotients(const FollowingFilters& filters) {
    ThreadPool pool(2);
    FollowedPicture term = picture(noiseMap<float>(2, kFrames, kBins, 1), filters, pool);
    FeatureMap<float> x = noiseMap<float>(2, kFrames, kBins, 2);
    FeatureMap<float> gradient;
    term.evaluate(x, &gradient);
    constexpr float kStep = 0.02F;
    double size = 0.0;
    for (const float slope : gradient.values) {
        size = std::max(size, std::abs(static_cast<double>(slope)));
    }
    ASSERT_GT(size, 0.0);
    for (std::size_t i = 0; i < x.values.size(); i += 37) {
        const float saved = x.values[i];
        x.values[i] = saved + kStep;
        const double above = term.evaluate(x, nullptr);
        x.values[i] = saved - kStep;
        const double below = term.evaluate(x, nullptr);
        x.values[i] = saved;
        EXPECT_NEAR(gradient.values[i], (above - below) / (2.0 * kStep), 0.03 * size) << i;
    }
}

double distance(const FollowingFilters& filters) {
    ThreadPool pool(2);
    FollowedPicture term = picture(noiseMap<float>(1, kFrames, kBins, 1), filters, pool);
    return term.evaluate(noiseMap<float>(1, kFrames, kBins, 2), nullptr);
}

} // namespace

TEST(FollowedPicture, IsReachedByThePictureItself) {
    ThreadPool pool(2);
    const FeatureMap<float> goal = noiseMap<float>(2, kFrames, kBins, 1);
    FollowedPicture term = picture(goal, {}, pool);
    const double atAnother = term.evaluate(noiseMap<float>(2, kFrames, kBins, 2), nullptr);
    FeatureMap<float> gradient;
    EXPECT_LT(term.evaluate(goal, &gradient), 1e-6 * atAnother);
}

TEST(FollowedPicture, TheGradientIsThatOfInfinitelyManyFilters) {
    expectDifferenceQuotients({});
}

TEST(FollowedPicture, TheGradientIsThatOfLinearFilters) {
    FollowingFilters filters;
    filters.activation = Activation::linear;
    expectDifferenceQuotients(filters);
}

TEST(FollowedPicture, TheGradientIsThatOfDrawnFiltersOfTwoSizes) {
    FollowingFilters filters;
    filters.filters = 64;
    filters.kernelSizes = {1, 4};
    expectDifferenceQuotients(filters);
}

TEST(FollowedPicture, DrawnFiltersTendToInfinitelyMany) {
    FollowingFilters drawn;
    drawn.filters = 8192;
    EXPECT_NEAR(distance(drawn) / distance({}), 1.0, 0.05);
}

TEST(FollowedPicture, LinearFiltersMeasureTheSquaredDistance) {
    ThreadPool pool(1);
    const FeatureMap<float> goal = noiseMap<float>(1, kFrames, kBins, 1);
    const FeatureMap<float> x = noiseMap<float>(1, kFrames, kBins, 2);
    const FeatureMap<float> a = heardLevels(x, bands(), pool);
    const FeatureMap<float> b = heardLevels(goal, bands(), pool);
    double squares = 0.0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        squares += std::pow(static_cast<double>(a.values[i]) - b.values[i], 2.0);
    }
    FollowingFilters filters;
    filters.activation = Activation::linear;
    filters.kernelSizes = {1};
    EXPECT_NEAR(picture(goal, filters, pool).evaluate(x, nullptr), squares / kFrames,
                1e-4 * squares);
}

TEST(FollowedPicture, ASilentFrameHasAFiniteGradient) {
    ThreadPool pool(1);
    FollowedPicture term = picture(noiseMap<float>(1, kFrames, kBins, 1), {}, pool);
    FeatureMap<float> gradient;
    EXPECT_GT(term.evaluate(FeatureMap<float>(1, kFrames, kBins), &gradient), 0.0);
    for (const float slope : gradient.values) {
        EXPECT_TRUE(std::isfinite(slope));
    }
}

TEST(FollowedPicture, IsTheSameOnAnyNumberOfThreads) {
    FeatureMap<float> gradients[2];
    for (int i = 0; i < 2; ++i) {
        ThreadPool pool(1 + 2 * i);
        FollowedPicture term = picture(noiseMap<float>(2, kFrames, kBins, 1), {}, pool);
        term.evaluate(noiseMap<float>(2, kFrames, kBins, 2), &gradients[i]);
    }
    EXPECT_EQ(gradients[0].values, gradients[1].values);
}
