// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/LevelMatch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tonegraft {
namespace {

TEST(LevelMatch, bringsAllTracksToOneLoudness) {
    const auto gains =
        matchedGains({Loudness{-20.0, -3.0}, Loudness{-26.0, -12.0}, std::nullopt, std::nullopt});
    const double content = -20.0 + 20.0 * std::log10(gains[0]);
    const double style = -26.0 + 20.0 * std::log10(gains[1]);
    EXPECT_NEAR(content, style, 1e-4);
    EXPECT_NEAR(content, -20.0, 1e-4); // no louder than the loudest
    EXPECT_EQ(gains[2], 1.0F);
}

TEST(LevelMatch, neverPassesTheCeiling) {
    const auto gains =
        matchedGains({Loudness{-14.0, -1.5}, Loudness{-30.0, -4.0}, std::nullopt, std::nullopt});
    EXPECT_LE(-4.0 + 20.0 * std::log10(gains[1]), -1.0 + 1e-4);
    EXPECT_NEAR(-14.0 + 20.0 * std::log10(gains[0]), -30.0 + 20.0 * std::log10(gains[1]), 1e-4);
}

TEST(LevelMatch, leavesSilenceAlone) {
    constexpr double kNone = -std::numeric_limits<double>::infinity();
    const auto gains =
        matchedGains({Loudness{-20.0, -6.0}, Loudness{kNone, kNone}, std::nullopt, std::nullopt});
    EXPECT_EQ(gains[0], 1.0F);
    EXPECT_EQ(gains[1], 1.0F);
}

} // namespace
} // namespace tonegraft
