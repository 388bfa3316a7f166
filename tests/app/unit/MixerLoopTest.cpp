// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Mixer.h"
#include "app/unit/Rendering.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

TEST(MixerLoop, theRegionLoopsWithItsOwnPeriodAndSamples) {
    Mixer mixer(kRateHz);
    const auto clip = sine(333.0, 0.5F, 60000);
    const float ownStep = largestStep(clip->channels[0], clip->channels[0][0]);
    constexpr int kBegin = 20011;
    constexpr int kLength = 9973;
    mixer.setClip(Track::content, clip);
    mixer.setLooping(true);
    mixer.setRegion(kBegin, kBegin + kLength);
    mixer.seek(kBegin);
    mixer.start();
    const auto heard = rendered(mixer, 4 * kLength);
    EXPECT_LT(largestStep(heard), ownStep + kFadeStep);
    for (int turn = 0; turn < 4; ++turn)
        for (int i = kFade; i < kLength; ++i)
            ASSERT_EQ(heard[turn * kLength + i], clip->channels[0][kBegin + i]) << turn << " " << i;
}

TEST(MixerLoop, theJoinOfTheLoopCrossFadesWhatFollowsTheRegionIntoItsBeginning) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 50000));
    mixer.setLooping(true);
    mixer.setRegion(10000, 15000);
    mixer.seek(10000);
    mixer.start();
    rendered(mixer, 2000);
    for (float sample : rendered(mixer, 20000))
        ASSERT_NEAR(sample, 0.5F, 1e-6F);
}

TEST(MixerLoop, playRunsIntoTheRegionFromBeforeItAndThenStaysThere) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, ramp(50000));
    mixer.setLooping(true);
    mixer.setRegion(10000, 15000);
    mixer.seek(8000);
    mixer.start();
    rendered(mixer, 3000);
    EXPECT_EQ(mixer.position(), 11000);
    rendered(mixer, 5000);
    EXPECT_EQ(mixer.position(), 11000);
}

TEST(MixerLoop, whoGoesBehindTheRegionHearsTheRestBeforeItBeginsAgain) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, ramp(50000));
    mixer.setLooping(true);
    mixer.setRegion(10000, 15000);
    mixer.start();
    mixer.seek(48000);
    rendered(mixer, 1500);
    EXPECT_EQ(mixer.position(), 49500);
    rendered(mixer, 1500);
    EXPECT_EQ(mixer.position(), 11000);
}

TEST(MixerLoop, aNewRegionElsewhereIsHeardAtOnceWithoutAStep) {
    Mixer mixer(kRateHz);
    const auto clip = sine(440.0, 0.5F, 96000);
    const float ownStep = largestStep(clip->channels[0], clip->channels[0][0]);
    mixer.setClip(Track::content, clip);
    mixer.setLooping(true);
    mixer.start();
    const auto before = rendered(mixer, 3000);
    mixer.setRegion(50000, 60000);
    EXPECT_EQ(mixer.position(), 50000);
    EXPECT_LT(largestStep(rendered(mixer, 2000), before.back()), ownStep + kFadeStep);
    mixer.setRegion(51000, 70000); // around the position: it stays
    EXPECT_EQ(mixer.position(), 52000);
    mixer.setRegion(0, 0); // none: the whole clip again
    rendered(mixer, 45000);
    EXPECT_EQ(mixer.position(), 1000);
}

TEST(MixerLoop, withoutLoopingTheRegionMeansNothing) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, ramp(20000));
    mixer.setRegion(5000, 10000);
    mixer.start();
    rendered(mixer, 12000);
    EXPECT_EQ(mixer.position(), 12000);
    rendered(mixer, 10000);
    EXPECT_FALSE(mixer.playing());
}

TEST(MixerLoop, aRegionBehindTheEndOfATrackLoopsTheWholeTrack) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 50000));
    mixer.setClip(Track::style, constant(0.25F, 8000));
    mixer.setLooping(true);
    mixer.setRegion(30000, 40000);
    mixer.select(Track::style);
    mixer.start();
    rendered(mixer, 9000);
    EXPECT_EQ(mixer.position(), 1000);
}

TEST(MixerLoop, aRegionShorterThanItsCrossFadesIsMadeLonger) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, sine(440.0, 0.5F, 50000));
    mixer.setLooping(true);
    mixer.setRegion(10000, 10010);
    mixer.start();
    mixer.seek(10000);
    rendered(mixer, 2 * kFade + 5);
    EXPECT_EQ(mixer.position(), 10005);
    EXPECT_TRUE(mixer.playing());
}

TEST(MixerLoop, theHeardPositionStaysInARegionShorterThanTheLatency) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(0.5F, 50000));
    mixer.setLooping(true);
    mixer.setRegion(10000, 12000);
    mixer.seek(10000);
    mixer.start();
    rendered(mixer, 9000);                       // 1000 into the fifth turn
    EXPECT_EQ(mixer.heardPosition(500), 10500);  // this turn
    EXPECT_EQ(mixer.heardPosition(1500), 11500); // the turn before
    EXPECT_EQ(mixer.heardPosition(5000), 10000); // two turns before
    EXPECT_EQ(mixer.heardPosition(5001), 11999);
}

TEST(MixerLoop, aNewerStateTakesOverInTheLoopAtTheSameSampleWithoutAStep) {
    Mixer mixer(kRateHz);
    const auto state = [](float amplitude) { return sine(333.0, amplitude, 24000); };
    const float ownStep = largestStep(state(0.5F)->channels[0], 0.5F);
    mixer.setClip(Track::output, state(0.1F));
    mixer.select(Track::output);
    mixer.setLooping(true);
    mixer.start();
    float before = 0.0F;
    for (int i = 1; i <= 8; ++i) {
        const auto newer = state(0.1F + 0.05F * static_cast<float>(i));
        mixer.setClip(Track::output, newer);
        const std::int64_t position = mixer.position();
        const auto heard = rendered(mixer, 5000);
        EXPECT_LT(largestStep(heard, before), ownStep + kFadeStep) << i;
        for (int n = kFade; n < 5000; ++n) {
            const bool fading = (position + n) % 24000 < kFade; // the loop's own join
            if (!fading) {
                ASSERT_EQ(heard[n], newer->channels[0][(position + n) % 24000]) << i << " " << n;
            }
        }
        before = heard.back();
    }
}

TEST(MixerTracks, aTrackWithoutAClipLetsTheOneBeforeGoOnUntilItHasOne) {
    Mixer mixer(kRateHz);
    const auto clip = ramp(20000);
    mixer.setClip(Track::content, clip);
    mixer.setLooping(true);
    mixer.setRegion(1000, 5000);
    mixer.start();
    rendered(mixer, 3000);
    mixer.select(Track::output);
    auto heard = rendered(mixer, 4000); // over the join of the loop
    for (int i = 0; i < 2000; ++i)
        ASSERT_EQ(heard[i], clip->channels[0][3000 + i]);
    EXPECT_EQ(heard.back(), clip->channels[0][2999]);
    // What arrives meanwhile is heard at once, without a step, at the place where it would be.
    mixer.setClip(Track::output, constant(0.5F, 20000));
    const float before = heard.back();
    heard = rendered(mixer, 1000);
    EXPECT_LT(largestStep(heard, before), kFadeStep);
    EXPECT_EQ(heard.back(), 0.5F);
    // And the one before again, if it goes.
    mixer.setClip(Track::output, nullptr);
    const std::int64_t position = mixer.position();
    EXPECT_EQ(rendered(mixer, 600).back(), clip->channels[0][position + 599]);
}

TEST(MixerTracks, theFourthIsThePreviousResultAtTheSameSample) {
    Mixer mixer(kRateHz);
    const auto before = ramp(20000);
    mixer.setClip(Track::output, constant(0.5F, 20000));
    mixer.setClip(Track::previous, before);
    mixer.select(Track::output);
    mixer.start();
    rendered(mixer, 3000);
    mixer.select(Track::previous);
    EXPECT_EQ(rendered(mixer, 1000)[999], before->channels[0][3999]);
}

TEST(MixerVolume, changesWithoutAStepAndHoldsForAllTracks) {
    Mixer mixer(kRateHz);
    mixer.setClip(Track::content, constant(1.0F, 50000));
    mixer.setClip(Track::style, constant(0.5F, 50000));
    mixer.start();
    const float before = rendered(mixer, 3000).back();
    mixer.setVolume(0.25F);
    const auto after = rendered(mixer, 1000);
    EXPECT_LT(largestStep(after, before), kFadeStep);
    EXPECT_EQ(after.back(), 0.25F);
    mixer.select(Track::style);
    EXPECT_EQ(rendered(mixer, 1000).back(), 0.125F);
    mixer.setVolume(0.0F);
    EXPECT_EQ(rendered(mixer, 1000).back(), 0.0F);
}

} // namespace
} // namespace tonegraft
