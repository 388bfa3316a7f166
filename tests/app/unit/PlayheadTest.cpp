// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Playhead.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kFrame = 0.016;

TEST(Playhead, beginsWhereTheSoundIs) {
    Playhead playhead;
    EXPECT_EQ(playhead.follow(1.25, 100.0), 1.25);
}

TEST(Playhead, movesEvenlyThoughTheMeasurementsComeInLumps) {
    constexpr double kLump = 0.1;
    constexpr double kUneven = 0.25; // of a frame's way
    Playhead playhead;
    double before = playhead.follow(0.0, 0.0);
    for (int i = 1; i < 300; ++i) {
        const double now = i * kFrame;
        const double shown = playhead.follow(kLump * std::floor(now / kLump), now);
        EXPECT_NEAR(shown - before, kFrame, kUneven * kFrame) << i;
        before = shown;
    }
}

TEST(Playhead, makesAnOffsetGoodWithinASecond) {
    constexpr double kClose = 0.015;
    Playhead playhead;
    playhead.follow(0.1, 0.0);
    double shown = 0.0;
    for (double now = kFrame; now < 1.0; now += kFrame)
        shown = playhead.follow(now, now);
    EXPECT_NEAR(shown, 1.0, kClose + kFrame);
}

TEST(Playhead, followsTheLoopBackAtOnce) {
    Playhead playhead;
    playhead.follow(5.0, 0.0);
    playhead.follow(5.016, kFrame);
    EXPECT_EQ(playhead.follow(2.0, 2 * kFrame), 2.0);
}

TEST(Playhead, jumpsWhereItIsTold) {
    Playhead playhead;
    playhead.follow(5.0, 0.0);
    playhead.jump();
    EXPECT_EQ(playhead.follow(5.1, kFrame), 5.1);
}

} // namespace
} // namespace tonegraft
