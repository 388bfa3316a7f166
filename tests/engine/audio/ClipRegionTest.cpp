// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/ClipRegion.h"

#include "support/Signals.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Loudness.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

constexpr int kRateHz = 44100;
constexpr std::size_t kSamples = 4 * kRateHz;
constexpr std::size_t kFadeSamples = 353; // 8 ms
constexpr double kCeilingDbtp = -1.0;
const ClipRegion kMiddle{1.0, 1.5};
constexpr std::size_t kBegin = kRateHz;
constexpr std::size_t kLength = kRateHz * 3 / 2;

AudioClip stereoContent(double amplitude = 0.25) {
    return sineClip(kRateHz, kSamples, 2, 330.0, amplitude);
}

double largestStep(const std::vector<float>& samples) {
    double largest = 0.0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        largest = std::max(largest, std::fabs(static_cast<double>(samples[i]) - samples[i - 1]));
    return largest;
}

TEST(ClipRegion, isCutByTheSameRoundingAsAFileIsRead) {
    const TempFolder folder;
    const AudioClip clip = stereoContent();
    writeClip(folder / "clip.wav", clip, {SoundFileType::wav, SampleFormat::float32, 1, ""});
    for (const auto& [start, duration] : {std::pair{0.0, 0.0}, std::pair{0.10001, 0.33333},
                                          std::pair{3.9, 7.0}, std::pair{1.0 / 3.0, 1e-9}}) {
        const AudioClip read =
            readClip(folder / "clip.wav", {ClipRole::content, start, duration}).clip;
        const AudioClip cut = regionOf(clip, {start, duration});
        EXPECT_EQ(cut.channels, read.channels) << start << " " << duration;
        EXPECT_EQ(cut.sampleRateHz, kRateHz);
    }
}

TEST(ClipRegion, coversAllOnlyFromTheBeginningToTheEnd) {
    const AudioClip clip = stereoContent();
    EXPECT_TRUE(coversAll(clip, {}));
    EXPECT_TRUE(coversAll(clip, {0.0, 4.0}));
    EXPECT_TRUE(coversAll(clip, {0.0, 9.0}));
    EXPECT_FALSE(coversAll(clip, {0.0, 3.9}));
    EXPECT_FALSE(coversAll(clip, {0.1, 0.0}));
}

TEST(ClipRegion, outsideTheClipIsRefused) {
    const AudioClip clip = stereoContent();
    EXPECT_THROW(regionOf(clip, {4.0, 1.0}), Error);
    EXPECT_THROW(regionOf(clip, {-0.5, 1.0}), Error);
    EXPECT_THROW(regionOf(clip, {0.0, std::nan("")}), Error);
    EXPECT_THROW(joinedToContent(clip, {5.0, 0.0}, clip), Error);
}

TEST(ClipRegion, theRestOfTheContentStaysAsItIs) {
    const AudioClip content = stereoContent();
    const AudioClip output = sineClip(kRateHz, kLength, 2, 500.0, 0.3);
    const JoinedClip joined = joinedToContent(content, kMiddle, output);
    ASSERT_EQ(joined.clip.sampleCount(), kSamples);
    ASSERT_EQ(joined.clip.channelCount(), 2);
    EXPECT_TRUE(joined.warning.empty());
    for (std::size_t c = 0; c < 2; ++c)
        for (std::size_t i = 0; i < kSamples; ++i) {
            const float sample = joined.clip.channels[c][i];
            const bool outside = i < kBegin || i >= kBegin + kLength;
            const bool fading =
                !outside && (i < kBegin + kFadeSamples || i >= kBegin + kLength - kFadeSamples);
            const float expected = outside  ? content.channels[c][i]
                                   : fading ? sample
                                            : output.channels[c][i - kBegin];
            ASSERT_EQ(sample, expected) << i;
        }
}

TEST(ClipRegion, theJoinsMakeNoStepLargerThanTheSoundsOwn) {
    // At its worst: the two are of opposite sign where they meet.
    const AudioClip content = sineClip(kRateHz, kSamples, 1, 330.0, 0.5);
    AudioClip output = regionOf(content, kMiddle);
    for (float& sample : output.channels[0])
        sample = -sample;
    const JoinedClip joined = joinedToContent(content, kMiddle, output);
    // A fade of 8 ms adds 1.0 * pi/2 / 353 at the most.
    constexpr double kFadeStep = 0.0045;
    EXPECT_LT(largestStep(joined.clip.channels[0]), largestStep(content.channels[0]) + kFadeStep);
}

TEST(ClipRegion, aRegionAtTheBeginningOrTheEndHasOneJoin) {
    const AudioClip content = stereoContent();
    const AudioClip output = sineClip(kRateHz, kRateHz, 2, 500.0, 0.3);
    const AudioClip atStart = joinedToContent(content, {0.0, 1.0}, output).clip;
    EXPECT_EQ(atStart.channels[0][1], output.channels[0][1]);
    EXPECT_NE(atStart.channels[0][kRateHz - 2], output.channels[0][kRateHz - 2]);
    const AudioClip atEnd = joinedToContent(content, {3.0, 0.0}, output).clip;
    EXPECT_EQ(atEnd.channels[0].back(), output.channels[0].back());
    EXPECT_NE(atEnd.channels[0][3 * kRateHz + 2], output.channels[0][2]);
}

TEST(ClipRegion, allOfTheContentIsTheOutputItself) {
    const AudioClip content = stereoContent();
    const AudioClip output = sineClip(kRateHz, kSamples, 2, 500.0, 0.3);
    EXPECT_EQ(joinedToContent(content, {}, output).clip.channels, output.channels);
}

TEST(ClipRegion, theWholeHoldsTheCeilingAndSaysWhenItsPeaksWereTurnedDown) {
    const AudioClip content = stereoContent(0.99);
    const AudioClip output = sineClip(kRateHz, kLength, 2, 500.0, 0.3);
    const JoinedClip joined = joinedToContent(content, kMiddle, output);
    EXPECT_LE(loudnessOf(joined.clip).truePeakDbtp, kCeilingDbtp);
    // From -0.09 dBTP to -1.1.
    EXPECT_NE(joined.warning.text().find("1.0 dB"), std::string::npos) << joined.warning.text();
}

TEST(ClipRegion, aMonoOutputOfAnotherRateIsConvertedAndBroughtToTheLoudnessItReplaces) {
    const AudioClip content = stereoContent(0.25);
    constexpr int kOutputRateHz = 22050;
    const AudioClip output = sineClip(kOutputRateHz, kOutputRateHz * 3 / 2, 1, 330.0, 0.02);
    const JoinedClip joined = joinedToContent(content, kMiddle, output);
    ASSERT_EQ(joined.clip.sampleCount(), kSamples);
    EXPECT_EQ(joined.clip.sampleRateHz, kRateHz);
    EXPECT_EQ(joined.clip.channels[0][kBegin + 20000], joined.clip.channels[1][kBegin + 20000]);
    constexpr double kToleranceLu = 0.2; // the fades
    EXPECT_NEAR(loudnessOf(regionOf(joined.clip, kMiddle)).integratedLufs,
                loudnessOf(regionOf(content, kMiddle)).integratedLufs, kToleranceLu);
}

TEST(ClipRegion, aRegionShorterThanTheFadesIsStillJoined) {
    const AudioClip content = sineClip(kRateHz, kSamples, 1, 330.0, 0.5);
    const ClipRegion tiny{1.0, 5.0 / kRateHz};
    const AudioClip output = monoClip(kRateHz, std::vector<float>(5, 0.25F));
    const JoinedClip joined = joinedToContent(content, tiny, output);
    EXPECT_NE(joined.clip.channels[0][kBegin + 2], content.channels[0][kBegin + 2]);
    EXPECT_EQ(joined.clip.channels[0][kBegin + 5], content.channels[0][kBegin + 5]);
}

} // namespace
} // namespace tonegraft::test
