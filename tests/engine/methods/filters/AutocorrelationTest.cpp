// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/Autocorrelation.h"
#include "support/Maps.h"

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr double kExact = 1e-12;

FeatureRows<double> rowsOf(const FeatureMap<double>& map) {
    return {map.values.data(), map.channels, map.frames, map.bins};
}

// A pulse every `period` rows in all columns.
FeatureMap<double> pulses(int rows, int columns, int period, int first) {
    FeatureMap<double> map(1, rows, columns);
    for (int t = first; t < rows; t += period) {
        std::fill_n(map.frame(0, t), columns, 1.0);
    }
    return map;
}

} // namespace

TEST(Autocorrelation, IsAtNoDistanceFromItselfAndAtOneFromSilence) {
    ThreadPool pool(2);
    const auto style = noiseMap(2, 40, 70, 1);
    Autocorrelation<double> term(rowsOf(style), {3, 9}, pool);
    EXPECT_NEAR(term.evaluate(rowsOf(style), 1.0, nullptr), 0.0, kExact);
    EXPECT_NEAR(term.evaluate(rowsOf(FeatureMap<double>(1, 30, 70)), 1.0, nullptr), 1.0, kExact);
}

TEST(Autocorrelation, OfFeaturesTwiceAsLargeIsNineTimesTheStylesAway) {
    ThreadPool pool(2);
    const auto style = noiseMap(1, 40, 5, 1);
    auto twice = style;
    for (double& value : twice.values) {
        value *= 2.0;
    }
    Autocorrelation<double> term(rowsOf(style), {1, 12}, pool);
    EXPECT_NEAR(term.evaluate(rowsOf(twice), 1.0, nullptr), 9.0, 1e-9); // (4 - 1)²
}

TEST(Autocorrelation, HearsThePeriodAndNotWhereItBegins) {
    ThreadPool pool(2);
    const auto style = pulses(60, 3, 6, 0);
    Autocorrelation<double> term(rowsOf(style), {2, 14}, pool);
    const double same = term.evaluate(rowsOf(pulses(60, 3, 6, 4)), 1.0, nullptr);
    const double other = term.evaluate(rowsOf(pulses(60, 3, 5, 0)), 1.0, nullptr);
    EXPECT_LT(same, 0.02); // one pulse more or less at the ends
    EXPECT_GT(other, 1.0);
}

TEST(Autocorrelation, LeavesOutLagsThatDoNotFitTwice) {
    ThreadPool pool(2);
    const auto style = noiseMap(1, 40, 4, 1);
    Autocorrelation<double> term(rowsOf(style), {10, 30}, pool);
    const auto brief = noiseMap(1, 19, 4, 2); // the shortest lag fits once
    std::vector<double> derivative(brief.values.size(), 0.0);
    EXPECT_EQ(term.evaluate(rowsOf(brief), 1.0, derivative.data()), 0.0);
    EXPECT_EQ(derivative, std::vector<double>(brief.values.size(), 0.0));
    EXPECT_GT(term.evaluate(rowsOf(noiseMap(1, 20, 4, 2)), 1.0, nullptr), 0.0);
}

TEST(Autocorrelation, DerivativeIsTheDifferenceQuotientTimesTheWeight) {
    ThreadPool pool(2);
    const auto style = noiseMap(2, 33, 66, 1);
    const auto x = noiseMap(2, 28, 66, 2);
    Autocorrelation<double> term(rowsOf(style), {2, 11}, pool);
    FeatureMap<double> derivative(2, 28, 66);
    constexpr double kWeight = 3.0;
    term.evaluate(rowsOf(x), kWeight, derivative.values.data());
    expectDifferenceQuotients(
        x, derivative,
        [&](const FeatureMap<double>& at) {
            return kWeight * term.evaluate(rowsOf(at), kWeight, nullptr);
        },
        97);
}
