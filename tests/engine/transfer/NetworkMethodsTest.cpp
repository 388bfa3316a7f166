// SPDX-License-Identifier: GPL-3.0-or-later
// The methods that run on a network, from clips to clips.
#include "methods/networks/NetworkLayers.h"
#include "support/Networks.h"
#include "support/TempFolder.h"
#include "support/Tunes.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
#include "tonegraft/Transfer.h"
#include "weights/Safetensors.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kRateHz = 16000;
constexpr std::size_t kSamples = 8000;

struct Silent : TransferObserver {
    void onProgress(const Progress& progress, const LossPoint& /*loss*/) override {
        if (control != nullptr && progress.stage == Stage::optimizing && progress.step >= 2) {
            stops ? control->stop() : control->cancel();
        }
    }
    void onSnapshot(std::shared_ptr<const Snapshot> /*snapshot*/) override {}
    RunControl* control = nullptr;
    bool stops = false;
};

TransferSettings quick(const char* method, int steps = 4) {
    TransferSettings settings = defaultSettings(method);
    settings.steps = steps;
    return settings;
}

TransferResult run(const TransferSettings& settings, int channels = 1) {
    Silent observer;
    RunControl control;
    return runTransfer(melody(kRateHz, channels, kSamples), buzz(kRateHz, 1, kSamples + 2000),
                       settings, observer, control);
}

std::string messageOf(const TransferSettings& settings, const AudioClip& content) {
    Silent observer;
    RunControl control;
    try {
        runTransfer(content, buzz(kRateHz, 1, kSamples), settings, observer, control);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

/// The tensors of VGG-19 that gatys reads, drawn.
std::map<std::string, Tensor> drawnVgg() {
    std::vector<LayerShape> layers = vgg19Layers();
    layers.resize(7); // five convolutions, two pools
    return drawnWeights(layers, 11).tensors;
}

} // namespace

TEST(NetworkMethods, takeStepsThatLowerTheirObjective) {
    for (const char* method : {"gatys", "verma-smith"}) {
        const TransferResult result = run(quick(method, 12));
        ASSERT_GE(result.losses.size(), 10U) << method;
        EXPECT_LT(result.losses.back().total, 0.7 * result.losses.front().total) << method;
        EXPECT_LT(result.losses.back().style, 0.7 * result.losses.front().style) << method;
    }
}

TEST(NetworkMethods, vermaSmithAddsItsFourTermsByTheirWeights) {
    TransferSettings settings = quick("verma-smith", 1);
    const auto total = [&](double style, double content, double time, double spectrum) {
        settings.styleWeight = style;
        settings.contentWeight = content;
        settings.own["time-energy"] = time;
        settings.own["spectrum-energy"] = spectrum;
        return run(settings).losses.front().total;
    };
    const double style = total(1.0, 0.0, 0.0, 0.0);
    const double content = total(0.0, 1.0, 0.0, 0.0);
    const double time = total(0.0, 0.0, 1.0, 0.0);
    const double spectrum = total(0.0, 0.0, 0.0, 1.0);
    for (const double term : {style, content, time, spectrum}) {
        EXPECT_GT(term, 0.0);
    }
    const double all = 0.5 * style + 0.25 * content + 2.0 * time + 3.0 * spectrum;
    EXPECT_NEAR(total(0.5, 0.25, 2.0, 3.0), all, 1e-5 * all);
}

TEST(NetworkMethods, keepWhatWasReachedWhenStopped) {
    for (const char* method : {"gatys", "verma-smith"}) {
        Silent observer;
        RunControl control;
        observer.control = &control;
        observer.stops = true;
        const AudioClip content = melody(kRateHz, 1, kSamples);
        const TransferResult result = runTransfer(content, buzz(kRateHz, 1, kSamples + 2000),
                                                  quick(method, 10000), observer, control);
        EXPECT_EQ(result.outcome, Outcome::stopped) << method;
        EXPECT_EQ(result.losses.size(), 2U) << method;
        EXPECT_EQ(result.output.sampleCount(), kSamples) << method;
    }
}

TEST(NetworkMethods, giveTheSameSamplesOnAnyNumberOfThreads) {
    for (const char* method : {"gatys", "verma-smith"}) {
        TransferSettings settings = quick(method);
        settings.threads = 1;
        const AudioClip one = run(settings).output;
        settings.threads = 2;
        EXPECT_EQ(run(settings).output.channels, one.channels) << method;
        settings.threads = 3;
        EXPECT_EQ(run(settings).output.channels, one.channels) << method;
    }
}

TEST(NetworkMethods, fromNoiseAnotherSeedGivesAnotherResult) {
    TransferSettings settings = quick("verma-smith");
    const AudioClip one = run(settings).output;
    settings.seed = 2;
    EXPECT_NE(run(settings).output.channels, one.channels);
}

TEST(NetworkMethods, vermaSmithWorksInMonoAt16KHzAndSaysSo) {
    Silent observer;
    RunControl control;
    const TransferResult result = runTransfer(melody(44100, 2, 22050), buzz(22050, 2, 11025),
                                              quick("verma-smith", 2), observer, control);
    EXPECT_EQ(result.output.sampleRateHz, 16000);
    EXPECT_EQ(result.output.channelCount(), 1);
    EXPECT_EQ(result.output.sampleCount(), 8000U);
    ASSERT_FALSE(result.warnings.empty());
    EXPECT_NE(result.warnings[0].text().find("mono at 16,000 Hz"), std::string::npos);
}

TEST(NetworkMethods, gatysKeepsRateChannelsAndLength) {
    Silent observer;
    RunControl control;
    const TransferResult result = runTransfer(melody(44100, 2, 15001), buzz(22050, 1, 11025),
                                              quick("gatys", 2), observer, control);
    EXPECT_EQ(result.output.sampleRateHz, 44100);
    EXPECT_EQ(result.output.channelCount(), 2);
    EXPECT_EQ(result.output.sampleCount(), 15001U);
}

TEST(NetworkMethods, aCancelledRunEndsWithoutOutput) {
    for (const char* method : {"gatys", "verma-smith"}) {
        Silent observer;
        RunControl control;
        observer.control = &control;
        const TransferResult result =
            runTransfer(melody(kRateHz, 1, kSamples), buzz(kRateHz, 1, kSamples),
                        quick(method, 1000), observer, control);
        EXPECT_EQ(result.outcome, Outcome::cancelled) << method;
        EXPECT_TRUE(result.output.empty()) << method;
        EXPECT_LE(result.losses.size(), 3U) << method;
    }
}

TEST(NetworkMethods, gatysWithTheContentAsStyleIsDoneAtOnceAndSaysSo) {
    Silent observer;
    RunControl control;
    const AudioClip clip = melody(kRateHz, 1, kSamples);
    const TransferResult result = runTransfer(clip, clip, quick("gatys"), observer, control);
    EXPECT_TRUE(result.losses.empty());
    ASSERT_FALSE(result.warnings.empty());
    EXPECT_NE(result.warnings[0].text().find("nothing to transfer"), std::string::npos);
}

TEST(NetworkMethods, aClipTooShortForTheNetworkIsRefusedWithTheLeastLength) {
    const AudioClip shortClip = melody(kRateHz, 1, 900);
    for (const char* method : {"gatys", "verma-smith"}) {
        const std::string message = messageOf(quick(method), shortClip);
        EXPECT_NE(message.find("content is too short: 57 ms"), std::string::npos) << message;
        EXPECT_NE(message.find("at least 70 ms"), std::string::npos) << message;
    }
}

TEST(NetworkMethods, gatysRunsOnVggFromAFile) {
    const TempFolder folder;
    writeBytes(folder / "vgg.safetensors", safetensorsBytes(drawnVgg(), {}, TensorType::f16));
    TransferSettings settings = quick("gatys", 2);
    const AudioClip builtIn = run(settings).output;
    settings.networkFile = folder / "vgg.safetensors";
    const TransferResult result = run(settings);
    EXPECT_EQ(result.output.sampleCount(), kSamples);
    EXPECT_NE(result.output.channels, builtIn.channels);
}

TEST(NetworkMethods, aFileThatDoesNotFitIsRefusedWithTheReason) {
    const TempFolder folder;
    const AudioClip content = melody(kRateHz, 1, kSamples);
    const auto messageFor = [&](const char* method, const std::map<std::string, Tensor>& tensors) {
        writeBytes(folder / "w.safetensors", safetensorsBytes(tensors, {}, TensorType::f16));
        TransferSettings settings = quick(method);
        settings.networkFile = folder / "w.safetensors";
        return messageOf(settings, content);
    };
    const auto expectMention = [](const std::string& message, const std::string& part) {
        EXPECT_NE(message.find(part), std::string::npos) << message;
    };
    auto tensors = drawnVgg();
    expectMention(messageFor("verma-smith", tensors), "it is vgg19, and this method takes "
                                                      "instruments");
    tensors["features.5.weight"].shape = {64, 128, 3, 3};
    expectMention(messageFor("gatys", tensors),
                  "'features.5.weight' should have the shape [128, 64, 3, 3], but has "
                  "[64, 128, 3, 3]");
    tensors.erase("features.5.weight");
    expectMention(messageFor("gatys", tensors), "'features.5.weight' is missing");
    tensors.erase("features.0.weight");
    expectMention(messageFor("gatys", tensors), "named like those of no network");
    TransferSettings settings = quick("gatys");
    settings.networkFile = folder / "none.safetensors";
    expectMention(messageOf(settings, content), "none.safetensors");
    settings = quick("statistics");
    settings.networkFile = folder / "w.safetensors";
    expectMention(messageOf(settings, content), "takes no network");
}
