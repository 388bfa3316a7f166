// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/MixedOutput.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

AudioClip flat(int rateHz, int channels, float value, std::size_t samples) {
    return {rateHz, std::vector(channels, std::vector<float>(samples, value))};
}

TEST(MixedOutput, theOutputAloneIsTheSameBits) {
    const AudioClip output = flat(8000, 2, 0.3F, 100);
    EXPECT_EQ(mixedOutput(flat(8000, 2, 0.5F, 100), output, 1.0).channels, output.channels);
}

TEST(MixedOutput, isTheOutputWhereTheContentIsGone) {
    const AudioClip output = flat(8000, 2, 0.3F, 100);
    EXPECT_EQ(mixedOutput({}, output, 0.5).channels, output.channels);
}

TEST(MixedOutput, sharesAddUpAtTheSamePlace) {
    AudioClip content = flat(8000, 1, 0.0F, 100);
    content.channels[0][40] = 0.5F;
    const AudioClip mixed = mixedOutput(content, flat(8000, 1, 0.25F, 100), 0.25);
    EXPECT_FLOAT_EQ(mixed.channels[0][40], 0.25F * 0.25F + 0.75F * 0.5F);
    EXPECT_FLOAT_EQ(mixed.channels[0][41], 0.25F * 0.25F);
    EXPECT_FLOAT_EQ(mixedOutput(content, flat(8000, 1, 0.25F, 100), 0.0).channels[0][40], 0.5F);
}

TEST(MixedOutput, isInTheOutputsFormatAndLength) {
    const AudioClip mixed = mixedOutput(flat(16000, 2, 0.5F, 3200), flat(8000, 1, 0.0F, 1000), 0.5);
    EXPECT_EQ(mixed.sampleRateHz, 8000);
    ASSERT_EQ(mixed.channelCount(), 1);
    ASSERT_EQ(mixed.sampleCount(), 1000U);
    EXPECT_NEAR(mixed.channels[0][500], 0.25F, 1e-3F);
    const AudioClip wide = mixedOutput(flat(8000, 1, 0.5F, 10), flat(8000, 2, 0.0F, 20), 0.5);
    ASSERT_EQ(wide.channelCount(), 2);
    EXPECT_FLOAT_EQ(wide.channels[1][5], 0.25F);
    EXPECT_FLOAT_EQ(wide.channels[1][15], 0.0F); // the content has ended
}

} // namespace
} // namespace tonegraft
