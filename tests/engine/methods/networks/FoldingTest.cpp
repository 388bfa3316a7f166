// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/Folding.h"

#include <gtest/gtest.h>

using namespace tonegraft;

TEST(Folding, mirrorsWhatIsBeyondTheEnds) {
    EXPECT_EQ(folded(0.25F), 0.25F);
    EXPECT_EQ(folded(-0.25F), 0.25F);
    EXPECT_EQ(folded(1.25F), 0.75F);
    EXPECT_EQ(folded(-1.25F), 0.75F);
    EXPECT_EQ(folded(2.25F), 0.25F);
    EXPECT_EQ(folded(-3.75F), 0.25F);
    EXPECT_EQ(folded(0.0F), 0.0F);
    EXPECT_EQ(folded(1.0F), 1.0F);
    EXPECT_EQ(folded(2.0F), 0.0F);
}

TEST(Folding, slopeIsTheDifferenceQuotient) {
    constexpr float kStep = 1.0F / 1024.0F; // exact, and no corner within it
    for (int i = -16; i < 16; ++i) {
        const float z = 0.25F * static_cast<float>(i) + 0.125F;
        const float quotient = (folded(z + kStep) - folded(z - kStep)) / (2.0F * kStep);
        EXPECT_EQ(foldedSlope(z), quotient) << z;
    }
}

TEST(Folding, atTheEndsTheSlopeIsThatOfOneSide) {
    EXPECT_EQ(foldedSlope(0.0F), 1.0F);
    EXPECT_EQ(foldedSlope(1.0F), 1.0F);
    EXPECT_EQ(foldedSlope(-1.0F), -1.0F);
}
