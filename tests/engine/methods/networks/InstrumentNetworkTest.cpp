// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/networks/InstrumentNetwork.h"
#include "support/Golden.h"
#include "support/Networks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

TEST(InstrumentNetwork, givesTheReferencesScores) {
    const nlohmann::json data = test::goldenFile("instruments.json");
    NetworkImage<float> image(data["frames"], 257, 1);
    for (int frame = 0; frame < image.frames; ++frame) {
        for (int bin = 0; bin < image.bins; ++bin) {
            image.row(frame)[bin] = static_cast<float>(
                0.5 + 0.5 * std::sin(0.37 * frame + 0.11 * bin + 0.013 * frame * bin));
        }
    }
    ThreadPool pool(2);
    Safetensors file = builtInFile();
    const std::vector<double> scores = InstrumentClassifier(file, pool).scores(image);
    ASSERT_EQ(scores.size(), data["scores"].size());
    constexpr double kTolerance = 1e-3; // of scores about 60, in single precision
    for (std::size_t i = 0; i < scores.size(); ++i) {
        EXPECT_NEAR(scores[i], data["scores"][i].get<double>(), kTolerance) << i;
    }
}

TEST(InstrumentNetwork, itsWeightsAreCompleteAndSmall) {
    constexpr std::size_t kMostBytes = 8'000'000;
    EXPECT_LE(builtInWeights().size(), kMostBytes);
    Safetensors file = builtInFile();
    EXPECT_EQ(file.metadata().at("instruments"), "80");
    const NetworkWeights weights = readNetwork(file, instrumentLayers());
    EXPECT_EQ(weights.tensors.size(), 10U);
    for (const auto& [name, tensor] : weights.tensors) {
        const auto isOff = [](float value) { return std::fabs(value) < 1e-12F; };
        EXPECT_FALSE(std::all_of(tensor.values.begin(), tensor.values.end(), isOff)) << name;
    }
}

TEST(InstrumentNetwork, givesEachOf80InstrumentsAScoreThatDependsOnTheImage) {
    ThreadPool pool(1);
    Safetensors file = builtInFile();
    InstrumentClassifier classifier(file, pool);
    EXPECT_EQ(classifier.instruments(), 80);
    std::vector<double> scores[2];
    for (int i = 0; i < 2; ++i) {
        // One partial low, or one high.
        NetworkImage<float> image(24, 257, 1);
        for (int frame = 0; frame < image.frames; ++frame) {
            image.row(frame)[i == 0 ? 8 : 120] = 1.0F;
        }
        scores[i] = classifier.scores(image);
        ASSERT_EQ(scores[i].size(), 80U);
        EXPECT_TRUE(std::all_of(scores[i].begin(), scores[i].end(),
                                [](double score) { return std::isfinite(score); }));
    }
    const auto guess = [](const std::vector<double>& all) {
        return std::max_element(all.begin(), all.end()) - all.begin();
    };
    EXPECT_NE(guess(scores[0]), guess(scores[1]));
}

} // namespace
} // namespace tonegraft
