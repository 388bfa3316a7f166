// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/UlyanovLoss.h"
#include "support/Golden.h"
#include "support/Maps.h"

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

template <class Real> FeatureMap<Real> mapOf(const nlohmann::json& rows) {
    FeatureMap<Real> map(1, static_cast<int>(rows.at(0).size()), static_cast<int>(rows.size()));
    map.values = transposed<Real>(rows);
    return map;
}

template <class Real> void meetsTheReference() {
    const nlohmann::json data = goldenFile("ulyanov.json");
    FilterBank<Real> bank;
    bank.filters = data["filters"];
    bank.kernelSize = data["kernel"];
    bank.bins = data["bins"];
    for (const nlohmann::json& filter : data["weight"]) {
        const std::vector<Real> taps = transposed<Real>(filter);
        bank.weights.insert(bank.weights.end(), taps.begin(), taps.end());
    }
    ThreadPool pool(2);
    const double alpha = data["alpha"];
    UlyanovLoss<Real> loss(bank, mapOf<Real>(data["style"]), mapOf<Real>(data["content"]), alpha,
                           pool);
    FeatureMap<Real> gradient;
    const UlyanovTerms terms = loss.evaluate(mapOf<Real>(data["x"]), &gradient);
    constexpr double kTolerance = goldenTolerance<Real>();
    EXPECT_NEAR(terms.style / data["style_loss"].get<double>(), 1.0, kTolerance);
    EXPECT_NEAR(alpha * terms.content / data["alpha_times_content_loss"].get<double>(), 1.0,
                kTolerance);
    const double total =
        data["style_loss"].get<double>() + data["alpha_times_content_loss"].get<double>();
    EXPECT_NEAR(terms.total / total, 1.0, kTolerance);
    EXPECT_LT(relativeDifference(gradient.values, transposed<Real>(data["gradient"])), kTolerance);
}

} // namespace

TEST(Ulyanov, MeetsTheReferenceInDouble) {
    meetsTheReference<double>();
}
TEST(Ulyanov, MeetsTheReferenceInFloat) {
    meetsTheReference<float>();
}

TEST(Ulyanov, DrawsItsFiltersAsPublished) {
    EXPECT_NEAR(UlyanovLoss<float>::deviation(1025, 4096, 11), 0.00843, 5e-6);
}

TEST(Ulyanov, WithoutContentWeightTheContentHasNoPart) {
    ThreadPool pool(2);
    const auto bank = normalFilters<double>(20, 3, 8, 0.3, 1, pool);
    const auto style = noiseMap(1, 15, 8, 1);
    const auto x = noiseMap(1, 12, 8, 2);
    const auto totalAndGradient = [&](double weight, std::uint64_t contentSeed) {
        UlyanovLoss<double> loss(bank, style, noiseMap(1, 12, 8, contentSeed), weight, pool);
        FeatureMap<double> gradient;
        const double total = loss.evaluate(x, &gradient).total;
        return std::pair(total, gradient.values);
    };
    EXPECT_EQ(totalAndGradient(0.0, 3), totalAndGradient(0.0, 4));
    const auto [total, gradient] = totalAndGradient(0.1, 3);
    const auto [otherTotal, otherGradient] = totalAndGradient(0.1, 4);
    EXPECT_NE(total, otherTotal);
    EXPECT_NE(gradient, otherGradient);
    EXPECT_GT(total, totalAndGradient(0.0, 3).first);
}

TEST(Ulyanov, TheContentWeightMovesBetweenTwoEvaluations) {
    ThreadPool pool(2);
    const auto bank = normalFilters<double>(20, 3, 8, 0.3, 1, pool);
    const auto style = noiseMap(1, 15, 8, 1);
    const auto content = noiseMap(1, 12, 8, 3);
    const auto x = noiseMap(1, 12, 8, 2);
    UlyanovLoss<double> moved(bank, style, content, 0.0, pool);
    for (const double weight : {0.0, 0.1, 2.0, 0.0, 0.5}) {
        moved.setContentWeight(weight);
        UlyanovLoss<double> still(bank, style, content, weight, pool);
        FeatureMap<double> movedGradient, stillGradient;
        EXPECT_EQ(moved.evaluate(x, &movedGradient).total, still.evaluate(x, &stillGradient).total);
        EXPECT_EQ(movedGradient.values, stillGradient.values) << weight;
    }
}
