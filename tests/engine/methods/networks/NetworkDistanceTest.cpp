// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkDistance.h"
#include "support/Networks.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

using test::drawnMap;
using test::drawnWeights;

constexpr double kRounding = 1e-12;

std::vector<LayerShape> twoLayers() {
    return {convolution3x3("a", 1, 3), pool2x2(LayerKind::averagePool), convolution3x3("b", 3, 4)};
}

NetworkDistanceSettings bothLayers(bool relative, bool rectified) {
    NetworkDistanceSettings settings;
    settings.styleConvolutions = {0, 1};
    settings.contentConvolution = 1;
    settings.relative = relative;
    settings.rectified = rectified;
    return settings;
}

/// One convolution to two channels: the image itself, and minus twice it.
NetworkWeights plainNetwork() {
    NetworkWeights weights;
    weights.layers = {convolution3x3("a", 1, 2)};
    weights.tensors["a.weight"] = {{2, 1, 3, 3}, std::vector<float>(18)};
    weights.tensors["a.weight"].values[4] = 1.0F;
    weights.tensors["a.weight"].values[9 + 4] = -2.0F;
    weights.tensors["a.bias"] = {{2}, {0.0F, 0.0F}};
    return weights;
}

FeatureMap<double> mapOf(int frames, std::vector<double> values) {
    FeatureMap<double> map(1, frames, static_cast<int>(values.size()) / frames);
    map.values = std::move(values);
    return map;
}

TEST(NetworkDistance, isTheTutorialsInAnExampleByHand) {
    ThreadPool pool(1);
    // Mean squares: content 1, style 4, x 2.25. G = m / 2 * [[1, -2], [-2, 4]], whose entries'
    // squares have the mean 25 / 4.
    const auto content = mapOf(2, {1.0, 1.0, 1.0, 1.0});
    const auto style = mapOf(3, {2.0, 2.0, 2.0, 2.0, 2.0, 2.0});
    const auto x = mapOf(2, {1.5, 1.5, 1.5, 1.5});
    NetworkDistanceSettings settings;
    settings.styleConvolutions = {0};
    settings.contentConvolution = 0;
    NetworkDistance<double> distance(plainNetwork(), settings, content, style, pool);
    const NetworkDistances reached = distance.evaluate(x, 1.0, 1.0, nullptr);
    EXPECT_NEAR(reached.style, std::pow((2.25 - 4.0) / 2.0, 2) * 25.0 / 4.0, kRounding);
    EXPECT_NEAR(reached.content, 0.25 * (1.0 + 4.0) / 2.0, kRounding);
    EXPECT_NEAR(distance.styleSquares(), 4.0 * 25.0 / 4.0, kRounding);
}

TEST(NetworkDistance, isRelativeIfAskedInTheSameExample) {
    ThreadPool pool(1);
    const auto content = mapOf(2, {1.0, 1.0, 1.0, 1.0});
    const auto style = mapOf(3, {2.0, 2.0, 2.0, 2.0, 2.0, 2.0});
    const auto x = mapOf(2, {1.5, 1.5, 1.5, 1.5});
    NetworkDistanceSettings settings;
    settings.styleConvolutions = {0};
    settings.contentConvolution = 0;
    settings.relative = true;
    settings.rectified = true; // leaves the first channel alone, and nothing of the second
    NetworkDistance<double> distance(plainNetwork(), settings, content, style, pool);
    const NetworkDistances reached = distance.evaluate(x, 1.0, 1.0, nullptr);
    EXPECT_NEAR(reached.style, std::pow((2.25 - 4.0) / 4.0, 2), kRounding);
    EXPECT_NEAR(reached.content, 0.25, kRounding);
}

TEST(NetworkDistance, isZeroAtTheContentAndAtTheStyle) {
    ThreadPool pool(2);
    const NetworkWeights weights = drawnWeights(twoLayers(), 3);
    const auto content = drawnMap<double>(2, 10, 8, 1);
    NetworkDistance<double> same(weights, bothLayers(true, false), content, content, pool);
    const NetworkDistances reached = same.evaluate(content, 1.0, 1.0, nullptr);
    EXPECT_NEAR(reached.style, 0.0, kRounding);
    EXPECT_EQ(reached.content, 0.0);
}

TEST(NetworkDistance, doesNotChangeWithTheOrderOfAClipsChannels) {
    ThreadPool pool(2);
    const NetworkWeights weights = drawnWeights(twoLayers(), 3);
    const auto content = drawnMap<double>(1, 10, 8, 1);
    auto style = drawnMap<double>(2, 14, 8, 2);
    NetworkDistance<double> one(weights, bothLayers(false, false), content, style, pool);
    std::rotate(style.values.begin(), style.values.begin() + 14 * 8, style.values.end());
    NetworkDistance<double> other(weights, bothLayers(false, false), content, style, pool);
    EXPECT_NEAR(one.evaluate(content, 1.0, 1.0, nullptr).style,
                other.evaluate(content, 1.0, 1.0, nullptr).style, kRounding);
}

TEST(NetworkDistance, gradientIsTheDifferenceQuotient) {
    constexpr double kStep = 1e-5;
    constexpr double kTolerance = 1e-6; // of the largest slope
    constexpr double kStyleWeight = 0.7;
    constexpr double kContentWeight = 0.4;
    ThreadPool pool(2);
    for (const bool relative : {false, true}) {
        for (const bool rectified : {false, true}) {
            NetworkWeights weights = drawnWeights(twoLayers(), 3);
            const auto content = drawnMap<double>(2, 8, 6, 1);
            auto x = drawnMap<double>(2, 8, 6, 4);
            NetworkDistance<double> distance(weights, bothLayers(relative, rectified), content,
                                             drawnMap<double>(1, 9, 6, 2), pool);
            const auto total = [&] {
                const auto d = distance.evaluate(x, kStyleWeight, kContentWeight, nullptr);
                return kStyleWeight * d.style + kContentWeight * d.content;
            };
            FeatureMap<double> gradient;
            distance.evaluate(x, kStyleWeight, kContentWeight, &gradient);
            double largest = 0.0;
            for (const double slope : gradient.values) {
                largest = std::max(largest, std::fabs(slope));
            }
            ASSERT_GT(largest, 0.0);
            for (std::size_t i = 0; i < x.values.size(); i += 5) {
                const double before = x.values[i];
                x.values[i] = before + kStep;
                const double above = total();
                x.values[i] = before - kStep;
                const double below = total();
                x.values[i] = before;
                EXPECT_NEAR(gradient.values[i], (above - below) / (2.0 * kStep),
                            kTolerance * largest)
                    << i;
            }
        }
    }
}

TEST(NetworkDistance, replicatesAndNormalizesTheImageForANetworkOnColors) {
    ThreadPool pool(1);
    NetworkWeights colors = drawnWeights({convolution3x3("a", 3, 2)}, 3);
    colors.inputs = {{0.5, 0.25}, {0.4, 0.2}, {0.3, 0.5}};
    // Away from the edge, where zeros are added, it is one kernel on one channel, and an offset.
    NetworkWeights gray = drawnWeights({convolution3x3("a", 1, 2)}, 3);
    for (int o = 0; o < 2; ++o) {
        double offset = colors.tensors["a.bias"].values[o];
        for (int k = 0; k < 9; ++k) {
            double sum = 0.0;
            for (int c = 0; c < 3; ++c) {
                const double w = colors.tensors["a.weight"].values[(o * 3 + c) * 9 + k];
                sum += w / colors.inputs[c].deviation;
                offset -= w * colors.inputs[c].mean / colors.inputs[c].deviation;
            }
            gray.tensors["a.weight"].values[o * 9 + k] = static_cast<float>(sum);
        }
        gray.tensors["a.bias"].values[o] = static_cast<float>(offset);
    }
    // Only the inner pixels of x differ from content: the edge cancels in the content distance.
    const auto content = mapOf(6, std::vector<double>(36, 0.25));
    auto x = content;
    x.frame(0, 2)[2] = 0.75;
    x.frame(0, 3)[3] = 0.1;
    NetworkDistanceSettings settings;
    settings.contentConvolution = 0;
    NetworkDistance<double> inColors(colors, settings, content, content, pool);
    NetworkDistance<double> inGray(gray, settings, content, content, pool);
    constexpr double kSinglePrecision = 1e-5; // the gray weights were rounded
    FeatureMap<double> colorGradient, grayGradient;
    const double expected = inGray.evaluate(x, 1.0, 1.0, &grayGradient).content;
    EXPECT_NEAR(inColors.evaluate(x, 1.0, 1.0, &colorGradient).content, expected,
                kSinglePrecision * expected);
    EXPECT_NEAR(colorGradient.frame(0, 2)[2], grayGradient.frame(0, 2)[2],
                kSinglePrecision * std::fabs(grayGradient.frame(0, 2)[2]));
}

TEST(NetworkDistance, aClipTooShortForTheNetworkIsRefused) {
    ThreadPool pool(1);
    const NetworkWeights weights = drawnWeights(twoLayers(), 3);
    EXPECT_THROW(NetworkDistance<double>(weights, bothLayers(true, false),
                                         drawnMap<double>(1, 1, 8, 1), drawnMap<double>(1, 9, 8, 2),
                                         pool),
                 Error);
}

} // namespace
} // namespace tonegraft
