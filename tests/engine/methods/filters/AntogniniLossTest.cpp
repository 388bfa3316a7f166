// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/AntogniniLoss.h"
#include "support/Maps.h"

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

AntogniniSettings someSettings() {
    AntogniniSettings settings;
    settings.widths = {2, 5, 9};
    settings.filters = 14;
    settings.lags = {2, 7};
    settings.rhythm = 0.7;
    settings.diversity = 0.2;
    return settings;
}

} // namespace

TEST(Antognini, TheStyleItselfHasItsStatisticsAndIsItsOwnCopy) {
    ThreadPool pool(2);
    const auto style = noiseMap(1, 40, 6, 1);
    const AntogniniTerms terms =
        AntogniniLoss<double>(style, someSettings(), pool).evaluate(style, nullptr);
    EXPECT_NEAR(terms.gram, 0.0, 1e-12);
    EXPECT_NEAR(terms.rhythm, 0.0, 1e-12);
    EXPECT_NEAR(terms.diversity, 1000.0, 1e-6);
    EXPECT_NEAR(terms.total, 200.0, 1e-6);
}

TEST(Antognini, SilenceIsAtOneFromTheStyleInEachNetwork) {
    ThreadPool pool(2);
    const auto style = noiseMap(1, 40, 6, 1);
    const AntogniniTerms terms = AntogniniLoss<double>(style, someSettings(), pool)
                                     .evaluate(FeatureMap<double>(1, 80, 6), nullptr);
    EXPECT_NEAR(terms.gram, 3.0, 1e-9);
    EXPECT_NEAR(terms.rhythm, 3.0, 1e-9);
    EXPECT_NEAR(terms.diversity, 1.0 / 1.001, 1e-9);
    EXPECT_NEAR(terms.total, 3.0 + 0.7 * 3.0 + 0.2 / 1.001, 1e-9);
}

TEST(Antognini, GradientIsTheDifferenceQuotientOfAllThreeTerms) {
    ThreadPool pool(2);
    AntogniniLoss<double> loss(noiseMap(1, 36, 6, 1), someSettings(), pool);
    const auto x = noiseMap(1, 30, 6, 2);
    FeatureMap<double> gradient;
    loss.evaluate(x, &gradient);
    expectDifferenceQuotients(
        x, gradient, [&](const FeatureMap<double>& at) { return loss.evaluate(at, nullptr).total; },
        7);
}

TEST(Antognini, IsTheSameOnAnyNumberOfThreads) {
    ThreadPool one(1), three(3);
    const auto style = noiseMap<float>(1, 60, 70, 1);
    const auto x = noiseMap<float>(1, 55, 70, 2);
    FeatureMap<float> a, b;
    const auto first = AntogniniLoss<float>(style, someSettings(), one).evaluate(x, &a);
    const auto second = AntogniniLoss<float>(style, someSettings(), three).evaluate(x, &b);
    EXPECT_EQ(first.total, second.total);
    EXPECT_EQ(a.values, b.values);
}
