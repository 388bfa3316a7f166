// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/NetworkAnalysis.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

TEST(NetworkAnalysis, isThePublishedOneAt16KHz) {
    const StftShape shape = networkShape(16000);
    EXPECT_EQ(shape.windowSamples, 512);
    EXPECT_EQ(shape.taper(), 480);
    EXPECT_EQ(shape.hopSamples, 160);
    EXPECT_EQ(shape.bins(), 257);
}

TEST(NetworkAnalysis, hasNearlyTheSameBinsAndFramesAtEveryRate) {
    for (const int rate : {8000, 11025, 22050, 32000, 44100, 48000, 96000, 192000}) {
        const StftShape shape = networkShape(rate);
        EXPECT_NEAR(static_cast<double>(rate) / shape.windowSamples, 31.25, 0.8) << rate;
        EXPECT_NEAR(static_cast<double>(shape.hopSamples) / rate, 0.010, 0.0001) << rate;
        EXPECT_NEAR(static_cast<double>(shape.taper()) / rate, 0.030, 0.0001) << rate;
        EXPECT_LE(shape.taper(), shape.windowSamples) << rate;
    }
}

} // namespace
} // namespace tonegraft
