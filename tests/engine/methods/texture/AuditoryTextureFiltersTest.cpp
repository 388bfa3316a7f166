// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/texture/AuditoryTextureFilters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace tonegraft;

namespace {

constexpr double kBinWidthHz = 0.5;

int peakBin(const BinFilter& filter) {
    const auto peak = std::max_element(filter.response.begin(), filter.response.end());
    return filter.firstBin + static_cast<int>(peak - filter.response.begin());
}

std::vector<double> sumOfSquares(const std::vector<BinFilter>& filters, int bins) {
    std::vector<double> sums(static_cast<std::size_t>(bins), 0.0);
    for (const BinFilter& filter : filters) {
        for (int bin = filter.firstBin; bin < std::min(bins, filter.endBin()); ++bin) {
            const double response = filter.response[bin - filter.firstBin];
            sums[bin] += response * response;
        }
    }
    return sums;
}

double halfPowerWidthHz(const BinFilter& filter) {
    const auto above = std::count_if(filter.response.begin(), filter.response.end(),
                                     [](double r) { return r >= std::sqrt(0.5); });
    return static_cast<double>(above) * kBinWidthHz;
}

} // namespace

TEST(AuditoryTextureFilters, AreThePublishedThirtyCochlearBandsAndTheirTwoEnds) {
    const std::vector<BinFilter> filters = cochlearFilters(10000.0, kBinWidthHz);
    ASSERT_EQ(filters.size(), 32U);
    EXPECT_EQ(cochlearFilterCount(10000.0), 32);
    constexpr double kRelative = 0.005;
    EXPECT_NEAR(peakBin(filters[1]) * kBinWidthHz / 52.0, 1.0, 2 * kRelative);
    EXPECT_NEAR(peakBin(filters[30]) * kBinWidthHz / 8844.0, 1.0, kRelative);
}

TEST(AuditoryTextureFilters, CoverAllFrequenciesEvenlyUpToTheLimit) {
    for (const double limitHz : {2000.0, 8000.0, 10000.0, 11025.0, 22050.0}) {
        const int bins = static_cast<int>(limitHz / kBinWidthHz) + 1;
        for (const double sum : sumOfSquares(cochlearFilters(limitHz, kBinWidthHz), bins)) {
            ASSERT_NEAR(sum, 1.0, 1e-12);
        }
    }
}

TEST(AuditoryTextureFilters, AreMoreWhereTheLimitIsHigherAndTheSameBelow) {
    const std::vector<BinFilter> published = cochlearFilters(10000.0, kBinWidthHz);
    const std::vector<BinFilter> more = cochlearFilters(22050.0, kBinWidthHz);
    EXPECT_EQ(more.size(), 38U);
    // 23.6 spacings of 1.11 ERB lie between 20 Hz and 4 kHz: 22 half cosines and two ends.
    EXPECT_EQ(cochlearFilterCount(4000.0), 24);
    for (std::size_t i = 0; i + 1 < published.size(); ++i) {
        EXPECT_EQ(published[i].response, more[i].response);
    }
}

TEST(AuditoryTextureFilters, PassNothingOutsideTheirEdges) {
    for (const double limitHz : {4000.0, 22050.0}) {
        const std::vector<BinFilter> filters = cochlearFilters(limitHz, kBinWidthHz);
        for (std::size_t i = 0; i < filters.size(); ++i) {
            const BandEdges edges = cochlearEdges(static_cast<int>(i), limitHz);
            EXPECT_GE(filters[i].firstBin * kBinWidthHz, edges.lowHz);
            EXPECT_LE((filters[i].endBin() - 1) * kBinWidthHz, edges.highHz);
        }
    }
}

TEST(AuditoryTextureFilters, HaveModulationBandsOfQualityTwo) {
    constexpr double kFine = 0.01;
    const std::vector<BinFilter> filters = modulationFilters(kFine);
    ASSERT_EQ(filters.size(), 20U);
    EXPECT_DOUBLE_EQ(modulationCenterHz(0), 0.5);
    EXPECT_DOUBLE_EQ(modulationCenterHz(19), 200.0);
    for (int i = 0; i < 18; ++i) { // the last two end at 200 Hz
        const BinFilter& filter = filters[i];
        const double center = modulationCenterHz(i);
        const double peak = *std::max_element(filter.response.begin(), filter.response.end());
        const auto above = std::count_if(filter.response.begin(), filter.response.end(),
                                         [=](double r) { return r >= peak * std::sqrt(0.5); });
        EXPECT_NEAR(center / (static_cast<double>(above) * kFine), 2.0, 0.1) << i;
        EXPECT_NEAR(peakBin(filter) * kFine, center, kFine);
    }
}

TEST(AuditoryTextureFilters, HaveModulationBandsWhosePowersSumToAboutOne) {
    constexpr double kRipple = 0.03;
    const std::vector<double> sums = sumOfSquares(modulationFilters(kBinWidthHz), 200);
    for (int bin = 6; bin < 200; ++bin) { // 3 .. 100 Hz
        EXPECT_NEAR(sums[bin], 1.0, kRipple) << bin;
    }
}

TEST(AuditoryTextureFilters, HaveOctaveBandsWhosePowersSumToOne) {
    EXPECT_DOUBLE_EQ(octaveCenterHz(0), 1.5625);
    EXPECT_DOUBLE_EQ(octaveCenterHz(6), 100.0);
    const std::vector<double> sums = sumOfSquares(octaveFilters(kBinWidthHz), 200);
    for (int bin = 4; bin < 200; ++bin) { // 2 .. 100 Hz
        EXPECT_NEAR(sums[bin], 1.0, 1e-12) << bin;
    }
    const std::vector<BinFilter> filters = octaveFilters(kBinWidthHz);
    EXPECT_NEAR(halfPowerWidthHz(filters[6]), 100.0 / std::sqrt(2.0), 1.0);
}

TEST(AuditoryTextureFilters, LeaveOutModulationsThatAShortClipDoesNotResolve) {
    EXPECT_EQ(firstModulationFilter(4.0), 0); // 0.25 Hz wide
    EXPECT_EQ(firstModulationFilter(3.9), 1);
    EXPECT_EQ(firstModulationFilter(1.0), 5); // 2.4 Hz is the first above 2 Hz
    EXPECT_EQ(firstOctaveFilter(1.0), 0);
    EXPECT_EQ(firstOctaveFilter(0.8), 1);
    EXPECT_EQ(firstOctaveFilter(0.001), 7);
}
