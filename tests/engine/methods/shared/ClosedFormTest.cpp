// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/ClosedForm.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <random>

using namespace tonegraft;

namespace {

constexpr double kDoubleTolerance = 1e-9; // norm-relative, the reference has 12 digits
constexpr double kFloatTolerance = 1e-5;

nlohmann::json golden() {
    std::ifstream file(TONEGRAFT_TEST_DATA "/closed_form.json");
    return nlohmann::json::parse(file);
}

// The reference stores [bins][frames].
template <class Real> FeatureMap<Real> mapOf(const nlohmann::json& rows) {
    FeatureMap<Real> map(1, static_cast<int>(rows[0].size()), static_cast<int>(rows.size()));
    for (int f = 0; f < map.bins; ++f) {
        for (int t = 0; t < map.frames; ++t) {
            map.frame(0, t)[f] = static_cast<Real>(rows[f][t].get<double>());
        }
    }
    return map;
}

template <class Real> double relativeError(const FeatureMap<Real>& a, const FeatureMap<Real>& b) {
    double error = 0.0;
    double norm = 0.0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        error += std::pow(static_cast<double>(a.values[i]) - static_cast<double>(b.values[i]), 2);
        norm += std::pow(static_cast<double>(b.values[i]), 2);
    }
    return std::sqrt(error / norm);
}

// "silent_frames" is empty or a range like "8..13", both ends included.
template <class Real> void silence(FeatureMap<Real>& map, const std::string& range) {
    const std::size_t dots = range.find("..");
    if (dots == std::string::npos) {
        return;
    }
    const int last = std::stoi(range.substr(dots + 2));
    for (int t = std::stoi(range); t <= last; ++t) {
        std::fill(map.frame(0, t), map.frame(0, t) + map.bins, Real(0));
    }
}

template <class Real> FeatureMap<Real> noise(int channels, int frames, int bins, unsigned seed) {
    FeatureMap<Real> map(channels, frames, bins);
    std::mt19937 random(seed);
    for (Real& value : map.values) {
        value = static_cast<Real>(random() % 1000) / Real(500);
    }
    return map;
}

template <class Real> void meetsTheReference(double tolerance) {
    const nlohmann::json data = golden();
    ThreadPool pool(2);
    for (const nlohmann::json& c : data["cases"]) {
        FeatureMap<Real> x = mapOf<Real>(data["content"]);
        silence(x, c["silent_frames"].get<std::string>());
        const Activation activation = c["relu"] ? Activation::relu : Activation::linear;
        ClosedForm<Real> term(mapOf<Real>(data["style"]), c["kernel"], activation, pool);
        FeatureMap<Real> gradient;
        const double value = term.evaluate(x, &gradient);
        const double expected = c["value"];
        SCOPED_TRACE(c["kernel"].dump() + c["relu"].dump() + c["silent_frames"].dump());
        EXPECT_NEAR(value / expected, 1.0, tolerance);
        EXPECT_LT(relativeError(gradient, mapOf<Real>(c["gradient"])), tolerance);
    }
}

} // namespace

TEST(ClosedForm, MeetsTheReferenceInDouble) {
    meetsTheReference<double>(kDoubleTolerance);
}

TEST(ClosedForm, MeetsTheReferenceInFloat) {
    meetsTheReference<float>(kFloatTolerance);
}

TEST(ClosedForm, IsZeroWithZeroGradientAtTheStyleItself) {
    ThreadPool pool(2);
    const auto style = noise<double>(2, 40, 17, 1);
    ClosedForm<double> term(style, 3, Activation::relu, pool);
    FeatureMap<double> gradient;
    const double away = term.evaluate(noise<double>(2, 40, 17, 2), &gradient);
    EXPECT_NEAR(term.evaluate(style, &gradient) / away, 0.0, 1e-10);
    for (const double g : gradient.values) {
        EXPECT_NEAR(g, 0.0, 1e-9);
    }
}

TEST(ClosedForm, GradientIsTheDifferenceQuotientForSeveralChannelsAndStrips) {
    // More than one strip of rows, two channels, kernel of even size.
    ThreadPool pool(2);
    auto x = noise<double>(2, 700, 5, 3);
    ClosedForm<double> term(noise<double>(3, 60, 5, 4), 4, Activation::relu, pool);
    FeatureMap<double> gradient;
    term.evaluate(x, &gradient);
    constexpr double kStep = 1e-5;
    for (const std::size_t i : {0UL, 7UL, 1745UL, 1750UL, 1762UL, 3499UL, 3500UL, 5261UL, 6999UL}) {
        const double saved = x.values[i];
        x.values[i] = saved + kStep;
        const double above = term.evaluate(x, nullptr);
        x.values[i] = saved - kStep;
        const double below = term.evaluate(x, nullptr);
        x.values[i] = saved;
        const double quotient = (above - below) / (2.0 * kStep);
        EXPECT_NEAR(gradient.values[i], quotient, 1e-5 * std::abs(quotient) + 1e-9) << i;
    }
}

TEST(ClosedForm, IsTheSameBitsOnAnyNumberOfThreads) {
    const auto x = noise<float>(2, 300, 65, 5);
    const auto style = noise<float>(1, 200, 65, 6);
    std::vector<float> first;
    double firstValue = 0.0;
    for (const int threads : {1, 2, 3}) {
        ThreadPool pool(threads);
        ClosedForm<float> term(style, 3, Activation::relu, pool);
        FeatureMap<float> gradient;
        const double value = term.evaluate(x, &gradient);
        if (threads == 1) {
            first = gradient.values;
            firstValue = value;
        }
        EXPECT_EQ(value, firstValue);
        EXPECT_EQ(gradient.values, first);
    }
}
