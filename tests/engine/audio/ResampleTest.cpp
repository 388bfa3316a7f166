// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Signals.h"

#include "tonegraft/Error.h"
#include "tonegraft/Resample.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

/// Largest deviation from an ideal sine, away from the ends, where the filter sees the edge.
double deviationFromSine(const AudioClip& clip, double frequencyHz, double amplitude) {
    const std::vector<float> ideal =
        sine(clip.sampleRateHz, clip.sampleCount(), frequencyHz, amplitude);
    const std::size_t edge = clip.sampleCount() / 8;
    double largest = 0.0;
    for (std::size_t i = edge; i + edge < ideal.size(); ++i)
        largest = std::max(largest, std::fabs(static_cast<double>(clip.channels[0][i]) - ideal[i]));
    return largest;
}

TEST(Resampled, keepsASineInFrequencyAmplitudeAndTime) {
    constexpr double kFloatRounding = 1e-6;
    for (const auto& [from, to] :
         {std::pair{44100, 22050}, std::pair{22050, 44100}, std::pair{48000, 44100},
          std::pair{44100, 48000}, std::pair{96000, 22050}, std::pair{8000, 192000},
          std::pair{384000, 44100}, std::pair{44100, 22051}}) {
        const AudioClip clip = sineClip(from, static_cast<std::size_t>(from), 1, 997.0);
        const AudioClip result = resampled(clip, to);
        EXPECT_EQ(result.sampleRateHz, to);
        EXPECT_EQ(result.sampleCount(), static_cast<std::size_t>(to));
        EXPECT_LT(deviationFromSine(result, 997.0, 0.5), kFloatRounding) << from << " " << to;
    }
}

TEST(Resampled, removesWhatIsAboveTheNewNyquistFrequency) {
    const AudioClip result = resampled(sineClip(48000, 48000, 1, 15000.0), 22050);
    const std::vector<float> inner(result.channels[0].begin() + 4000,
                                   result.channels[0].end() - 4000);
    constexpr double kMinus120Db = 1e-6;
    EXPECT_LT(rms(inner), 0.5 * kMinus120Db);
}

TEST(Resampled, keepsAConstant) {
    const AudioClip result = resampled(monoClip(44100, std::vector<float>(44100, 0.25F)), 48000);
    for (std::size_t i = 6000; i < 42000; ++i)
        ASSERT_NEAR(result.channels[0][i], 0.25F, 1e-6);
}

TEST(Resampled, roundsTheLengthToNearest) {
    for (const std::size_t samples : {1U, 2U, 3U, 100U, 999U, 12345U}) {
        for (const auto& [from, to] :
             {std::pair{44100, 48000}, std::pair{48000, 44100}, std::pair{44100, 22050},
              std::pair{8000, 384000}, std::pair{96000, 22050}}) {
            const auto expected =
                static_cast<std::size_t>(std::llround(static_cast<double>(samples) * to / from));
            EXPECT_EQ(resampled(sineClip(from, samples), to).sampleCount(), expected);
        }
    }
}

TEST(Resampled, doesNotMixChannels) {
    AudioClip clip = sineClip(44100, 44100, 3);
    clip.channels[1].assign(44100, 0.0F);
    const AudioClip result = resampled(clip, 22050);
    EXPECT_EQ(result.channelCount(), 3);
    EXPECT_EQ(result.channels[1], std::vector<float>(22050, 0.0F));
    EXPECT_EQ(result.channels[2], resampled(monoClip(44100, clip.channels[2]), 22050).channels[0]);
}

TEST(Resampled, givesTheSameBitsEachTimeAndTheSameSamplesAtTheSameRate) {
    const AudioClip clip = monoClip(44100, noise(100000));
    EXPECT_EQ(resampled(clip, 22050).channels, resampled(clip, 22050).channels);
    EXPECT_EQ(resampled(clip, 44100).channels, clip.channels);
}

TEST(Resampled, takesAnEmptyClipAndRefusesImpossibleRates) {
    EXPECT_TRUE(resampled(monoClip(44100, {}), 22050).empty());
    EXPECT_THROW(resampled(sineClip(44100, 100), 0), Error);
    EXPECT_THROW(resampled(sineClip(44100, 100), -1), Error);
    EXPECT_THROW(resampled(monoClip(0, {0.0F}), 44100), Error);
}

TEST(MixedToMono, isTheMeanOfTheChannels) {
    const AudioClip clip = {8000, {{1.0F, 0.5F, -1.0F}, {0.0F, 0.5F, 1.0F}}};
    const AudioClip mono = mixedToMono(clip);
    EXPECT_EQ(mono.sampleRateHz, 8000);
    ASSERT_EQ(mono.channelCount(), 1);
    EXPECT_EQ(mono.channels[0], (std::vector<float>{0.5F, 0.5F, 0.0F}));
    EXPECT_EQ(mixedToMono(mono).channels, mono.channels);
}

} // namespace
} // namespace tonegraft::test
