// SPDX-License-Identifier: GPL-3.0-or-later
#include "timbre/LogFrequencyPicture.h"
#include "engine/timbre/TimbreReference.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

using namespace tonegraft::test;

// Single-precision transforms are compared: far below a frame's peak both only round.
constexpr float kTransformRoundsDb = -45.0F;

LogFrequencyPicture pictureOf(const std::vector<float>& samples, double cents, ThreadPool& pool) {
    return logFrequencyPicture(samples.data(), samples.size(), cents, pool);
}

TEST(LogFrequencyPicture, EqualsTheReferenceOfNumpy) {
    constexpr double kToleranceDb = 1e-3;
    ThreadPool pool(2);
    const nlohmann::json reference = goldenFile("timbre.json");
    const std::vector<float> clip = referenceContent();
    const double tuning = tuningCents(clip.data(), clip.size(), pool);
    EXPECT_NEAR(tuning, reference["tuningCents"][0].get<double>(), 1e-3);
    const LogFrequencyPicture picture = pictureOf(clip, tuning, pool);
    ASSERT_EQ(picture.frames, reference["frames"][0].get<int>());
    const auto values = flattened<float>(reference["picture"]["values"]);
    const auto stride = reference["picture"]["stride"].get<std::size_t>();
    ASSERT_EQ(values.size(), (picture.levelsDb.size() + stride - 1) / stride);
    int compared = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] > kTransformRoundsDb) {
            EXPECT_NEAR(picture.levelsDb[i * stride], values[i], kToleranceDb) << i;
            ++compared;
        }
    }
    EXPECT_GT(compared, 80);
}

TEST(LogFrequencyPicture, IsTheSameBitsOnAnyNumberOfThreads) {
    const std::vector<float> clip = referenceContent();
    ThreadPool one(1);
    ThreadPool three(3);
    EXPECT_EQ(pictureOf(clip, 12.0, one).levelsDb, pictureOf(clip, 12.0, three).levelsDb);
    EXPECT_EQ(tuningCents(clip.data(), clip.size(), one),
              tuningCents(clip.data(), clip.size(), three));
}

TEST(LogFrequencyPicture, OfASineHasItsMaximumAtItsBin) {
    ThreadPool pool(1);
    const int bin = 130;
    const double frequencyHz = 40.0 * std::pow(2.0, bin / 36.0);
    const LogFrequencyPicture picture = pictureOf(sine(22050, 22050, frequencyHz), 0.0, pool);
    for (int window = 0; window < kPictureWindows; ++window) {
        int loudest = 0;
        for (int i = 0; i < kPictureBins; ++i) {
            loudest = picture.row(window, i)[20] > picture.row(window, loudest)[20] ? i : loudest;
        }
        EXPECT_EQ(loudest, bin);
    }
}

TEST(LogFrequencyPicture, HasItsNotesAtTheSameBinsWhateverTheTuning) {
    ThreadPool pool(1);
    const double sharp = std::pow(2.0, 30.0 / 1200.0);
    const std::vector<float> inTune = sine(22050, 44100, 440.0);
    const std::vector<float> off = sine(22050, 44100, 440.0 * sharp);
    const double cents = tuningCents(off.data(), off.size(), pool);
    EXPECT_NEAR(cents, 30.0, 1.0);
    EXPECT_NEAR(tuningCents(inTune.data(), inTune.size(), pool), 0.0, 1.0);
    const int bin = static_cast<int>(std::lround(36.0 * std::log2(440.0 / 40.0)));
    const LogFrequencyPicture straight = pictureOf(inTune, 0.0, pool);
    const auto difference = [&](const LogFrequencyPicture& picture) {
        float largest = 0.0F;
        for (int i = bin - 2; i <= bin + 2; ++i) {
            largest = std::max(largest, std::fabs(straight.row(1, i)[40] - picture.row(1, i)[40]));
        }
        return largest;
    };
    EXPECT_LT(difference(pictureOf(off, cents, pool)), 3.0F);
    EXPECT_GT(difference(pictureOf(off, 0.0, pool)), 6.0F);
}

TEST(LogFrequencyPicture, TakesClipsOfAnyLengthAndSilence) {
    ThreadPool pool(2);
    for (const std::size_t length : {std::size_t{1}, std::size_t{2}, std::size_t{700}}) {
        const LogFrequencyPicture picture = pictureOf(noise(length), 0.0, pool);
        EXPECT_EQ(picture.frames, 1 + static_cast<int>(length) / 512);
        for (const float level : picture.levelsDb) {
            ASSERT_TRUE(std::isfinite(level));
        }
    }
    const LogFrequencyPicture silent = pictureOf(std::vector<float>(3000), 0.0, pool);
    EXPECT_NEAR(silent.row(0, 100)[2], -90.0F, 1e-3F);
    EXPECT_NEAR(silent.row(1, 100)[2], -102.0F, 1e-3F);
    EXPECT_EQ(pictureOf({}, 0.0, pool).frames, 0);
    EXPECT_EQ(tuningCents(nullptr, 0, pool), 0.0);
}

TEST(LogFrequencyPicture, EverySecondFrameIsTheFirstTheThirdAndSoOn) {
    ThreadPool pool(2);
    const LogFrequencyPicture picture = pictureOf(referenceContent(), 0.0, pool);
    const LogFrequencyPicture half = everySecondFrame(picture);
    ASSERT_EQ(half.frames, 30);
    EXPECT_DOUBLE_EQ(half.frameSeconds, 2.0 * picture.frameSeconds);
    for (int frame = 0; frame < half.frames; ++frame) {
        EXPECT_EQ(half.row(1, 287)[frame], picture.row(1, 287)[2 * frame]);
    }
}

} // namespace
} // namespace tonegraft
