// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/shared/ChosenFrames.h"
#include "methods/shared/Analysis.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr StftShape kShape{256, 128};

} // namespace

TEST(ChosenFrames, AreAllOfThemWhereTheyAreFewARunAChannel) {
    const std::vector<FrameRun> runs = chosenFrames(2, 300, 600, 1);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[1].channel, 1);
    EXPECT_EQ(runs[1].first, 0);
    EXPECT_EQ(runs[1].count, 300);
}

TEST(ChosenFrames, OfALongStyleAreAChoiceOfBlocksWithoutRepetition) {
    constexpr int kMost = 512;
    std::set<std::pair<int, int>> frames;
    int count = 0;
    for (const FrameRun& run : chosenFrames(2, 1000, kMost, 7)) {
        EXPECT_EQ(run.count % 64, 0);
        EXPECT_LE(run.first + run.count, 1000);
        count += run.count;
        for (int t = run.first; t < run.first + run.count; ++t) {
            EXPECT_TRUE(frames.insert({run.channel, t}).second);
        }
    }
    EXPECT_EQ(count, kMost);
}

TEST(ChosenFrames, AreDrawnByTheSeed) {
    const auto firsts = [](std::uint64_t seed) {
        std::vector<int> list;
        for (const FrameRun& run : chosenFrames(1, 6400, 256, seed)) {
            list.push_back(run.first);
        }
        return list;
    };
    EXPECT_EQ(firsts(1), firsts(1));
    EXPECT_NE(firsts(1), firsts(2));
}

TEST(ChosenFeatures, AreThoseOfTheWholeClipWhereItIsShort) {
    ThreadPool pool(2);
    const AudioClip clip = monoClip(8000, noise(6000));
    const ChosenFeatures chosen = chosenFeatures(clip, kShape, 2048, 1, pool);
    EXPECT_TRUE(chosen.complete);
    EXPECT_EQ(chosen.map.values, featuresOf(clip, kShape, pool).values);
}

TEST(ChosenFeatures, OfALongClipAreBlocksOfNeighborsEachAChannel) {
    ThreadPool pool(2);
    const AudioClip clip = monoClip(8000, noise(128 * 1000));
    const FeatureMap<float> all = featuresOf(clip, kShape, pool);
    const ChosenFeatures chosen = chosenFeatures(clip, kShape, 256, 3, pool);
    EXPECT_FALSE(chosen.complete);
    ASSERT_EQ(chosen.map.channels, 4);
    ASSERT_EQ(chosen.map.frames, 64);
    const auto size = 64 * static_cast<std::ptrdiff_t>(all.bins);
    for (int block = 0; block < 4; ++block) {
        const auto begin = chosen.map.values.begin() + block * size;
        const auto at = std::search(all.values.begin(), all.values.end(), begin, begin + size);
        EXPECT_NE(at, all.values.end()) << block;
        EXPECT_EQ((at - all.values.begin()) % all.bins, 0) << block;
    }
    EXPECT_EQ(chosenFeatures(clip, kShape, 256, 3, pool).map.values, chosen.map.values);
    EXPECT_NE(chosenFeatures(clip, kShape, 256, 4, pool).map.values, chosen.map.values);
}
