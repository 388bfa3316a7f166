// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/HeardBands.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace tonegraft;

namespace {

constexpr int kBins = 1025;
constexpr double kBinWidthHz = 22050.0 / 2048.0;

std::vector<float> levelsOf(const HeardBands& bands, const std::vector<float>& magnitudes) {
    std::vector<float> levels(bands.bands());
    bands.levels(magnitudes.data(), levels.data());
    return levels;
}

} // namespace

TEST(HeardBands, LieAQuarterErbApartButNoNearerThanBins) {
    const HeardBands bands(kBins, kBinWidthHz, 1.0);
    const std::vector<double>& centers = bands.centersHz();
    EXPECT_NEAR(centers.front(), 40.0, 1e-9);
    EXPECT_NEAR(centers[1] - centers[0], kBinWidthHz, 1e-6);
    const auto erbs = [](double hz) { return 21.4 * std::log10(1.0 + 0.00437 * hz); };
    const std::size_t last = centers.size() - 1;
    EXPECT_NEAR(erbs(centers[last]) - erbs(centers[last - 1]), 0.25, 1e-9);
    EXPECT_LT(bands.bands(), kBins / 6);
}

TEST(HeardBands, EachBinFromTheFirstBandOnCountsOnce) {
    const HeardBands bands(kBins, kBinWidthHz, 1.0);
    for (int bin = static_cast<int>(40.0 / kBinWidthHz) + 1; bin < kBins; ++bin) {
        const HeardBands::Place& place = bands.places()[bin];
        EXPECT_NEAR(place.lowerWeight + place.upperWeight, 1.0, 1e-6) << bin;
    }
}

TEST(HeardBands, AToneRaisesTheBandAtItsFrequency) {
    const HeardBands bands(kBins, kBinWidthHz, 0.01);
    std::vector<float> spectrum(kBins, 0.0F);
    spectrum[93] = 10.0F; // 1001.3 Hz
    const std::vector<float> levels = levelsOf(bands, spectrum);
    const auto loudest = std::max_element(levels.begin(), levels.end()) - levels.begin();
    EXPECT_NEAR(bands.centersHz()[loudest], 93 * kBinWidthHz, 20.0);
    // 60 dB over the floor, less what the neighbor gets.
    EXPECT_NEAR(levels[loudest], std::log(1000.0), 0.4);
}

TEST(HeardBands, DoublingASpectrumAddsSixDecibelsWhereItIsLoud) {
    const HeardBands bands(kBins, kBinWidthHz, 1e-4);
    const std::vector<float> once = levelsOf(bands, std::vector<float>(kBins, 1.0F));
    const std::vector<float> twice = levelsOf(bands, std::vector<float>(kBins, 2.0F));
    for (int band = 0; band < bands.bands(); ++band) {
        EXPECT_NEAR(twice[band] - once[band], std::log(2.0), 1e-3) << band;
    }
}
