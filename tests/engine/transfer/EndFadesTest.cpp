// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/EndFades.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRate = 20000;

/// Fades in over 20 ms, out over as long.
AudioClip soft() {
    std::vector<float> samples = sine(kRate, kRate, 500.0, 0.3);
    for (std::size_t i = 0; i < 400; ++i) {
        samples[i] *= static_cast<float>(i) / 400.0F;
        samples[kRate - 1 - i] *= static_cast<float>(i) / 400.0F;
    }
    return monoClip(kRate, std::move(samples));
}

AudioClip hard(double level = 0.2) {
    std::vector<float> samples(kRate);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i] = static_cast<float>(i % 2 == 0 ? level : -level);
    }
    return monoClip(kRate, std::move(samples));
}

AudioClip faded(AudioClip output, const AudioClip& content) {
    fadeClicks(output, content, Sounding(content));
    return output;
}

} // namespace

TEST(EndFades, SoftenWhatBeginsAndEndsAtFullLevelWhereTheContentDoesNot) {
    const std::vector<float> out = faded(hard(), soft()).channels[0];
    EXPECT_LT(std::fabs(out.front()), 0.002F);
    EXPECT_LT(std::fabs(out.back()), 0.002F);
    EXPECT_EQ(out[100], 0.2F) << "after 5 ms";
    EXPECT_NEAR(std::fabs(out[50]), 0.1, 0.01);
    EXPECT_EQ(std::fabs(out[kRate - 101]), 0.2F);
}

TEST(EndFades, LeaveAloneWhatDoesNotClickAndWhatTheContentDoesItself) {
    EXPECT_EQ(faded(soft(), hard()).channels, soft().channels);
    EXPECT_EQ(faded(hard(0.05), hard()).channels, hard(0.05).channels);
}

TEST(EndFades, AnAttackStaysWhereTheContentHasOneAndACutOffEndGoes) {
    AudioClip content = hard();
    content.channels[0].back() = content.channels[0][kRate - 2] = content.channels[0][kRate - 3] =
        0.1F;
    const std::vector<float> out = faded(hard(), content).channels[0];
    EXPECT_EQ(out.front(), 0.2F);
    EXPECT_LT(std::fabs(out.back()), 0.002F);
}

TEST(EndFades, AreAsShortAsThreeMillisecondsWhereSilenceWasPutBack) {
    AudioClip content = soft();
    content.channels[0].resize(3UL * kRate, 0.0F);
    const std::vector<float> again = soft().channels[0];
    content.channels[0].insert(content.channels[0].end(), again.begin(), again.end());
    AudioClip output = content;
    for (std::size_t i = 0; i < output.sampleCount(); ++i) {
        const bool sounds = i < kRate || i >= 3UL * kRate;
        output.channels[0][i] = !sounds ? 0.0F : i % 2 == 0 ? 0.2F : -0.2F;
    }
    const std::vector<float> out = faded(output, content).channels[0];
    EXPECT_LT(std::fabs(out[kRate - 2]), 0.003F);
    EXPECT_EQ(std::fabs(out[kRate - 62]), 0.2F);
    EXPECT_LT(std::fabs(out[3 * kRate + 1]), 0.003F);
    EXPECT_EQ(std::fabs(out[3 * kRate + 62]), 0.2F);
}
