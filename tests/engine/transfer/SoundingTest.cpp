// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/Sounding.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRate = 10000; // a millisecond is ten samples

std::vector<float> silence(std::size_t samples, float value = 0.0F) {
    return std::vector<float>(samples, value);
}

std::vector<float> joined(const std::vector<std::vector<float>>& parts) {
    std::vector<float> all;
    for (const std::vector<float>& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// Never two equal samples in a row, never 0.
std::vector<float> sound(std::size_t samples, double amplitude = 0.5) {
    std::vector<float> result(samples);
    for (std::size_t i = 0; i < samples; ++i) {
        result[i] = static_cast<float>((i % 2 == 0 ? amplitude : -amplitude) *
                                       (1.0 + 0.1 * std::sin(0.01 * static_cast<double>(i))));
    }
    return result;
}

} // namespace

TEST(Sounding, IsAllOfAClipWithoutSilence) {
    const AudioClip clip{kRate, {sound(9000), sound(9000, 0.001)}};
    const Sounding sounding(clip);
    EXPECT_TRUE(sounding.isAll());
    EXPECT_EQ(sounding.of(clip).channels, clip.channels);
    EXPECT_EQ(sounding.putBack(clip).channels, clip.channels);
}

TEST(Sounding, SilenceBeforeAndBehindLeavesNoTrace) {
    const std::vector<float> music = sound(9000);
    const AudioClip clip = monoClip(kRate, joined({silence(5000), music, silence(700)}));
    const Sounding sounding(clip);
    EXPECT_FALSE(sounding.isAll());
    EXPECT_EQ(sounding.of(clip).channels[0], music);
    EXPECT_EQ(sounding.putBack(sounding.of(clip)).channels, clip.channels);
    EXPECT_DOUBLE_EQ(sounding.secondOf(0.25), 0.75);
}

TEST(Sounding, ALongSilenceBetweenTwoSoundsIsShortenedAndAShortOneStays) {
    const AudioClip clip = monoClip(
        kRate, joined({sound(4000), silence(20000), sound(3000), silence(700), sound(2000)}));
    const Sounding sounding(clip);
    const AudioClip part = sounding.of(clip);
    EXPECT_EQ(part.channels[0],
              joined({sound(4000), silence(600), sound(3000), silence(700), sound(2000)}));
    EXPECT_EQ(sounding.putBack(part).channels, clip.channels);
}

TEST(Sounding, WhatATransferPutsIntoSilenceIsSilentAgain) {
    const AudioClip clip = monoClip(kRate, joined({sound(6000), silence(5000), sound(3000)}));
    const Sounding sounding(clip);
    AudioClip made = sounding.of(clip);
    std::fill(made.channels[0].begin(), made.channels[0].end(), 0.25F);
    EXPECT_EQ(sounding.putBack(made).channels[0],
              joined({silence(6000, 0.25F), silence(5000), silence(3000, 0.25F)}));
}

TEST(Sounding, SilenceIsWhatDoesNotMoveAtAnyOffsetAndDownToAHundredDecibels) {
    const auto isAll = [](std::vector<float> pause) {
        return Sounding(monoClip(kRate, joined({sound(4000), std::move(pause), sound(4000)})))
            .isAll();
    };
    EXPECT_FALSE(isAll(silence(500, 0.1F))) << "50 ms";
    EXPECT_TRUE(isAll(silence(480))) << "48 ms";
    EXPECT_FALSE(isAll(sound(2000, 2e-6)));
    EXPECT_TRUE(isAll(sound(2000, 2e-5)));
}

TEST(Sounding, AChannelWithoutSoundIsLeftOutAndComesBackSilent) {
    for (const double level : {0.0, 2e-6}) {
        const AudioClip clip{kRate, {sound(9000, level), sound(9000)}};
        const Sounding sounding(clip);
        const AudioClip part = sounding.of(clip);
        ASSERT_EQ(part.channelCount(), 1);
        EXPECT_EQ(part.channels[0], clip.channels[1]);
        const AudioClip whole = sounding.putBack(part);
        EXPECT_EQ(whole.channels[0], silence(9000));
        EXPECT_EQ(whole.channels[1], clip.channels[1]);
    }
}

TEST(Sounding, AChannelThatPausesAloneIsNotCutButStaysSilent) {
    const AudioClip clip{kRate, {sound(9000), joined({sound(3000), silence(6000)})}};
    const Sounding sounding(clip);
    AudioClip made = sounding.of(clip);
    ASSERT_EQ(made.sampleCount(), 9000U);
    made.channels[1] = sound(9000);
    EXPECT_EQ(sounding.putBack(made).channels[1], clip.channels[1]);
}

TEST(Sounding, OfAShortSoundSomeSilenceIsKeptForTheMethodsWindow) {
    const AudioClip clip = monoClip(kRate, joined({silence(9000), sound(40), silence(3000)}));
    const Sounding sounding(clip);
    EXPECT_EQ(sounding.of(clip).sampleCount(), 5000U);
    EXPECT_EQ(sounding.putBack(sounding.of(clip)).channels, clip.channels);
}

TEST(Sounding, PutsBackSilenceAroundAMonoOutputOfAnotherRate) {
    const AudioClip clip{
        kRate, {joined({silence(5000), sound(9000)}), joined({silence(5000), sound(9000)})}};
    const Sounding sounding(clip);
    const AudioClip whole = sounding.putBack(monoClip(kRate / 2, sound(4500)));
    ASSERT_EQ(whole.channelCount(), 1);
    EXPECT_EQ(whole.channels[0], joined({silence(2500), sound(4500)}));
    const AudioClip first = sounding.putBack(monoClip(kRate / 2, sound(1000)));
    EXPECT_EQ(first.channels[0], joined({silence(2500), sound(1000)})) << "it broke off";
}

TEST(Sounding, MovesAPicturesFramesApart) {
    const AudioClip clip =
        monoClip(kRate, joined({silence(5000), sound(6000), silence(4000), sound(2000)}));
    const Sounding sounding(clip);
    Spectrogram picture;
    picture.sampleRateHz = kRate;
    picture.hopSamples = 100;
    picture.bins = 2;
    picture.frames = 1 + static_cast<int>(sounding.of(clip).sampleCount() / 100);
    for (int t = 0; t < picture.frames; ++t) {
        picture.magnitudes.insert(picture.magnitudes.end(), {1.0F + static_cast<float>(t), 1.0F});
    }
    const Spectrogram whole = sounding.putBack(picture);
    ASSERT_EQ(whole.frames, 171);
    ASSERT_EQ(whole.magnitudes.size(), 342U);
    EXPECT_EQ(whole.magnitudes[2 * 20], 0.0F);
    EXPECT_EQ(whole.magnitudes[2 * 50], 1.0F);
    EXPECT_EQ(whole.magnitudes[2 * 80], 31.0F);
    EXPECT_EQ(whole.magnitudes[2 * 130], 0.0F);
    EXPECT_EQ(whole.magnitudes[2 * 160], 1.0F + 60.0F + 6.0F + 10.0F);
}
