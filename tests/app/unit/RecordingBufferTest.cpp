// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/RecordingBuffer.h"
#include "app/playback/LevelMeasurement.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tonegraft {
namespace {

TEST(RecordingBuffer, keepsTheChannelsApart) {
    RecordingBuffer buffer;
    buffer.begin(8000, 2);
    const std::vector<float> first{0.1F, -0.1F, 0.2F, -0.2F};
    const std::vector<float> second{0.3F, -0.3F};
    EXPECT_TRUE(buffer.append(first.data(), 2));
    EXPECT_TRUE(buffer.append(second.data(), 1));
    EXPECT_EQ(buffer.seconds(), 3.0 / 8000);
    const auto clip = buffer.take();
    ASSERT_NE(clip, nullptr);
    EXPECT_EQ(clip->sampleRateHz, 8000);
    EXPECT_EQ(clip->channels[0], (std::vector<float>{0.1F, 0.2F, 0.3F}));
    EXPECT_EQ(clip->channels[1], (std::vector<float>{-0.1F, -0.2F, -0.3F}));
}

TEST(RecordingBuffer, givesEachSampleOnce) {
    RecordingBuffer buffer;
    EXPECT_EQ(buffer.take(), nullptr);
    buffer.begin(8000, 1);
    EXPECT_EQ(buffer.take(), nullptr);
    const float sample = 0.5F;
    buffer.append(&sample, 1);
    EXPECT_NE(buffer.take(), nullptr);
    EXPECT_EQ(buffer.take(), nullptr);
    EXPECT_EQ(buffer.seconds(), 0.0);
}

TEST(RecordingBuffer, holdsTenMinutesAndNoMore) {
    RecordingBuffer buffer;
    constexpr int kRate = 100;
    buffer.begin(kRate, 1);
    const std::vector<float> minute(60 * kRate, 0.25F);
    for (int i = 0; i < 9; ++i)
        EXPECT_TRUE(buffer.append(minute.data(), minute.size()));
    EXPECT_FALSE(buffer.append(minute.data(), minute.size()));
    EXPECT_FALSE(buffer.append(minute.data(), minute.size()));
    EXPECT_EQ(buffer.take()->sampleCount(), 600U * kRate);
}

TEST(RecordingBuffer, whatIsNoNumberBecomesSilence) {
    RecordingBuffer buffer;
    buffer.begin(8000, 1);
    const std::vector<float> samples{std::numeric_limits<float>::quiet_NaN(), 0.5F,
                                     std::numeric_limits<float>::infinity()};
    buffer.append(samples.data(), samples.size());
    EXPECT_EQ(buffer.take()->channels[0], (std::vector<float>{0.0F, 0.5F, 0.0F}));
}

TEST(LevelMeasurement, isPeakAndRootMeanSquareOfAllSinceTheLastTime) {
    LevelMeasurement level;
    const std::vector<float> loud{0.6F, -0.8F};
    level.add(loud.data(), 2);
    level.add(loud.data(), 2);
    EXPECT_EQ(level.count(), 4U);
    const InputLevel first = level.take();
    EXPECT_EQ(first.peak, 0.8F);
    EXPECT_NEAR(first.rms, std::sqrt(0.5), 1e-6);
    EXPECT_FALSE(first.clipped);
    const InputLevel nothing = level.take();
    EXPECT_EQ(nothing.peak, 0.0F);
    EXPECT_EQ(nothing.rms, 0.0F);
}

TEST(LevelMeasurement, fullScaleIsClipped) {
    LevelMeasurement level;
    const float almost = 32767.0F / 32768.0F; // of 16 bits
    level.add(&almost, 1);
    EXPECT_TRUE(level.take().clipped);
    const float below = 0.99F;
    level.add(&below, 1);
    EXPECT_FALSE(level.take().clipped);
}

} // namespace
} // namespace tonegraft
