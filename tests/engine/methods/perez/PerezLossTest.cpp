// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/perez/PerezLoss.h"
#include "methods/perez/TrainedWeights.h"
#include "support/Maps.h"
#include "support/TempFolder.h"
#include "weights/Safetensors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr AutoencoderSizes kSizes{2, 3, 2};
constexpr double kScale = 0.5;

template <class Real>
PerezLoss<Real> lossOf(const FeatureMap<Real>& content, const FeatureMap<Real>& style,
                       ThreadPool& pool) {
    return {kSizes, Autoencoder<Real>(kSizes, pool).initialParameters(3), kScale, content, style,
            pool};
}

} // namespace

TEST(Perez, TheContentIsAtOneFromTheStyleAndKeepsItself) {
    ThreadPool pool(2);
    const auto content = noiseMap(1, 20, 12, 1);
    auto loss = lossOf(content, noiseMap(1, 31, 12, 2), pool);
    FeatureMap<double> gradient;
    const PerezTerms terms = loss.evaluate(content, 0.9, gradient);
    EXPECT_NEAR(terms.style, 1.0, 1e-12);
    EXPECT_NEAR(terms.content, 0.0, 1e-12);
}

TEST(Perez, SilenceIsAtOneFromTheContent) {
    ThreadPool pool(2);
    auto loss = lossOf(noiseMap(1, 20, 12, 1), noiseMap(1, 31, 12, 2), pool);
    FeatureMap<double> gradient;
    // All biases are 0, so that silence is silence in every layer.
    EXPECT_NEAR(loss.evaluate(FeatureMap<double>(1, 20, 12), 0.9, gradient).content, 1.0, 1e-12);
}

TEST(Perez, AClipIsAtNoDistanceFromItself) {
    ThreadPool pool(2);
    const auto clip = noiseMap(1, 20, 12, 1);
    auto loss = lossOf(clip, clip, pool);
    FeatureMap<double> gradient;
    const PerezTerms terms = loss.evaluate(clip, 0.9, gradient);
    EXPECT_EQ(terms.style, 0.0);
    EXPECT_EQ(terms.content, 0.0);
    for (const double slope : gradient.values) {
        EXPECT_EQ(slope, 0.0);
    }
}

TEST(Perez, GradientIsTheDifferenceQuotientOfBothTerms) {
    ThreadPool pool(2);
    constexpr double kWeight = 0.6;
    auto loss = lossOf(noiseMap(1, 20, 12, 1), noiseMap(1, 31, 12, 2), pool);
    const auto x = noiseMap(1, 20, 12, 5);
    FeatureMap<double> gradient;
    loss.evaluate(x, kWeight, gradient);
    expectDifferenceQuotients(x, gradient, [&](const FeatureMap<double>& at) {
        FeatureMap<double> ignored;
        const PerezTerms terms = loss.evaluate(at, kWeight, ignored);
        return kWeight * terms.style + (1.0 - kWeight) * terms.content;
    });
}

TEST(Perez, TellsLowFromHigh) {
    // The same noise, away from the edges: over all pixels together nothing would differ.
    const auto noise = noiseMap(1, 20, 6, 1);
    FeatureMap<double> low(1, 20, 34), high(1, 20, 34);
    for (int t = 0; t < noise.frames; ++t) {
        std::copy_n(noise.frame(0, t), noise.bins, low.frame(0, t) + 8);
        std::copy_n(noise.frame(0, t), noise.bins, high.frame(0, t) + 20);
    }
    ThreadPool pool(1);
    auto loss = lossOf(low, high, pool);
    FeatureMap<double> gradient;
    EXPECT_NEAR(loss.evaluate(low, 1.0, gradient).style, 1.0, 1e-12);
    EXPECT_NEAR(loss.evaluate(high, 1.0, gradient).style, 0.0, 1e-12);
}

TEST(TrainedWeights, AreFoundAgainForTheSameClipsAndSettingsAlone) {
    const TempFolder folder;
    ASSERT_EQ(setenv("XDG_CACHE_HOME", (folder / "").c_str(), 1), 0);
    const auto one = noiseMap<float>(1, 8, 4, 1);
    const auto other = noiseMap<float>(1, 8, 4, 2);
    AutoencoderTraining training;
    const TrainedWeights weights({&one, &other}, training);
    EXPECT_TRUE(weights.read(3).empty());
    const std::vector<float> numbers{0.25F, -1.5F, 3e-9F};
    weights.write(numbers);
    EXPECT_EQ(TrainedWeights({&one, &other}, training).read(3), numbers);
    EXPECT_TRUE(TrainedWeights({&one, &other}, training).read(4).empty());
    EXPECT_TRUE(TrainedWeights({&other, &one}, training).read(3).empty());
    training.seed = 2;
    EXPECT_TRUE(TrainedWeights({&one, &other}, training).read(3).empty());
}

TEST(TrainedWeights, AreTrainedAgainWhereTheyAreNotThoseThatWereWritten) {
    const TempFolder folder;
    ASSERT_EQ(setenv("XDG_CACHE_HOME", (folder / "").c_str(), 1), 0);
    const auto clip = noiseMap<float>(1, 8, 4, 1);
    const TrainedWeights weights({&clip}, AutoencoderTraining());
    weights.write({0.5F, 0.25F});
    const std::filesystem::path file =
        std::filesystem::directory_iterator(folder / "tonegraft")->path();
    const auto perms = std::filesystem::status(file).permissions();
    EXPECT_EQ(perms, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    // Complete and finite, but huge: it would fail every run.
    const Tensor huge{{2}, {1e30F, -1e30F}};
    std::ofstream(file) << safetensorsBytes({{"parameters", huge}}, {}, TensorType::f32);
    EXPECT_TRUE(weights.read(2).empty());
    weights.write({0.5F, 0.25F});
    EXPECT_EQ(weights.read(2), (std::vector<float>{0.5F, 0.25F}));
    // Another could have written it.
    std::filesystem::permissions(file, std::filesystem::perms(0666));
    EXPECT_TRUE(weights.read(2).empty());
    weights.write({0.75F, 0.25F});
    EXPECT_EQ(weights.read(2), (std::vector<float>{0.75F, 0.25F}));
    EXPECT_FALSE(std::filesystem::exists(file)); // there is one of each training
}

TEST(TrainedWeights, AreTrainedAgainWhereTheFileIsSpoiledAndTheOldestGo) {
    const TempFolder folder;
    ASSERT_EQ(setenv("XDG_CACHE_HOME", (folder / "").c_str(), 1), 0);
    const auto clip = noiseMap<float>(1, 8, 4, 1);
    AutoencoderTraining training;
    for (training.seed = 1; training.seed <= 22; ++training.seed) {
        TrainedWeights({&clip}, training).write({1.0F});
    }
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "tonegraft")) {
        ++files;
        std::ofstream(entry.path()) << "no weights";
    }
    EXPECT_EQ(files, 20U);
    training.seed = 22;
    EXPECT_TRUE(TrainedWeights({&clip}, training).read(1).empty());
    TrainedWeights({&clip}, training).write({2.0F});
    EXPECT_EQ(TrainedWeights({&clip}, training).read(1), std::vector<float>{2.0F});
}
