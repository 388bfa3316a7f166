// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/Attack.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tonegraft {
namespace {

constexpr int kRateHz = 44100;

/// A tone from `attack` on, on a quieter one of another pitch.
std::vector<float> toneFrom(double attack, double quieter) {
    std::vector<float> samples = test::sine(kRateHz, kRateHz, 440.0, quieter);
    const std::vector<float> tone = test::sine(kRateHz, kRateHz, 700.0, 0.5);
    for (std::size_t i = static_cast<std::size_t>(attack * kRateHz); i < samples.size(); ++i) {
        samples[i] += tone[i];
    }
    return samples;
}

TEST(Attack, IsFoundToTwoMilliseconds) {
    for (const double off : {-0.03, 0.0, 0.02}) {
        const auto found = attackNear(toneFrom(0.5, 0.05), 0.5 + off, kRateHz);
        ASSERT_TRUE(found.has_value()) << off;
        EXPECT_NEAR(*found, 0.5, 0.002) << off;
    }
}

TEST(Attack, IsNoneInASteadyTone) {
    EXPECT_FALSE(attackNear(toneFrom(0.0, 0.0), 0.5, kRateHz).has_value());
}

TEST(Attack, IsNoneWhereTheToneBeginsLater) {
    EXPECT_FALSE(attackNear(toneFrom(0.7, 0.05), 0.5, kRateHz).has_value());
}

TEST(Attack, IsFoundAtTheClipsVeryBeginning) {
    const auto found = attackNear(toneFrom(0.004, 0.0), 0.0, kRateHz);
    ASSERT_TRUE(found.has_value());
    EXPECT_NEAR(*found, 0.004, 0.002);
    EXPECT_FALSE(attackNear({}, 0.0, kRateHz).has_value());
}

} // namespace
} // namespace tonegraft
