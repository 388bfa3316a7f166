// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/filters/ShiftDiversity.h"
#include "support/Maps.h"

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

FeatureMap<double> shifted(const FeatureMap<double>& map, int shift) {
    FeatureMap<double> copy(1, map.frames, map.bins);
    for (int t = 0; t < map.frames; ++t) {
        std::copy_n(map.frame(0, (t + shift) % map.frames), map.bins, copy.frame(0, t));
    }
    return copy;
}

} // namespace

TEST(ShiftDiversity, FindsACopyWhateverItsShift) {
    ThreadPool pool(2);
    const auto style = noiseMap(1, 31, 9, 1);
    ShiftDiversity<double> term(style, pool);
    EXPECT_NEAR(term.evaluate(shifted(style, 7), 1.0, nullptr), 1000.0, 1e-6);
    EXPECT_EQ(term.nearestShift(), 7);
}

TEST(ShiftDiversity, OfSilenceIsOneOverOne) {
    ThreadPool pool(2);
    const auto style = noiseMap(1, 31, 9, 1);
    ShiftDiversity<double> term(style, pool);
    // All 62 frames of silence lie as far away as the style is large, at any shift.
    EXPECT_NEAR(term.evaluate(FeatureMap<double>(1, 62, 9), 1.0, nullptr), 1.0 / 1.001, 1e-9);
}

TEST(ShiftDiversity, IsTheLeastOverAllShiftsWhereTheStyleIsShorterAndGoesRound) {
    ThreadPool pool(2);
    const auto style = noiseMap(1, 13, 4, 1);
    const auto x = noiseMap(1, 40, 4, 2);
    double energy = 0.0;
    for (const double value : style.values) {
        energy += value * value;
    }
    double least = 1e300;
    for (int shift = 0; shift < style.frames; ++shift) {
        double distance = 0.0;
        for (int t = 0; t < x.frames; ++t) {
            for (int bin = 0; bin < x.bins; ++bin) {
                const double off =
                    x.frame(0, t)[bin] - style.frame(0, (t + shift) % style.frames)[bin];
                distance += off * off;
            }
        }
        least = std::min(least, distance);
    }
    const double relative = least / (energy * x.frames / style.frames);
    EXPECT_NEAR(ShiftDiversity<double>(style, pool).evaluate(x, 1.0, nullptr),
                1.0 / (0.001 + relative), 1e-9);
}

TEST(ShiftDiversity, DerivativeIsTheDifferenceQuotientTimesTheWeight) {
    ThreadPool pool(2);
    ShiftDiversity<double> term(noiseMap(1, 20, 6, 1), pool);
    const auto x = noiseMap(1, 27, 6, 2);
    FeatureMap<double> gradient(1, 27, 6);
    constexpr double kWeight = 0.5;
    term.evaluate(x, kWeight, &gradient);
    expectDifferenceQuotients(
        x, gradient,
        [&](const FeatureMap<double>& at) { return kWeight * term.evaluate(at, 1.0, nullptr); }, 5);
}
