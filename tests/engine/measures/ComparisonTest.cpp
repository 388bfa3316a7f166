// SPDX-License-Identifier: GPL-3.0-or-later
#include "measures/Comparison.h"

#include "support/Golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kRounding = 1e-12;
constexpr double kPi = 3.14159265358979323846;

std::vector<double> sine(double hz, std::size_t count) {
    std::vector<double> samples(count);
    for (std::size_t i = 0; i < count; ++i) {
        // RMS 1
        samples[i] =
            std::sqrt(2.0) * std::sin(2.0 * kPi * hz * static_cast<double>(i) / kMeasureRateHz);
    }
    return samples;
}

ClipAnalysis logMelOf(std::vector<double> logMel) {
    ClipAnalysis clip;
    clip.frames = static_cast<int>(logMel.size()) / kMelBands;
    clip.logMel = std::move(logMel);
    return clip;
}

TEST(Pearson, seesSignAndStrengthButNotScaleOrOffset) {
    const std::vector<double> a{1.0, 2.0, 4.0, 3.0};
    EXPECT_NEAR(pearson(a, {12.0, 14.0, 18.0, 16.0}), 1.0, kRounding);
    EXPECT_NEAR(pearson(a, {-1.0, -2.0, -4.0, -3.0}), -1.0, kRounding);
    EXPECT_NEAR(pearson({1.0, 0.0, -1.0, 0.0}, {0.0, 1.0, 0.0, -1.0}), 0.0, kRounding);
    EXPECT_NEAR(pearson({0.0, 1.0, 2.0}, {0.0, 2.0, 1.0}), 0.5, kRounding);
}

TEST(Pearson, ofAConstantSeriesIsZero) {
    EXPECT_EQ(pearson({0.1, 0.1, 0.1}, {1.0, 2.0, 3.0}), 0.0);
    EXPECT_EQ(pearson({1.0, 2.0, 3.0}, {0.0, 0.0, 0.0}), 0.0);
}

TEST(Comparison, relativeDistanceTakesTheFramesThatBothHave) {
    FeatureMap<float> reference(1, 2, 2);
    reference.values = {1.0F, 2.0F, 3.0F, 4.0F};
    FeatureMap<float> x(1, 1, 2);
    x.values = {2.0F, 0.0F};
    EXPECT_NEAR(relativeSquaredDistance(x, reference), (1.0 + 4.0) / (1.0 + 4.0), kRounding);
    FeatureMap<float> longer(1, 3, 2);
    longer.values = {1.0F, 2.0F, 3.0F, 1.0F, 99.0F, 99.0F};
    EXPECT_NEAR(relativeSquaredDistance(longer, reference), 9.0 / 30.0, kRounding);
}

TEST(Comparison, theCepstrumOfACosineOverBandsIsOneCoefficient) {
    std::vector<double> logMel(kMelBands);
    for (int band = 0; band < kMelBands; ++band) {
        logMel[band] = 7.0 + 2.0 * std::cos(kPi * 5 * (band + 0.5) / kMelBands);
    }
    std::vector<double> expected(kCepstrumSize, 0.0);
    expected[5 - 1] = 2.0 * std::sqrt(kMelBands / 2.0); // orthonormal; the mean does not enter
    EXPECT_LE(test::relativeDifference(cepstrumOf(logMelOf(logMel)), expected), kRounding);
}

TEST(Comparison, onsetStrengthCountsOnlyWhatRises) {
    std::vector<double> logMel(3 * kMelBands, 1.0);
    logMel[kMelBands + 3] = 5.0;  // rises by 4, and falls after
    logMel[kMelBands + 9] = -2.0; // falls, and rises by 3 after
    const std::vector<double> expected{4.0 / kMelBands, 3.0 / kMelBands};
    EXPECT_LE(test::relativeDifference(onsetStrengthOf(logMelOf(logMel)), expected), kRounding);
}

TEST(ClipAnalysis, aSineIsInItsPitchClass) {
    ThreadPool pool(1);
    struct Note {
        double hz;
        int pitchClass; // A = 0
    };
    for (const Note& note : {Note{440.0, 0}, {880.0, 0}, {523.25, 3}, {1975.53, 2}}) {
        const ClipAnalysis clip = analyzed(sine(note.hz, 8192), pool);
        const double* chroma = clip.chroma.data() + 8 * kPitchClasses;
        EXPECT_GT(chroma[note.pitchClass], 0.95) << note.hz;
        double sum = 0.0;
        for (int i = 0; i < kPitchClasses; ++i) {
            sum += chroma[i];
        }
        EXPECT_NEAR(sum, 1.0, 1e-9) << note.hz;
    }
}

TEST(ClipAnalysis, aSineIsLoudestInItsMelBand) {
    ThreadPool pool(1);
    for (const double hz : {200.0, 1000.0, 5000.0}) {
        const ClipAnalysis clip = analyzed(sine(hz, 8192), pool);
        const auto frame = clip.logMel.begin() + 8 * kMelBands;
        const auto loudest = std::max_element(frame, frame + kMelBands) - frame;
        const auto mel = [](double f) { return 2595.0 * std::log10(1.0 + f / 700.0); };
        const double step = (mel(11025.0) - mel(40.0)) / (kMelBands + 1);
        const double center = (mel(hz) - mel(40.0)) / step - 1.0;
        EXPECT_NEAR(static_cast<double>(loudest), center, 1.0) << hz;
    }
}

TEST(ClipAnalysis, featuresAreOfTheSignalAtATenthOfItsLevel) {
    ThreadPool pool(1);
    // Bin 100, in its center: a peak of sqrt(2) reads sqrt(2) * 512.
    const ClipAnalysis clip = analyzed(sine(100.0 * kMeasureRateHz / 2048.0, 8192), pool);
    EXPECT_NEAR(clip.features.frame(0, 8)[100], std::log1p(0.1 * std::sqrt(2.0) * 512.0), 1e-5);
    EXPECT_EQ(clip.frames, 17);
    EXPECT_EQ(clip.features.bins, 1025);
}

TEST(ClipAnalysis, anyThreadCountGivesTheSameBits) {
    const std::vector<double> samples = sine(321.0, 40000);
    ThreadPool single(1);
    const ClipAnalysis expected = analyzed(samples, single);
    ThreadPool pool(3);
    const ClipAnalysis actual = analyzed(samples, pool);
    EXPECT_EQ(actual.features.values, expected.features.values);
    EXPECT_EQ(actual.logMel, expected.logMel);
    EXPECT_EQ(actual.chroma, expected.chroma);
    EXPECT_EQ(actual.contour, expected.contour);
}

} // namespace
} // namespace tonegraft
