// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/SpectralObjective.h"
#include "methods/shared/ClosedForm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

using namespace tonegraft;

namespace {

constexpr int kBins = 65;
constexpr double kBinWidthHz = 100.0;

template <class Real> FeatureMap<Real> noise(int channels, int frames, int bins, unsigned seed) {
    FeatureMap<Real> map(channels, frames, bins);
    std::mt19937 random(seed);
    for (Real& value : map.values) {
        value = static_cast<Real>(random() % 1000) / Real(700);
    }
    return map;
}

template <class Real> SpectralObjective<Real> objectiveFor(ThreadPool& pool, int channels = 2) {
    return SpectralObjective<Real>(
        noise<Real>(channels, 18, kBins, 1),
        std::make_unique<ClosedForm<Real>>(noise<Real>(1, 30, kBins, 2), 3, Activation::relu, pool),
        kBinWidthHz, pool);
}

void expectDifferenceQuotient(const ObjectiveWeights& weights) {
    ThreadPool pool(2);
    auto objective = objectiveFor<double>(pool);
    auto x = noise<double>(2, 18, kBins, 3);
    FeatureMap<double> gradient;
    objective.evaluate(x, weights, &gradient);
    constexpr double kStep = 1e-5;
    for (std::size_t i = 0; i < x.values.size(); i += 29) {
        const double saved = x.values[i];
        x.values[i] = saved + kStep;
        const double above = objective.evaluate(x, weights, nullptr).total;
        x.values[i] = saved - kStep;
        const double below = objective.evaluate(x, weights, nullptr).total;
        x.values[i] = saved;
        const double quotient = (above - below) / (2.0 * kStep);
        EXPECT_NEAR(gradient.values[i], quotient, 1e-5 * std::abs(quotient) + 1e-9) << i;
    }
}

} // namespace

TEST(SpectralObjective, GradientOfTheStyleAloneIsTheDifferenceQuotient) {
    expectDifferenceQuotient({1.0, 0.0, 0.0});
}
TEST(SpectralObjective, GradientOfTheContentAloneIsTheDifferenceQuotient) {
    expectDifferenceQuotient({0.0, 0.0, 0.0});
}
TEST(SpectralObjective, GradientOfTheMelodyIsTheDifferenceQuotient) {
    expectDifferenceQuotient({0.0, 1.0, 0.0});
}
TEST(SpectralObjective, GradientOfTheDynamicsIsTheDifferenceQuotient) {
    expectDifferenceQuotient({0.0, 0.0, 1.0});
}
TEST(SpectralObjective, GradientOfAllTermsIsTheDifferenceQuotient) {
    expectDifferenceQuotient({0.9, 0.3, 0.1});
}

TEST(SpectralObjective, TheContentScoresOneForStyleAndZeroForTheRest) {
    ThreadPool pool(2);
    auto objective = objectiveFor<double>(pool);
    const ObjectiveTerms terms = objective.evaluate(objective.content(), {}, nullptr);
    EXPECT_NEAR(terms.style, 1.0, 1e-12);
    EXPECT_EQ(terms.content, 0.0);
    EXPECT_EQ(terms.melody, 0.0);
    EXPECT_EQ(terms.dynamics, 0.0);
}

TEST(SpectralObjective, TransposingByASemitoneMovesTheMelodyTermAndNotTheDynamics) {
    ThreadPool pool(1);
    // One partial a frame, at 500 Hz; then at 600 Hz, another pitch class.
    FeatureMap<double> content(1, 6, kBins), moved(1, 6, kBins);
    for (int t = 0; t < 6; ++t) {
        content.frame(0, t)[5] = 2.0 + 0.1 * t;
        moved.frame(0, t)[6] = 2.0 + 0.1 * t;
    }
    SpectralObjective<double> objective(
        content,
        std::make_unique<ClosedForm<double>>(noise<double>(1, 9, kBins, 2), 3, Activation::relu,
                                             pool),
        kBinWidthHz, pool);
    const ObjectiveTerms terms = objective.evaluate(moved, {}, nullptr);
    EXPECT_NEAR(terms.melody, 2.0, 1e-4) << "all energy left one class for another: 1 + 1";
    EXPECT_NEAR(terms.dynamics, 0.0, 1e-12);
}

TEST(SpectralObjective, IsTheSameBitsOnAnyNumberOfThreads) {
    std::vector<float> first;
    for (const int threads : {1, 2, 3}) {
        ThreadPool pool(threads);
        auto objective = objectiveFor<float>(pool);
        FeatureMap<float> gradient;
        objective.evaluate(noise<float>(2, 18, kBins, 3), {}, &gradient);
        first = threads == 1 ? gradient.values : first;
        EXPECT_EQ(gradient.values, first);
    }
}
