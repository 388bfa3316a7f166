// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/BurstGuard.h"
#include "audio/level/OutputLevel.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRate = 20000;

/// A second of tone, a second at `pauseLevel`, a second of tone.
AudioClip toneAndPause(double pauseLevel, int rate = kRate) {
    std::vector<float> samples = sine(rate, 3UL * rate, 500.0, 0.3);
    for (std::size_t i = static_cast<std::size_t>(rate); i < 2UL * rate; ++i) {
        samples[i] *= static_cast<float>(pauseLevel / 0.3);
    }
    return monoClip(rate, std::move(samples));
}

double levelDb(const AudioClip& clip, double from, double to) {
    const auto at = [&](double seconds) {
        return clip.channels[0].begin() + static_cast<std::ptrdiff_t>(seconds * clip.sampleRateHz);
    };
    return 20.0 * std::log10(rms({at(from), at(to)}));
}

} // namespace

TEST(BurstGuard, LeavesWhatFollowsTheContentAlone) {
    const AudioClip content = toneAndPause(0.003);
    const BurstGuard guard(content);
    EXPECT_TRUE(guard.curve(content).empty());
    AudioClip loud = content;
    apply(constantGain(20.0), loud);
    EXPECT_TRUE(guard.curve(loud).empty()) << "levels are matched first";
    EXPECT_TRUE(guard.curve(monoClip(kRate, noise(3UL * kRate, 0.1))).gains.size() > 1)
        << "noise all through the pause does not";
}

TEST(BurstGuard, TurnsABurstInAPauseDownToSixDecibelsOverTheContent) {
    const AudioClip content = toneAndPause(0.03);
    AudioClip output = content;
    for (std::size_t i = kRate * 18 / 10; i < kRate * 185 / 100; ++i) { // 50 ms, 0.8 s into it
        output.channels[0][i] *= 8.0F;
    }
    const AudioClip before = output;
    apply(BurstGuard(content).curve(output), output);
    EXPECT_NEAR(levelDb(output, 1.81, 1.84), levelDb(content, 1.81, 1.84) + 6.0, 0.5);
    EXPECT_NEAR(levelDb(output, 0.2, 0.8), levelDb(before, 0.2, 0.8), 1e-3);
    EXPECT_NEAR(levelDb(output, 1.2, 1.7), levelDb(before, 1.2, 1.7), 1e-3);
    EXPECT_NEAR(levelDb(output, 2.2, 2.8), levelDb(before, 2.2, 2.8), 1e-3);
    for (double at = 1.75; at < 1.9; at += 0.005) {
        EXPECT_LT(levelDb(output, at, at + 0.02), levelDb(content, 1.5, 1.6) + 6.1) << at;
    }
}

TEST(BurstGuard, LetsASoundRingOnForAThirdOfASecondAndThenFadesItBySixtyDecibelsASecond) {
    const AudioClip content = toneAndPause(0.0001);
    AudioClip output = toneAndPause(0.3);
    apply(BurstGuard(content).curve(output), output);
    const double tone = levelDb(output, 0.2, 0.8);
    EXPECT_NEAR(levelDb(output, 1.1, 1.3), tone, 0.1);
    const double early = levelDb(output, 1.56, 1.58);
    EXPECT_NEAR(levelDb(output, 1.76, 1.78) - early, -12.0, 1.0);
    EXPECT_NEAR(early, tone + 6.0 - 60.0 * (1.57 - 1.35), 2.0);
}

TEST(BurstGuard, HearsTheContentAtAnotherRateAndWithOtherChannels) {
    const BurstGuard guard(toneAndPause(0.003, 44100));
    EXPECT_TRUE(guard.curve(toneAndPause(0.003, 22050)).empty());
    AudioClip output = toneAndPause(0.003, 22050);
    output.channels.push_back(output.channels[0]);
    output.channels[1][22050 * 17 / 10] = 1.0F;
    EXPECT_FALSE(guard.curve(output).empty());
}

TEST(BurstGuard, HasNothingToSayAboutSilence) {
    const AudioClip silence = monoClip(kRate, std::vector<float>(kRate, 0.0F));
    EXPECT_TRUE(BurstGuard(toneAndPause(0.003)).curve(silence).empty());
    EXPECT_TRUE(BurstGuard(silence).curve(toneAndPause(0.003)).empty());
    EXPECT_TRUE(BurstGuard(monoClip(kRate, {0.1F})).curve(monoClip(kRate, {0.2F})).empty());
}
