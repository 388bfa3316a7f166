// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Spectrogram.h"

#include "dsp/Stft.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr float kFloatRounding = 1e-5F;

std::vector<float> sineInBin(int bin, const StftShape& shape, std::size_t count, float amplitude) {
    std::vector<float> samples(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double angle = 2.0 * kPi * bin * static_cast<double>(i) / shape.windowSamples;
        samples[i] = amplitude * static_cast<float>(std::sin(angle));
    }
    return samples;
}

float at(const Spectrogram& spectrogram, int frame, int bin) {
    return spectrogram.magnitudes[static_cast<std::size_t>(frame) * spectrogram.bins + bin];
}

TEST(Spectrogram, aFullScaleSineReadsOne) {
    for (const int rate : {8000, 22050, 44100, 48000}) {
        const StftShape shape = analysisShape(rate);
        const std::size_t count = static_cast<std::size_t>(rate);
        const Spectrogram spectrogram = spectrogramOf({rate, {sineInBin(50, shape, count, 1.0F)}});
        EXPECT_EQ(spectrogram.bins, shape.bins());
        EXPECT_EQ(spectrogram.frames, shape.framesOf(count));
        EXPECT_EQ(spectrogram.magnitudes.size(),
                  static_cast<std::size_t>(spectrogram.bins) * spectrogram.frames);
        EXPECT_NEAR(at(spectrogram, spectrogram.frames / 2, 50), 1.0F, kFloatRounding) << rate;
        EXPECT_NEAR(at(spectrogram, spectrogram.frames / 2, 53), 0.0F, kFloatRounding) << rate;
    }
}

TEST(Spectrogram, axesAreInHertzAndSeconds) {
    const Spectrogram spectrogram = spectrogramOf({22050, {std::vector<float>(22050, 0.5F)}});
    EXPECT_EQ(spectrogram.sampleRateHz, 22050);
    EXPECT_DOUBLE_EQ(spectrogram.hzOfBin(spectrogram.bins - 1), 11025.0);
    EXPECT_DOUBLE_EQ(spectrogram.secondsOfFrame(1), 512.0 / 22050.0);
}

TEST(Spectrogram, channelsEnterAsTheRootOfTheirMeanPower) {
    const StftShape shape = analysisShape(22050);
    const Spectrogram spectrogram = spectrogramOf(
        {22050, {sineInBin(50, shape, 22050, 1.0F), sineInBin(50, shape, 22050, -0.5F)}});
    const float expected = std::sqrt((1.0F + 0.25F) / 2.0F);
    EXPECT_NEAR(at(spectrogram, 20, 50), expected, kFloatRounding);
}

TEST(Spectrogram, aClipShorterThanHalfAWindowIsPaddedWithSilence) {
    const Spectrogram spectrogram = spectrogramOf({22050, {{1.0F}}});
    EXPECT_EQ(spectrogram.frames, 3); // 1025 samples
    EXPECT_GT(at(spectrogram, 0, 10), 0.0F);
    EXPECT_TRUE(std::all_of(spectrogram.magnitudes.begin(), spectrogram.magnitudes.end(),
                            [](float value) { return std::isfinite(value); }));
}

TEST(Spectrogram, anEmptyClipIsAnError) {
    EXPECT_THROW(spectrogramOf({22050, {}}), Error);
    EXPECT_THROW(spectrogramOf({22050, {{}}}), Error);
}

} // namespace
} // namespace tonegraft
