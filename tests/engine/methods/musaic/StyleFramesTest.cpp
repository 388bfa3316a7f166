// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/musaic/StyleFrames.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr StftShape kShape{256, 128};

} // namespace

TEST(StyleFrames, OfAPairedStyleHaveASideForEachChannel) {
    ThreadPool pool(2);
    const AudioClip style = sineClip(8000, 4000, 2, 500.0);
    const StyleFrames paired = styleFrames(style, kShape, true, 2048, 1, pool);
    const StyleFrames single = styleFrames(style, kShape, false, 2048, 1, pool);
    const int frames = kShape.framesOf(4000);
    EXPECT_EQ(paired.templates, frames);
    EXPECT_EQ(paired.spectra.size(), 2U);
    EXPECT_EQ(single.templates, 2 * frames);
    EXPECT_EQ(single.runLengths, std::vector<int>(2, frames));
    ASSERT_EQ(single.spectra.size(), 1U);
    // 500 Hz on the left lies in bin 16 of 256 samples at 8 kHz, 1,000 Hz on the right in bin 32.
    const MosaicTemplates<float> sides = paired.magnitudes(pool);
    EXPECT_GT(sides.magnitudes.frame(0, 5)[16], 20.0F);
    EXPECT_GT(sides.magnitudes.frame(1, 5)[32], 20.0F);
    EXPECT_LT(sides.magnitudes.frame(0, 5)[32], 1.0F);
    EXPECT_GT(single.magnitudes(pool).magnitudes.frame(0, frames + 5)[32], 20.0F);
    EXPECT_TRUE(paired.complete);
}

TEST(StyleFrames, KnowWhenTheyAreNotAll) {
    ThreadPool pool(2);
    const AudioClip style = sineClip(8000, 128 * 300);
    const StyleFrames frames = styleFrames(style, kShape, true, 128, 1, pool);
    EXPECT_FALSE(frames.complete);
    EXPECT_EQ(frames.templates, 128);
}
