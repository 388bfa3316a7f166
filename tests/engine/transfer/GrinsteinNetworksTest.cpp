// SPDX-License-Identifier: GPL-3.0-or-later
// The networks that the method grinstein reads from files: VGG-19 and SoundNet, with drawn weights.
#include "methods/networks/NetworkLayers.h"
#include "support/Networks.h"
#include "support/Signals.h"
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

struct Silent : TransferObserver {
    void onProgress(const Progress&, const LossPoint&) override {}
    bool wantsSnapshots() const override { return false; }
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}
};

TransferSettings settingsFor(StyleModel model, const std::filesystem::path& file, int steps) {
    TransferSettings settings = defaultSettings("grinstein");
    settings.model = model;
    settings.networkFile = file;
    settings.steps = steps;
    return settings;
}

TransferResult run(const AudioClip& content, const AudioClip& style,
                   const TransferSettings& settings) {
    Silent observer;
    RunControl control;
    return runTransfer(content, style, settings, observer, control);
}

std::string messageOf(const AudioClip& content, const TransferSettings& settings) {
    try {
        run(content, buzz(22050, 1, 22050), settings);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

std::size_t layersOf(const std::vector<LayerShape>& layers, int convolutions) {
    std::size_t count = 0;
    for (int found = 0; found < convolutions; ++count) {
        found += layers[count].kind == LayerKind::convolution ? 1 : 0;
    }
    return count;
}

void writeVgg(const std::filesystem::path& file) {
    std::vector<LayerShape> layers = vgg19Layers();
    layers.resize(layersOf(layers, 13));
    writeBytes(file, safetensorsBytes(drawnWeights(layers, 5).tensors, {}, TensorType::f16));
}

/// Normalizations that change nothing.
void writeSoundNet(const std::filesystem::path& file, int convolutions) {
    std::vector<LayerShape> layers = soundNetLayers();
    layers.resize(layersOf(layers, convolutions));
    std::map<std::string, Tensor> tensors = drawnWeights(layers, 7).tensors;
    for (const LayerShape& layer : layers) {
        if (layer.kind == LayerKind::convolution) { // over time alone
            tensors[layer.name + ".weight"].shape = {layer.outputs, layer.inputs,
                                                     layer.kernelFrames};
        }
        const auto fill = [&](const char* name, float value) {
            Tensor& tensor = tensors[layer.norm + name];
            tensor.shape = {layer.outputs};
            tensor.values.assign(static_cast<std::size_t>(layer.outputs), value);
        };
        if (!layer.norm.empty()) {
            fill(".weight", 1.0F);
            fill(".bias", 0.0F);
            fill(".running_mean", 0.0F);
            fill(".running_var", 1.0F);
        }
    }
    writeBytes(file, safetensorsBytes(tensors, {}, TensorType::f16));
}

} // namespace

TEST(GrinsteinNetworks, Vgg19LowersItsDistanceAndKeepsRateChannelsAndLength) {
    const TempFolder folder;
    writeVgg(folder / "w.safetensors");
    const TransferResult result = run(melody(16000, 2, 2501), buzz(22050, 1, 4000),
                                      settingsFor(StyleModel::vgg19, folder / "w.safetensors", 3));
    EXPECT_LT(result.losses.back().style, 0.9 * result.losses.front().style);
    EXPECT_EQ(result.output.sampleRateHz, 16000);
    EXPECT_EQ(result.output.channelCount(), 2);
    EXPECT_EQ(result.output.sampleCount(), 2501U);
}

TEST(GrinsteinNetworks, SoundNetLowersItsDistanceAndKeepsRateChannelsAndLength) {
    const TempFolder folder;
    writeSoundNet(folder / "w.safetensors", 7);
    for (const int rate : {8000, 44100}) {
        const AudioClip content = melody(rate, 2, static_cast<std::size_t>(rate) / 2 + 1);
        const TransferResult result =
            run(content, buzz(22050, 1, 15000),
                settingsFor(StyleModel::soundNet, folder / "w.safetensors", 8));
        EXPECT_LT(result.losses.back().style, 0.7 * result.losses.front().style);
        EXPECT_EQ(result.output.sampleRateHz, rate);
        EXPECT_EQ(result.output.channelCount(), 2);
        EXPECT_EQ(result.output.sampleCount(), content.sampleCount());
        EXPECT_GT(largestDifference(result.output.channels[0], content.channels[0]), 1e-3);
        ASSERT_FALSE(result.warnings.empty());
        EXPECT_EQ(result.warnings[0], Message(MessageCode::lastLayersLeftOut, {"10"}));
    }
}

TEST(GrinsteinNetworks, SoundNetLeavesAloneWhatItCannotHear) {
    // Above its 11.025 kHz the content's tone stays as loud as it is.
    const TempFolder folder;
    writeSoundNet(folder / "w.safetensors", 7);
    AudioClip content = melody(44100, 1, 44100);
    const std::vector<float> high = sine(44100, 44100, 15000.0, 0.1);
    for (std::size_t i = 0; i < high.size(); ++i) {
        content.channels[0][i] += high[i];
    }
    const TransferResult result =
        run(content, buzz(44100, 1, 50000),
            settingsFor(StyleModel::soundNet, folder / "w.safetensors", 4));
    const auto toneIn = [&](const AudioClip& clip) {
        double sum = 0.0;
        for (std::size_t i = 4410; i < 39690; ++i) { // away from the ends
            sum += static_cast<double>(clip.channels[0][i]) * static_cast<double>(high[i]);
        }
        return sum;
    };
    double gain = rms(result.output.channels[0]) > 0.0 ? 1.0 : 0.0;
    gain *= toneIn(result.output) / toneIn(content); // the output's loudness is the content's
    EXPECT_GT(gain, 0.5);
    EXPECT_LT(gain, 2.0);
}

TEST(GrinsteinNetworks, SoundNetHearsWithAllEightLayersInLongClips) {
    const TempFolder folder;
    writeSoundNet(folder / "w.safetensors", 8);
    const std::size_t least = 209374; // samples that reach one frame of the eighth
    const TransferSettings settings =
        settingsFor(StyleModel::soundNet, folder / "w.safetensors", 2);
    EXPECT_TRUE(run(melody(22050, 1, least), buzz(22050, 1, least), settings).warnings.empty());
    EXPECT_EQ(run(melody(22050, 1, least), buzz(22050, 1, least - 1), settings).warnings.size(),
              1U);
}

TEST(GrinsteinNetworks, SoundNetIsDoneAtOnceWithTheContentAsStyleAndSaysSo) {
    const TempFolder folder;
    writeSoundNet(folder / "w.safetensors", 7);
    const AudioClip clip = melody(16000, 1, 8000);
    const TransferResult result =
        run(clip, clip, settingsFor(StyleModel::soundNet, folder / "w.safetensors", 5));
    EXPECT_TRUE(result.losses.empty());
    ASSERT_FALSE(result.warnings.empty());
    EXPECT_EQ(result.warnings.back(), Message(MessageCode::sameStatistics));
}

TEST(GrinsteinNetworks, SayWhatTheyNeed) {
    const TempFolder folder;
    writeSoundNet(folder / "s.safetensors", 7);
    const AudioClip content = melody(22050, 1, 22050);
    const auto expectMention = [](const std::string& message, const std::string& part) {
        EXPECT_NE(message.find(part), std::string::npos) << message;
    };
    expectMention(messageOf(content, settingsFor(StyleModel::soundNet, "", 1)),
                  "soundnet is not built in");
    expectMention(messageOf(content, settingsFor(StyleModel::vgg19, "", 1)),
                  "vgg19 is not built in");
    expectMention(messageOf(content, settingsFor(StyleModel::vgg19, folder / "s.safetensors", 1)),
                  "it is soundnet, and this method takes vgg19");
    expectMention(messageOf(melody(22050, 1, 4000),
                            settingsFor(StyleModel::soundNet, folder / "s.safetensors", 1)),
                  "content is too short: 182 ms, but the network needs at least 208 ms");
}
