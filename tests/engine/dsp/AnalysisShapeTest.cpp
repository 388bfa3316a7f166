// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/Stft.h"
#include "tonegraft/Error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tonegraft {
namespace {

bool hasPrimeFactorOver7(int n) {
    for (int factor = 2; factor <= 7; ++factor) {
        while (n % factor == 0) {
            n /= factor;
        }
    }
    return n > 1;
}

TEST(AnalysisShape, windowsAreThoseOfTheKnownRates) {
    EXPECT_EQ(analysisShape(4000).windowSamples, 360);
    EXPECT_EQ(analysisShape(8000).windowSamples, 756);
    EXPECT_EQ(analysisShape(11025).windowSamples, 1024);
    EXPECT_EQ(analysisShape(16000).windowSamples, 1500);
    EXPECT_EQ(analysisShape(22050).windowSamples, 2048);
    EXPECT_EQ(analysisShape(44100).windowSamples, 4096);
    EXPECT_EQ(analysisShape(48000).windowSamples, 4480);
    EXPECT_EQ(analysisShape(96000).windowSamples, 8960);
    EXPECT_EQ(analysisShape(192000).windowSamples, 17920);
    EXPECT_EQ(analysisShape(384000).windowSamples, 35840);
}

TEST(AnalysisShape, noOtherFittingWindowIsNearer) {
    for (int rate = 4000; rate <= 384000; rate += 997) {
        const int window = analysisShape(rate).windowSamples;
        EXPECT_EQ(window % 4, 0) << rate;
        EXPECT_FALSE(hasPrimeFactorOver7(window)) << rate;
        const double wanted = 0.09288 * rate;
        const double distance = std::abs(window - wanted);
        for (int other = 4; other < 2 * wanted; other += 4) {
            if (std::abs(other - wanted) < distance) {
                EXPECT_TRUE(hasPrimeFactorOver7(other)) << rate << ": " << other;
            }
        }
    }
}

TEST(AnalysisShape, hopIsAQuarterOfTheWindow) {
    for (const int rate : {4000, 22050, 48000, 384000}) {
        const StftShape shape = analysisShape(rate);
        EXPECT_EQ(4 * shape.hopSamples, shape.windowSamples);
        EXPECT_EQ(shape.bins(), shape.windowSamples / 2 + 1);
    }
}

TEST(AnalysisShape, anImpossibleRateIsAnError) {
    EXPECT_THROW(analysisShape(0), Error);
    EXPECT_THROW(analysisShape(-44100), Error);
}

TEST(AnalysisShape, framesAreCenteredOnMultiplesOfTheHop) {
    const StftShape shape{2048, 512};
    EXPECT_EQ(shape.framesOf(220500), 431);
    EXPECT_EQ(shape.framesOf(511), 1);
    EXPECT_EQ(shape.framesOf(512), 2);
}

TEST(AnalysisShape, magnitudesOfOneSineAreTheSameAtAllRates) {
    for (const int rate : {8000, 22050, 44100, 48000, 192000}) {
        const StftShape shape = analysisShape(rate);
        const std::size_t count = static_cast<std::size_t>(shape.windowSamples) * 4;
        std::vector<float> sine(count);
        const int bin = 40;
        for (std::size_t i = 0; i < count; ++i) {
            const double turns =
                static_cast<double>(bin) * static_cast<double>(i) / shape.windowSamples;
            sine[i] = static_cast<float>(std::sin(2.0 * 3.14159265358979323846 * turns));
        }
        ThreadPool pool(1);
        Stft<float> stft(shape, count, pool);
        std::vector<std::complex<float>> spectrum(static_cast<std::size_t>(stft.frames()) *
                                                  stft.bins());
        stft.forward(sine.data(), spectrum.data());
        const std::size_t middle = static_cast<std::size_t>(stft.frames() / 2) * stft.bins();
        // A quarter of 2048, to a float's rounding.
        EXPECT_NEAR(std::abs(spectrum[middle + bin]) * magnitudeScale(shape), 512.0, 0.002) << rate;
    }
}

} // namespace
} // namespace tonegraft
