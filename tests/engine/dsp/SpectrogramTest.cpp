// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Spectrogram.h"

#include "dsp/Stft.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>

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

TEST(Spectrogram, partsJoinWithoutASeam) {
    constexpr int kRate = 8000;
    const StftShape shape = analysisShape(kRate);
    ThreadPool pool(1);
    // The last part has one frame, or a frame that reaches into the part before.
    for (const int frames : {1025, 1300}) {
        const std::size_t count = static_cast<std::size_t>(frames - 1) * shape.hopSamples;
        AudioClip clip{kRate, {std::vector<float>(count)}};
        std::uint32_t noise = 1;
        for (float& sample : clip.channels.front()) {
            noise = noise * 1664525U + 1013904223U;
            sample = static_cast<float>(noise >> 8U) / 8388608.0F - 1.0F;
        }
        Stft<float> stft(shape, count, pool);
        std::vector<std::complex<float>> whole(static_cast<std::size_t>(frames) * shape.bins());
        stft.forward(clip.channels.front().data(), whole.data());
        int parts = 0;
        int next = 0;
        float worst = 0.0F;
        visitSpectrogram(clip, [&](const Spectrogram& part) {
            ++parts;
            for (int frame = 0; frame < part.frames; ++frame, ++next) {
                for (int bin = 0; bin < part.bins; ++bin) {
                    const auto index = static_cast<std::size_t>(next) * part.bins + bin;
                    const float expected = 4.0F / shape.windowSamples * std::abs(whole[index]);
                    worst = std::max(worst, std::abs(at(part, frame, bin) - expected));
                }
            }
        });
        EXPECT_EQ(next, frames);
        EXPECT_EQ(parts, 3); // no part holds more than some hundred frames
        EXPECT_LT(worst, kFloatRounding) << frames;
        EXPECT_EQ(spectrogramOf(clip).frames, frames);
    }
}

TEST(Spectrogram, anEmptyClipIsAnError) {
    EXPECT_THROW(spectrogramOf({22050, {}}), Error);
    EXPECT_THROW(spectrogramOf({22050, {{}}}), Error);
    EXPECT_THROW(visitSpectrogram({22050, {{}}}, [](const Spectrogram&) {}), Error);
}

} // namespace
} // namespace tonegraft
