// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/statistics/LongPicture.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRateHz = 8000;

AudioClip threeSeconds() {
    return monoClip(kRateHz, noise(3 * kRateHz, 0.3, 1));
}

/// So many frames of one level.
Spectrogram level(const Spectrogram& like, int frames, float value) {
    Spectrogram part = like;
    part.frames = frames;
    part.magnitudes.assign(static_cast<std::size_t>(frames) * like.bins, value);
    return part;
}

} // namespace

TEST(LongPicture, OfAClipWithFewFramesIsItsSpectrogram) {
    const Spectrogram whole = spectrogramOf(threeSeconds());
    const LongPicture picture(threeSeconds(), whole.frames);
    EXPECT_EQ(picture.picture().frames, whole.frames);
    EXPECT_EQ(picture.picture().hopSamples, whole.hopSamples);
    EXPECT_EQ(picture.picture().magnitudes, whole.magnitudes);
}

TEST(LongPicture, HasFewFramesOfTheLargestValuesAroundTheirTime) {
    const Spectrogram whole = spectrogramOf(threeSeconds());
    for (const int most : {2, 10, 50, whole.frames - 1}) {
        const LongPicture picture(threeSeconds(), most);
        const Spectrogram& coarse = picture.picture();
        EXPECT_LE(coarse.frames, most);
        EXPECT_NEAR(coarse.secondsOfFrame(coarse.frames - 1),
                    whole.secondsOfFrame(whole.frames - 1), 0.51 * coarse.secondsOfFrame(1));
        for (int frame = 0; frame < coarse.frames; ++frame) {
            float largest = 0.0F;
            for (int t = 0; t < whole.frames; ++t) {
                const double apart = whole.secondsOfFrame(t) / coarse.secondsOfFrame(1) - frame;
                if (apart >= -0.5 - 1e-9 && apart < 0.5 - 1e-9) {
                    largest = std::max(
                        largest, whole.magnitudes[static_cast<std::size_t>(t) * whole.bins + 30]);
                }
            }
            EXPECT_EQ(coarse.magnitudes[static_cast<std::size_t>(frame) * coarse.bins + 30],
                      largest)
                << most << " frames, frame " << frame;
        }
    }
}

TEST(LongPicture, ShowsWhatIsPutInPlaceOfWhatWasThere) {
    const Spectrogram whole = spectrogramOf(threeSeconds());
    for (const int most : {whole.frames, 20}) {
        LongPicture picture(threeSeconds(), most);
        const std::vector<float> before = picture.picture().magnitudes;
        const double frames = picture.picture().hopSamples / whole.hopSamples;
        picture.put(level(whole, 40, 0.25F), 30, 10); // frames 40 to 69
        const Spectrogram& now = picture.picture();
        for (int frame = 0; frame < now.frames; ++frame) {
            const auto at = static_cast<std::size_t>(frame) * now.bins + 30;
            const double t = frame * frames;
            if (t - frames > 70.0 || t + frames < 39.0) {
                EXPECT_EQ(now.magnitudes[at], before[at]) << frame;
            } else if (t - frames / 2.0 >= 40.0 && t + frames / 2.0 <= 69.0) {
                EXPECT_EQ(now.magnitudes[at], 0.25F) << frame;
            }
        }
    }
}

TEST(LongPicture, LeavesOutWhatLiesBeyondTheEnd) {
    const Spectrogram whole = spectrogramOf(threeSeconds());
    LongPicture picture(threeSeconds(), 16);
    const int frames = picture.picture().frames;
    picture.put(level(whole, 30, 0.25F), whole.frames - 10, 0);
    EXPECT_EQ(picture.picture().frames, frames);
    EXPECT_EQ(picture.picture().magnitudes.back(), 0.25F);
    picture.put(level(whole, 5, 0.5F), whole.frames + 100, 0);
    EXPECT_EQ(picture.picture().magnitudes.back(), 0.25F);
}
