// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Estimate.h"
#include "methods/networks/NetworkSize.h"
#include "optim/Lbfgs.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
#include "transfer/MemoryEstimate.h"

#include <gtest/gtest.h>

using namespace tonegraft;

TEST(Estimate, OfEveryMethodGrowsWithTheClipsAndTheSteps) {
    const ClipShape brief{22050, 1, 4.0};
    const ClipShape longer{22050, 1, 12.0};
    for (const MethodInfo& info : methods()) {
        TransferSettings settings = defaultSettings(info.id);
        const RunEstimate base = estimateRun(brief, brief, settings);
        const RunEstimate content = estimateRun(longer, brief, settings);
        const RunEstimate style = estimateRun(brief, longer, settings);
        EXPECT_GT(base.seconds, 0.0) << info.id;
        EXPECT_GT(content.seconds, base.seconds) << info.id;
        EXPECT_GT(content.peakBytes, base.peakBytes) << info.id;
        EXPECT_GT(style.peakBytes, base.peakBytes) << info.id;
        if (info.parameter("steps") != nullptr) {
            settings.steps *= 10;
            EXPECT_GT(estimateRun(brief, brief, settings).seconds, base.seconds) << info.id;
        }
    }
}

TEST(Estimate, OfEachOfGrinsteinsModelsGrowsWithTheClipsAndTheSteps) {
    const ClipShape brief{22050, 1, 4.0};
    const ClipShape longer{22050, 1, 12.0};
    for (int model = 0; model <= static_cast<int>(StyleModel::soundNet); ++model) {
        TransferSettings settings = defaultSettings("grinstein");
        settings.model = static_cast<StyleModel>(model);
        settings.networkFile = "not opened";
        const RunEstimate base = estimateRun(brief, brief, settings);
        const RunEstimate content = estimateRun(longer, brief, settings);
        EXPECT_GT(base.seconds, 0.1) << model; // more than what every run takes
        EXPECT_GT(content.seconds, base.seconds) << model;
        EXPECT_GT(content.peakBytes, base.peakBytes) << model;
        EXPECT_GT(estimateRun(brief, longer, settings).peakBytes, base.peakBytes) << model;
        settings.steps *= 10;
        EXPECT_GT(estimateRun(brief, brief, settings).seconds, base.seconds) << model;
    }
}

TEST(Estimate, SaysWhatPerezSparesOnceItIsTrained) {
    const ClipShape clip{22050, 1, 10.0};
    TransferSettings settings = defaultSettings("perez");
    const RunEstimate estimate = estimateRun(clip, clip, settings);
    EXPECT_GT(estimate.trainingSeconds, 0.0);
    EXPECT_LT(estimate.trainingSeconds, estimate.seconds);
    settings.reuseTraining = false;
    EXPECT_EQ(estimateRun(clip, clip, settings).trainingSeconds, 0.0);
    EXPECT_EQ(estimateRun(clip, clip, settings).seconds, estimate.seconds);
    EXPECT_EQ(estimateRun(clip, clip, {}).trainingSeconds, 0.0);
}

TEST(Estimate, CountsThePairsOfTheOptimizerAndTheOneBeingFilled) {
    ClipSizes sizes;
    sizes.frames = 10;
    sizes.bins = 25;
    const double pairs = stepsSize(sizes, Optimizer::lbfgs, 1).bytes -
                         stepsSize(sizes, Optimizer::adam, 1).bytes; // both have five vectors
    EXPECT_EQ(pairs, 2.0 * (LbfgsSettings().history + 1) * 10 * 25 * sizeof(float));
}

TEST(Estimate, OfDipaniDoesNotGrowWithWhatItCutsOff) {
    const TransferSettings settings = defaultSettings("dipani");
    const ClipShape cut{22050, 1, 58.04};
    const ClipShape whole{22050, 1, 600.0};
    // But for the frame at the end, and the clip itself.
    constexpr double kClose = 1.01;
    EXPECT_LE(runSize(whole, whole, settings).bytes, kClose * runSize(cut, cut, settings).bytes);
    EXPECT_LE(runSize(whole, whole, settings).productFlop,
              kClose * runSize(cut, cut, settings).productFlop);
}

TEST(Estimate, CountsTheProductsOfFiltersAsTheyAreCarriedOut) {
    // One step forth and back with 100 filters of 4 frames over 10 of 25 bins, by the frames.
    ClipSizes sizes;
    sizes.frames = 10;
    sizes.bins = 25;
    sizes.styleFrames = 20;
    const double taps = 100.0 * 4.0 * 25.0;
    const double filters = 2.0 * taps * (10.0 + 10.0) + 2.0 * taps * (10.0 + 20.0);
    const double grams = 4.0 * 100.0 * 10.0 * (10.0 + 20.0);
    EXPECT_DOUBLE_EQ(filtersSize(sizes, 100, 4, false, 1).productFlop, filters + grams);
}

TEST(Estimate, CountsTheProductsOfANetworkBehindItsPools) {
    // Two convolutions, 1 to 2 and 2 to 4 channels, the second on a quarter of the pixels: one
    // step over 10 frames of 8 bins, and once over a style of 20.
    const std::vector<LayerShape> layers{convolution3x3("a", 1, 2), pool2x2(LayerKind::maxPool),
                                         convolution3x3("b", 2, 4), convolution3x3("c", 4, 4)};
    ClipSizes sizes;
    sizes.frames = 10;
    sizes.bins = 8;
    sizes.styleFrames = 20;
    const double aPixel = 4.0 * 2.0 * (9.0 + 2.0) + 0.25 * 4.0 * 4.0 * (18.0 + 4.0);
    EXPECT_DOUBLE_EQ(networkSize(sizes, layers, 2, 1).productFlop, aPixel * (80.0 + 160.0));
}

TEST(Estimate, OfALongStylesMosaicDoesNotGrowWithAllOfIt) {
    const ClipShape content{22050, 1, 20.0};
    const TransferSettings settings = defaultSettings("musaic");
    const auto products = [&](double seconds) {
        return runSize(content, {22050, 1, seconds}, settings).productFlop;
    };
    EXPECT_GT(products(60), products(30));
    EXPECT_EQ(products(400), products(200));
}

TEST(Estimate, RefusesAnUnknownMethodAndNoClip) {
    TransferSettings settings = defaultSettings("statistics");
    settings.method = "magic";
    const ClipShape clip{22050, 1, 1.0};
    EXPECT_THROW(estimateRun(clip, clip, settings), Error);
    EXPECT_THROW(estimateRun({}, clip, {}), Error);
}
