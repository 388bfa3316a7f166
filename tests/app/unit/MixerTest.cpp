// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Mixer.h"
#include "app/unit/Rendering.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

TEST(Mixer, isSilentUntilStarted) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 10000));
    EXPECT_EQ(rendered(mixer, 100), std::vector<float>(100, 0.0F));
    EXPECT_TRUE(mixer.silent());
    EXPECT_EQ(mixer.position(), 0);
}

TEST(Mixer, givesTheSamplesOfTheClipAfterTheFadeIn) {
    Mixer mixer(kRateHz);
    const auto clip = ramp(10000);
    mixer.setClip(Track::content, clip);
    mixer.start();
    const auto heard = rendered(mixer, 2000);
    for (int i = kFade; i < 2000; ++i)
        ASSERT_EQ(heard[i], clip->channels[0][i]) << i;
    EXPECT_LT(heard[kFade / 2], clip->channels[0][kFade / 2]);
    EXPECT_EQ(mixer.position(), 2000);
}

TEST(Mixer, keepsTheChannelsApartAndDoublesMono) {
    Mixer mixer(kRateHz);
    mixer.setClip(
        Track::content,
        std::make_shared<AudioClip>(AudioClip{
            kRateHz, {std::vector<float>(5000, 0.25F), std::vector<float>(5000, -0.5F)}}));
    mixer.setClip(Track::style, constant(0.125F, 5000));
    mixer.start();
    std::vector<float> both(2 * 1000);
    mixer.render(both.data(), 1000);
    EXPECT_EQ(both[2 * 900], 0.25F);
    EXPECT_EQ(both[2 * 900 + 1], -0.5F);
    mixer.select(Track::style);
    mixer.render(both.data(), 1000);
    EXPECT_EQ(both[2 * 900], 0.125F);
    EXPECT_EQ(both[2 * 900 + 1], 0.125F);
}

TEST(Mixer, startAndStopFadeWithoutAStep) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(1.0F, 10000));
    mixer.start();
    const auto up = rendered(mixer, 1000);
    EXPECT_LT(largestStep(up), kFadeStep);
    EXPECT_EQ(up.back(), 1.0F);
    mixer.stop();
    EXPECT_FALSE(mixer.silent());
    const auto down = rendered(mixer, 1000);
    EXPECT_LT(largestStep(down, up.back()), kFadeStep);
    EXPECT_EQ(down[kFade], 0.0F);
    EXPECT_TRUE(mixer.silent());
}

TEST(Mixer, stopKeepsThePositionWhereItWasAskedFor) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, ramp(10000));
    mixer.start();
    rendered(mixer, 1234);
    mixer.stop();
    rendered(mixer, 1000);
    EXPECT_EQ(mixer.position(), 1234);
}

TEST(Mixer, switchesTheTrackAtTheSameSample) {
    Mixer mixer(kRateHz);
    const auto clip = ramp(20000);
    mixer.setClip(Track::content, clip);
    mixer.setClip(Track::output, clip);
    mixer.start();
    rendered(mixer, 3000);
    mixer.select(Track::output);
    // The same samples on both tracks: a switch at the same sample cannot be noticed at all.
    const auto heard = rendered(mixer, 2000);
    constexpr float kRounding = 1e-6F;
    for (int i = 0; i < 2000; ++i)
        ASSERT_NEAR(heard[i], clip->channels[0][3000 + i], kRounding) << i;
}

TEST(Mixer, aSwitchIsACrossFadeOfTenMilliseconds) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.75F, 20000));
    mixer.setClip(Track::style, constant(-0.75F, 20000));
    mixer.start();
    const auto before = rendered(mixer, 3000);
    mixer.select(Track::style);
    const auto after = rendered(mixer, 1000);
    EXPECT_LT(largestStep(after, before.back()), 2 * kFadeStep);
    EXPECT_GT(after[kFade / 2 - 50], -0.75F);
    EXPECT_EQ(after[kFade], -0.75F);
}

TEST(Mixer, aSwitchInTheMiddleOfACrossFadeHasNoStep) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 50000));
    mixer.setClip(Track::style, constant(-0.5F, 50000));
    mixer.start();
    float before = rendered(mixer, 3000).back();
    for (int i = 0; i < 40; ++i) {
        mixer.select(i % 2 == 0 ? Track::style : Track::content);
        const auto heard = rendered(mixer, 37);
        EXPECT_LT(largestStep(heard, before), 4 * kFadeStep) << i;
        before = heard.back();
    }
}

TEST(Mixer, aSeekLandsOnTheSampleWithoutAStep) {
    Mixer mixer(kRateHz);
    const auto clip = sine(440.0, 0.5F, 96000);
    const float ownStep = largestStep(clip->channels[0], clip->channels[0][0]);
    mixer.setClip(Track::content, clip);
    mixer.start();
    const auto before = rendered(mixer, 3000);
    mixer.seek(50000);
    const auto after = rendered(mixer, 2000);
    EXPECT_LT(largestStep(after, before.back()), ownStep + kFadeStep);
    for (int i = kFade; i < 2000; ++i)
        ASSERT_EQ(after[i], clip->channels[0][50000 + i]);
    EXPECT_EQ(mixer.position(), 52000);
}

TEST(Mixer, loopsWithThePeriodOfTheClipWithoutGapOrStep) {
    Mixer mixer(kRateHz);
    constexpr int kLength = 24001;
    const auto clip = sine(333.0, 0.5F, kLength);
    const float ownStep = largestStep(clip->channels[0], clip->channels[0][0]);
    mixer.setClip(Track::content, clip);
    mixer.setLooping(true);
    mixer.start();
    const auto heard = rendered(mixer, 4 * kLength);
    EXPECT_LT(largestStep(heard), ownStep + kFadeStep);
    for (int turn = 1; turn < 4; ++turn)
        for (int i = kFade; i < kLength; ++i)
            ASSERT_EQ(heard[turn * kLength + i], clip->channels[0][i]) << turn << " " << i;
    EXPECT_TRUE(mixer.playing());
}

TEST(Mixer, aLoopOfAConstantStaysThatConstant) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 5000));
    mixer.setLooping(true);
    mixer.start();
    rendered(mixer, 2000);
    for (float sample : rendered(mixer, 20000))
        ASSERT_NEAR(sample, 0.5F, 1e-6F);
}

TEST(Mixer, endsAtTheEndWithoutAStepAndStartsAgainFromTheBeginning) {
    Mixer mixer(kRateHz);
    const auto clip = ramp(5000);
    mixer.setClip(Track::content, clip);
    mixer.start();
    EXPECT_LT(largestStep(rendered(mixer, 7000)), 2 * kFadeStep);
    EXPECT_FALSE(mixer.playing());
    EXPECT_TRUE(mixer.silent());
    EXPECT_EQ(mixer.position(), 5000);
    mixer.start();
    EXPECT_TRUE(mixer.playing());
    EXPECT_EQ(rendered(mixer, 1000)[999], clip->channels[0][999]);
}

TEST(Mixer, aTrackThatEndsBeforeThePositionEndsOrLoops) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 50000));
    mixer.setClip(Track::style, constant(0.25F, 5000));
    mixer.start();
    rendered(mixer, 20000);
    mixer.select(Track::style);
    rendered(mixer, 1000);
    EXPECT_FALSE(mixer.playing());
    mixer.setLooping(true);
    mixer.start();
    rendered(mixer, 20000);
    EXPECT_TRUE(mixer.playing());
}

TEST(Mixer, anEmptyTrackDoesNotStart) {
    Mixer mixer(kRateHz);
    mixer.select(Track::output);
    mixer.start();
    EXPECT_FALSE(mixer.playing());
    mixer.setClip(Track::output, std::make_shared<AudioClip>());
    mixer.start();
    EXPECT_FALSE(mixer.playing());
}

TEST(Mixer, aClipReplacedWhileItSoundsIsCrossFaded) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::output, constant(0.5F, 50000));
    mixer.select(Track::output);
    mixer.start();
    float before = rendered(mixer, 3000).back();
    mixer.setClip(Track::output, constant(-0.5F, 50000));
    const auto replaced = rendered(mixer, 1000);
    EXPECT_LT(largestStep(replaced, before), 2 * kFadeStep);
    EXPECT_EQ(replaced.back(), -0.5F);
    mixer.setClip(Track::output, nullptr);
    EXPECT_LT(largestStep(rendered(mixer, 1000), replaced.back()), kFadeStep);
    EXPECT_FALSE(mixer.playing());
}

TEST(Mixer, aGainChangesWithoutAStep) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 50000));
    mixer.start();
    const float before = rendered(mixer, 3000).back();
    mixer.setGain(Track::content, 0.5F);
    const auto after = rendered(mixer, 1000);
    EXPECT_LT(largestStep(after, before), kFadeStep);
    EXPECT_EQ(after.back(), 0.25F);
}

TEST(Mixer, mixesTheContentInWhereTheOutputIs) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 20000));
    mixer.setClip(Track::output, constant(-0.25F, 20000));
    mixer.setGain(Track::content, 0.5F);
    mixer.select(Track::output);
    mixer.setMix(0.5F);
    mixer.start();
    EXPECT_FLOAT_EQ(rendered(mixer, 2000).back(), 0.5F * -0.25F + 0.5F * 0.25F);
    mixer.setMix(0.0F);
    EXPECT_FLOAT_EQ(rendered(mixer, 2000).back(), 0.25F);
    mixer.setMix(1.0F);
    EXPECT_EQ(rendered(mixer, 2000).back(), -0.25F);
    mixer.setMix(0.0F);
    mixer.select(Track::content); // the others stay as they are
    EXPECT_FLOAT_EQ(rendered(mixer, 2000).back(), 0.25F);
    mixer.setGain(Track::content, 1.0F);
    EXPECT_FLOAT_EQ(rendered(mixer, 2000).back(), 0.5F);
}

TEST(Mixer, aChangeOfTheMixMakesNoStep) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 20000));
    mixer.setClip(Track::output, constant(-0.5F, 20000));
    mixer.select(Track::output);
    mixer.start();
    const float before = rendered(mixer, 2000).back();
    mixer.setMix(0.0F);
    const auto after = rendered(mixer, 1000);
    EXPECT_LT(largestStep(after, before), kFadeStep);
    EXPECT_FLOAT_EQ(after.back(), 0.5F);
}

TEST(Mixer, theMixFollowsAnotherContent) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 20000));
    mixer.setClip(Track::output, constant(0.0F, 20000));
    mixer.select(Track::output);
    mixer.setMix(0.0F);
    mixer.start();
    rendered(mixer, 2000);
    mixer.setClip(Track::content, constant(0.125F, 20000));
    EXPECT_FLOAT_EQ(rendered(mixer, 2000).back(), 0.125F);
    mixer.setClip(Track::content, nullptr);
    EXPECT_FLOAT_EQ(rendered(mixer, 2000).back(), 0.0F);
}

TEST(Mixer, neverPassesFullScale) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(3.0F, 5000));
    mixer.start();
    for (float sample : rendered(mixer, 5000))
        ASSERT_LE(std::abs(sample), 1.0F);
}

TEST(Mixer, theHeardPositionLagsBehindByTheLatency) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 10000));
    mixer.setLooping(true);
    mixer.start();
    rendered(mixer, 1000);
    EXPECT_EQ(mixer.heardPosition(4000), 0); // nothing heard yet
    rendered(mixer, 8000);
    EXPECT_EQ(mixer.heardPosition(4000), 5000);
    rendered(mixer, 3000); // 2000 into the second turn
    EXPECT_EQ(mixer.heardPosition(4000), 8000);
    mixer.seek(7000);
    rendered(mixer, 100);
    EXPECT_EQ(mixer.heardPosition(4000), 7000);
}

} // namespace
} // namespace tonegraft
