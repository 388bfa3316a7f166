// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/StatisticsStyle.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

using namespace tonegraft;

namespace {

constexpr double kBinWidthHz = 100.0;

FeatureMap<float> noise(int frames, unsigned seed) {
    std::mt19937 random(seed);
    FeatureMap<float> map(1, frames, 65);
    for (float& value : map.values) {
        value = static_cast<float>(random() % 1000) / 700.0F;
    }
    return map;
}

TransferSettings withSizes(int first, int second, int third) {
    TransferSettings settings;
    settings.kernelSize = first;
    settings.secondKernelSize = second;
    settings.thirdKernelSize = third;
    return settings;
}

struct Value {
    double relative; // to the content's
    FeatureMap<float> gradient;
};

Value valueOf(const TransferSettings& settings) {
    ThreadPool pool(2);
    const FeatureMap<float> content = noise(40, 1);
    const auto term = statisticsStyle(noise(50, 2), content, kBinWidthHz, settings, pool);
    const double scale = 1.0 / term->evaluate(content, nullptr);
    Value value;
    value.relative = scale * term->evaluate(noise(40, 3), &value.gradient);
    for (float& slope : value.gradient.values) {
        slope = static_cast<float>(slope * scale);
    }
    return value;
}

} // namespace

TEST(StatisticsStyle, AKernelSizeGivenTwiceCountsOnce) {
    EXPECT_EQ(kernelSizes(withSizes(3, 0, 0)), (std::vector<int>{3}));
    EXPECT_EQ(kernelSizes(withSizes(3, 11, 3)), (std::vector<int>{3, 11}));
}

TEST(StatisticsStyle, SeveralKernelSizesGiveTheMeanOfTheirRelativeDistances) {
    const Value one = valueOf(withSizes(1, 0, 0));
    const Value two = valueOf(withSizes(4, 0, 0));
    const Value three = valueOf(withSizes(9, 0, 0));
    const Value mean = valueOf(withSizes(1, 4, 9));
    constexpr double kRounding = 1e-5;
    EXPECT_NEAR(mean.relative, (one.relative + two.relative + three.relative) / 3.0, kRounding);
    double difference = 0.0;
    double norm = 0.0;
    for (std::size_t i = 0; i < mean.gradient.values.size(); ++i) {
        const double expected = (static_cast<double>(one.gradient.values[i]) +
                                 static_cast<double>(two.gradient.values[i]) +
                                 static_cast<double>(three.gradient.values[i])) /
                                3.0;
        difference += std::pow(static_cast<double>(mean.gradient.values[i]) - expected, 2);
        norm += expected * expected;
    }
    EXPECT_LE(std::sqrt(difference / norm), kRounding);
}
