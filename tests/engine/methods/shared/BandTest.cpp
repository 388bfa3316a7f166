// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/Band.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

using namespace tonegraft;

namespace {

// Two channels of three frames; bin f of every frame holds values[f].
FeatureMap<float> framesOf(const std::vector<float>& values) {
    FeatureMap<float> map(2, 3, static_cast<int>(values.size()));
    for (int row = 0; row < 6; ++row) {
        std::copy(values.begin(), values.end(), map.frame(0, row));
    }
    return map;
}

} // namespace

TEST(Band, TheFirstBinsAreThoseOfEveryFrame) {
    const FeatureMap<float> band = firstBins(framesOf({4, 3, 2, 1}), 3);
    EXPECT_EQ(band.bins, 3);
    EXPECT_EQ(band.values, framesOf({4, 3, 2}).values);
}

TEST(Band, SilentBinsAtTheTopAreLeftOut) {
    EXPECT_EQ(carryingBins(framesOf({1, 2, 0, 3, 0, 0, 0}), 0.0), 4);
}

TEST(Band, NoMoreThanTheShareIsLeftOut) {
    // Energies 100, 4, 1, 1: the last one holds 1/106, the last two 2/106, the last three 6/106.
    const FeatureMap<float> map = framesOf({10, 2, 1, 1});
    EXPECT_EQ(carryingBins(map, 0.9 / 106), 4);
    EXPECT_EQ(carryingBins(map, 1.1 / 106), 3);
    EXPECT_EQ(carryingBins(map, 2.1 / 106), 2);
    EXPECT_EQ(carryingBins(map, 0.5), 2) << "never fewer than two";
}

TEST(Band, WhereEveryBinCarriesAllAreKept) {
    EXPECT_EQ(carryingBins(framesOf({1, 1, 1, 1, 1}), 1e-6), 5);
}
