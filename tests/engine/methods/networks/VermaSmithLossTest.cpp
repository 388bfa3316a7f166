// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/VermaSmithLoss.h"
#include "support/Networks.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

constexpr double kRounding = 1e-12;

FeatureMap<double> zerosLike(const FeatureMap<double>& x) {
    return {x.channels, x.frames, x.bins};
}

TEST(EnergyEnvelopes, areThoseOfAnExampleByHand) {
    FeatureMap<double> style(1, 2, 2);
    style.values = {1.0, 3.0, 0.0, 2.0}; // energy over time 5, 2; over the spectrum 0.5, 6.5
    FeatureMap<double> x(1, 3, 2);
    x.values = {1.0, 1.0, 2.0, 0.0, 3.0, 3.0}; // 1, 2, 9; and 14/3, 10/3
    const EnergyEnvelopes<double> envelopes(style, x.frames);
    FeatureMap<double> gradient = zerosLike(x);
    // The style's envelope begins anew: 5, 2, 5.
    EXPECT_NEAR(envelopes.overTime(x, 1.0, gradient), (16.0 + 0.0 + 16.0) / (25.0 + 4.0 + 25.0),
                kRounding);
    const double low = 14.0 / 3.0 - 0.5;
    const double high = 10.0 / 3.0 - 6.5;
    EXPECT_NEAR(envelopes.overSpectrum(x, 1.0, gradient),
                (low * low + high * high) / (0.25 + 42.25), kRounding);
}

TEST(EnergyEnvelopes, areMetByTheStyleItself) {
    const auto style = test::drawnMap<double>(1, 5, 7, 1);
    const EnergyEnvelopes<double> envelopes(style, style.frames);
    FeatureMap<double> gradient = zerosLike(style);
    EXPECT_EQ(envelopes.overTime(style, 1.0, gradient), 0.0);
    EXPECT_EQ(envelopes.overSpectrum(style, 1.0, gradient), 0.0);
    EXPECT_EQ(gradient.values, zerosLike(style).values);
}

TEST(EnergyEnvelopes, gradientIsTheDifferenceQuotient) {
    constexpr double kStep = 1e-5;
    constexpr double kTolerance = 1e-8;
    const auto style = test::drawnMap<double>(1, 5, 7, 1);
    auto x = test::drawnMap<double>(2, 8, 7, 2);
    const EnergyEnvelopes<double> envelopes(style, x.frames);
    FeatureMap<double> unused = zerosLike(x);
    const auto total = [&] {
        return 0.6 * envelopes.overTime(x, 0.6, unused) +
               0.3 * envelopes.overSpectrum(x, 0.3, unused);
    };
    FeatureMap<double> gradient = zerosLike(x);
    envelopes.overTime(x, 0.6, gradient);
    envelopes.overSpectrum(x, 0.3, gradient);
    for (std::size_t i = 0; i < x.values.size(); i += 3) {
        const double before = x.values[i];
        x.values[i] = before + kStep;
        const double above = total();
        x.values[i] = before - kStep;
        const double below = total();
        x.values[i] = before;
        EXPECT_NEAR(gradient.values[i], (above - below) / (2.0 * kStep), kTolerance) << i;
    }
}

} // namespace
} // namespace tonegraft
