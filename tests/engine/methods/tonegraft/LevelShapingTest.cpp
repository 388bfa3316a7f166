// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/tonegraft/LevelShaping.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRateHz = 22050;

AudioClip noiseClip() {
    return monoClip(kRateHz, noise(2 * kRateHz, 0.2, 3));
}

LogFrequencyPicture pictureOf(const AudioClip& clip, ThreadPool& pool) {
    return everySecondFrame(
        logFrequencyPicture(clip.channels[0].data(), clip.sampleCount(), 0.0, pool));
}

// Wanted: what the sound has, and so much more above 2 kHz.
std::vector<float> brighter(const LogFrequencyPicture& picture, float decibels) {
    std::vector<float> wanted(picture.row(0, 0),
                              picture.row(0, 0) +
                                  static_cast<std::ptrdiff_t>(kPictureBins) * picture.frames);
    const int first = static_cast<int>(kPictureBinsPerOctave * std::log2(2000.0 / 40.0));
    for (std::size_t i = static_cast<std::size_t>(first) * picture.frames; i < wanted.size(); ++i) {
        wanted[i] += decibels;
    }
    return wanted;
}

// In dB, of the samples' differences: that weighs high frequencies.
double brightnessDb(const AudioClip& clip) {
    double slopes = 0.0;
    double squares = 0.0;
    const std::vector<float>& samples = clip.channels[0];
    for (std::size_t i = 1; i < samples.size(); ++i) {
        slopes += std::pow(samples[i] - static_cast<double>(samples[i - 1]), 2.0);
        squares += static_cast<double>(samples[i]) * samples[i];
    }
    return 10.0 * std::log10(slopes / squares);
}

double gainAtDb(const AudioClip& before, const AudioClip& after) {
    return 20.0 * std::log10(rms(after.channels[0]) / rms(before.channels[0]));
}

} // namespace

TEST(LevelShaping, ASoundThatHasTheWantedLevelsStaysAsItIs) {
    ThreadPool pool(2);
    const AudioClip sound = noiseClip();
    const LogFrequencyPicture picture = pictureOf(sound, pool);
    const AudioClip out = shaped(sound, picture, brighter(picture, 0.0F), {}, pool);
    for (std::size_t i = 0; i < sound.sampleCount(); ++i) {
        ASSERT_NEAR(out.channels[0][i], sound.channels[0][i], 1e-5) << i;
    }
}

TEST(LevelShaping, ATonesLevelGoesHalfWayToTheWantedOne) {
    ThreadPool pool(2);
    const AudioClip sound = monoClip(kRateHz, sine(kRateHz, 2 * kRateHz, 4000.0, 0.3));
    const LogFrequencyPicture picture = pictureOf(sound, pool);
    LevelShaping half;
    half.share = 0.5;
    EXPECT_NEAR(gainAtDb(sound, shaped(sound, picture, brighter(picture, 12.0F), half, pool)), 6.0,
                0.1);
    LevelShaping whole;
    whole.share = 1.0;
    EXPECT_NEAR(gainAtDb(sound, shaped(sound, picture, brighter(picture, 12.0F), whole, pool)),
                12.0, 0.1);
}

TEST(LevelShaping, NoLargerDifferenceIsBelievedThanTheLargest) {
    ThreadPool pool(2);
    const AudioClip sound = monoClip(kRateHz, sine(kRateHz, 2 * kRateHz, 4000.0, 0.001));
    const LogFrequencyPicture picture = pictureOf(sound, pool);
    LevelShaping whole;
    whole.share = 1.0;
    EXPECT_NEAR(gainAtDb(sound, shaped(sound, picture, brighter(picture, 60.0F), whole, pool)),
                24.0, 0.1);
}

TEST(LevelShaping, MoreHighLevelsMakeNoiseBrighter) {
    ThreadPool pool(2);
    const AudioClip sound = noiseClip();
    const LogFrequencyPicture picture = pictureOf(sound, pool);
    const AudioClip up = shaped(sound, picture, brighter(picture, 20.0F), {}, pool);
    const AudioClip down = shaped(sound, picture, brighter(picture, -20.0F), {}, pool);
    EXPECT_GT(brightnessDb(up), brightnessDb(sound) + 0.2);
    EXPECT_LT(brightnessDb(down), brightnessDb(sound) - 1.0);
}
