// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/judge/TruthDistance.h"

#include "support/Golden.h"
#include "support/Signals.h"
#include "tonegraft/AudioFile.h"

#include <gtest/gtest.h>

namespace tonegraft::quality {
namespace {

// The reference was computed in double, by another program.
constexpr double kTolerance = 1e-5;

HeardClip heardFile(const std::string& name) {
    ThreadPool pool(1);
    return heard(readClip(test::dataPath(name)).clip, pool);
}

HeardClip heardSamples(std::vector<float> samples) {
    ThreadPool pool(1);
    return heard(test::monoClip(kMeasureRateHz, std::move(samples)), pool);
}

TEST(TruthDistance, IsWhatTheReferenceComputesOfThreeClips) {
    const TruthDistance distance =
        truthDistance(heardFile("content.wav"), heardFile("style.wav"), heardFile("output.wav"));
    EXPECT_NEAR(distance.lsd, 0.5541707742867311, kTolerance);
    EXPECT_NEAR(distance.fine, 0.7882687508741268, kTolerance);
    EXPECT_NEAR(distance.timbre, 2.373684720019976, kTolerance);
    EXPECT_NEAR(distance.contentDb, 25.301958105563664, 100.0 * kTolerance);
}

TEST(TruthDistance, IsOneForTheContentAndZeroForTheTruth) {
    const HeardClip content = heardFile("content.wav");
    const HeardClip truth = heardFile("style.wav");
    const TruthDistance untouched = truthDistance(content, truth, content);
    const TruthDistance perfect = truthDistance(content, truth, truth);
    for (double TruthDistance::*value :
         {&TruthDistance::lsd, &TruthDistance::fine, &TruthDistance::timbre}) {
        EXPECT_NEAR(untouched.*value, 1.0, 1e-12);
        EXPECT_NEAR(perfect.*value, 0.0, 1e-12);
    }
}

TEST(TruthDistance, DoesNotHearLevels) {
    const HeardClip content = heardSamples(test::noise(44100, 0.5, 1));
    const HeardClip truth = heardSamples(test::sine(kMeasureRateHz, 44100, 440.0, 0.5));
    const HeardClip loud = heardSamples(test::sine(kMeasureRateHz, 44100, 660.0, 0.5));
    const HeardClip soft = heardSamples(test::sine(kMeasureRateHz, 44100, 660.0, 0.05));
    EXPECT_NEAR(truthDistance(content, truth, loud).lsd, truthDistance(content, truth, soft).lsd,
                1e-4);
}

TEST(TruthDistance, OfAHalfRightOutputIsBetweenThoseOfBothHalves) {
    std::vector<float> half = test::sine(kMeasureRateHz, 44100, 440.0);
    const std::vector<float> wrong = test::sine(kMeasureRateHz, 44100, 3000.0);
    const HeardClip truth = heardSamples(half);
    std::copy(wrong.begin() + 22050, wrong.end(), half.begin() + 22050);
    EXPECT_NEAR(truthDistance(heardSamples(wrong), truth, heardSamples(half)).lsd, 0.5, 0.05);
}

} // namespace
} // namespace tonegraft::quality
