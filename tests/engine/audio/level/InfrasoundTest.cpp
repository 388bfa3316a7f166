// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/level/Infrasound.h"
#include "audio/level/OutputLevel.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

AudioClip withoutInfrasound(AudioClip clip) {
    const Infrasound infrasound(clip);
    infrasound.removeFrom(clip);
    return clip;
}

/// What is left of a tone, away from the clip's ends.
double shareLeft(int rate, double frequencyHz) {
    const auto count = static_cast<std::size_t>(2 * rate);
    const AudioClip tone = monoClip(rate, sine(rate, count, frequencyHz));
    const AudioClip left = withoutInfrasound(tone);
    const auto middle = [&](const AudioClip& clip) {
        return rms({clip.channels[0].begin() + rate / 2, clip.channels[0].begin() + 3 * rate / 2});
    };
    return middle(left) / middle(tone);
}

TEST(Infrasound, isWhatLiesBelowTwentyHertzAndNothingElse) {
    for (const int rate : {8000, 22050, 44100, 96000}) {
        for (const double frequency : {2.0, 10.0, 15.0})
            EXPECT_LT(shareLeft(rate, frequency), 0.02) << rate << " " << frequency;
        for (const double frequency : {27.5, 32.7, 440.0})
            EXPECT_NEAR(shareLeft(rate, frequency), 1.0, 0.02) << rate << " " << frequency;
    }
}

TEST(Infrasound, ofAnOffsetIsTheOffsetToTheVeryEnds) {
    const std::vector<float> sound = sine(44100, 30000, 441.0, 0.2);
    std::vector<float> raised = sound;
    for (float& sample : raised)
        sample += 0.3F;
    const AudioClip left = withoutInfrasound({44100, {raised, sound}});
    constexpr double kAtTheEnds = 0.01; // a mirrored sine has a mean there
    EXPECT_LT(largestDifference(left.channels[0], sound), kAtTheEnds);
    EXPECT_LT(largestDifference(left.channels[1], sound), kAtTheEnds);
}

TEST(Infrasound, doesNotDelayWhatStays) {
    std::vector<float> samples(22050, 0.1F);
    samples[9000] += 0.5F;
    const AudioClip left = withoutInfrasound(monoClip(22050, samples));
    EXPECT_NEAR(left.channels[0][9000], 0.5, 5e-3);
    EXPECT_NEAR(left.channels[0][8990], 0.0, 5e-3);
}

TEST(Infrasound, mattersFromAnOffsetOfAHundredthOfTheLevelOn) {
    for (const std::size_t samples : {30000U, 80000U})
        for (const double offset : {0.0, 1e-3, 4e-3, 0.05}) {
            AudioClip clip = sineClip(44100, samples, 2, 300.0, 0.3);
            for (std::vector<float>& channel : clip.channels)
                for (float& sample : channel)
                    sample += static_cast<float>(offset);
            EXPECT_EQ(Infrasound(clip).matters(), offset > 2e-3) << samples << " " << offset;
        }
}

TEST(Infrasound, mattersWhereATremblingIsATenthOfTheLevel) {
    for (const double level : {0.01, 0.05}) {
        AudioClip clip = sineClip(44100, 88200, 1, 300.0, 0.3);
        const std::vector<float> tremble = sine(44100, 88200, 8.0, level);
        for (std::size_t i = 0; i < tremble.size(); ++i)
            clip.channels[0][i] += tremble[i];
        EXPECT_EQ(Infrasound(clip).matters(), level > 0.03);
    }
}

TEST(Infrasound, ofTheShortestClipsIsTheirMean) {
    for (const std::size_t count : {1U, 2U, 50U}) {
        const AudioClip left = withoutInfrasound(monoClip(44100, std::vector<float>(count, 0.5F)));
        EXPECT_LT(rms(left.channels[0]), 1e-6) << count;
    }
    EXPECT_FALSE(Infrasound(AudioClip{}).matters());
}

} // namespace
} // namespace tonegraft::test
