// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/RandomFilters.h"
#include "methods/shared/ClosedForm.h"
#include "support/Golden.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

template <class Real> FeatureMap<Real> mapOf(const nlohmann::json& rows) {
    FeatureMap<Real> map(1, static_cast<int>(rows.at(0).size()), static_cast<int>(rows.size()));
    map.values = transposed<Real>(rows);
    return map;
}

// The reference keeps weights as [filters][bins][kernel].
template <class Real> FilterBank<Real> bankOf(const nlohmann::json& weight) {
    FilterBank<Real> bank;
    bank.filters = static_cast<int>(weight.size());
    bank.bins = static_cast<int>(weight.at(0).size());
    bank.kernelSize = static_cast<int>(weight.at(0).at(0).size());
    for (const nlohmann::json& filter : weight) {
        const std::vector<Real> taps = transposed<Real>(filter);
        bank.weights.insert(bank.weights.end(), taps.begin(), taps.end());
    }
    return bank;
}

FeatureMap<double> noiseMap(int channels, int frames, int bins, std::uint64_t seed) {
    FeatureMap<double> map(channels, frames, bins);
    SplitMix64 random(seed);
    for (double& value : map.values) {
        value = 2.0 * random.uniform();
    }
    return map;
}

template <class Real> void meetsUlyanov() {
    const nlohmann::json data = goldenFile("ulyanov.json");
    ThreadPool pool(2);
    GramSettings settings;
    settings.perSpectrogramFrame = true;
    RandomFilters<Real> term(bankOf<Real>(data["weight"]), settings, mapOf<Real>(data["style"]),
                             pool);
    term.keepFeaturesOf(mapOf<Real>(data["content"]), data["alpha"]);
    FeatureMap<Real> gradient;
    const double loss = term.evaluate(mapOf<Real>(data["x"]), &gradient);
    const double content = data["alpha_times_content_loss"];
    const double style = data["style_loss"];
    constexpr double kTolerance = goldenTolerance<Real>();
    EXPECT_NEAR(term.featureDistance() / content, 1.0, kTolerance);
    EXPECT_NEAR((loss - term.featureDistance()) / style, 1.0, kTolerance);
    EXPECT_LT(relativeDifference(gradient.values, transposed<Real>(data["gradient"])), kTolerance);
}

// The same distance and gradient whether the Gram matrix goes over filters or over frames.
void expectDifferenceQuotient(int filters, int frames, Activation activation) {
    ThreadPool pool(2);
    GramSettings settings;
    settings.activation = activation;
    settings.padding = 1;
    auto bank = uniformFilters<double>(filters, 4, 7, 0.3, 5, pool);
    RandomFilters<double> term(bank, settings, noiseMap(2, 25, 7, 1), pool);
    auto x = noiseMap(2, frames, 7, 2);
    FeatureMap<double> gradient;
    term.evaluate(x, &gradient);
    constexpr double kStep = 1e-5;
    for (std::size_t i = 0; i < x.values.size(); i += 13) {
        const double saved = x.values[i];
        x.values[i] = saved + kStep;
        const double above = term.evaluate(x, nullptr);
        x.values[i] = saved - kStep;
        const double below = term.evaluate(x, nullptr);
        x.values[i] = saved;
        const double quotient = (above - below) / (2.0 * kStep);
        EXPECT_NEAR(gradient.values[i], quotient, 1e-4 * std::abs(quotient) + 1e-6);
    }
}

} // namespace

TEST(RandomFilters, MeetTheReferenceOfUlyanovInDouble) {
    meetsUlyanov<double>();
}
TEST(RandomFilters, MeetTheReferenceOfUlyanovInFloat) {
    meetsUlyanov<float>();
}

TEST(RandomFilters, GradientIsTheDifferenceQuotientByWayOfTheFrames) {
    expectDifferenceQuotient(200, 20, Activation::relu);
}
TEST(RandomFilters, GradientIsTheDifferenceQuotientByWayOfTheFilters) {
    expectDifferenceQuotient(6, 40, Activation::relu);
}
TEST(RandomFilters, GradientIsTheDifferenceQuotientWhereOnlyTheStyleIsShorterThanTheFilters) {
    expectDifferenceQuotient(60, 45, Activation::linear);
}

TEST(RandomFilters, RunIntoTheClosedFormAsTheirNumberGrows) {
    ThreadPool pool(2);
    const auto x = noiseMap(1, 20, 9, 3);
    const auto style = noiseMap(1, 26, 9, 4);
    const double limit = closedFormDistance(x, style, 3, Activation::relu, pool);
    constexpr int kFilters = 16384;
    GramSettings settings;
    settings.scale = 1.0 / (static_cast<double>(kFilters) * kFilters);
    RandomFilters<double> term(normalFilters<double>(kFilters, 3, 9, 1.0, 7, pool), settings, style,
                               pool);
    // The spread of such a draw is a few per cent at 4,096 filters and falls with the root.
    EXPECT_NEAR(term.evaluate(x, nullptr) / limit, 1.0, 0.06);
}

TEST(RandomFilters, AreTheSameForTheSameSeedAndOthersForAnother) {
    ThreadPool one(1), three(3);
    const auto a = normalFilters<float>(10, 3, 21, 1.0, 42, one);
    const auto b = normalFilters<float>(20, 3, 21, 1.0, 42, three);
    const auto c = normalFilters<float>(10, 3, 21, 1.0, 43, one);
    EXPECT_TRUE(std::equal(a.weights.begin(), a.weights.end(), b.weights.begin()));
    EXPECT_NE(a.weights, c.weights);
}

TEST(RandomFilters, NormalNumbersHaveMeanZeroAndTheDeviationAsked) {
    ThreadPool pool(2);
    const auto bank = normalFilters<double>(100, 5, 200, 0.5, 1, pool);
    double sum = 0.0, squares = 0.0;
    for (const double w : bank.weights) {
        sum += w;
        squares += w * w;
    }
    const auto count = static_cast<double>(bank.weights.size());
    EXPECT_NEAR(sum / count, 0.0, 0.01);
    EXPECT_NEAR(std::sqrt(squares / count), 0.5, 0.01);
}
