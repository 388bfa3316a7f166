// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Signals.h"
#include "support/Textures.h"
#include "support/Tunes.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
#include "tonegraft/Transfer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

struct Watcher : TransferObserver {
    void onProgress(const Progress&, const LossPoint& loss) override {
        if (react) {
            react(loss);
        }
    }
    bool wantsSnapshots() const override { return false; }
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}
    std::function<void(const LossPoint&)> react;
};

TransferSettings settingsFor(StyleModel model, int steps, Start start = Start::content) {
    TransferSettings settings = defaultSettings("grinstein");
    settings.model = model;
    settings.steps = steps;
    settings.start = start;
    settings.filters = 64;
    return settings;
}

TransferSettings texture(int steps, Start start = Start::content) {
    return settingsFor(StyleModel::auditoryTexture, steps, start);
}

TransferSettings shallow(int steps, Start start = Start::content) {
    return settingsFor(StyleModel::shallowRandom, steps, start);
}

TransferResult run(const AudioClip& content, const AudioClip& style,
                   const TransferSettings& settings) {
    Watcher watcher;
    RunControl control;
    return runTransfer(content, style, settings, watcher, control);
}

std::string messageOf(const AudioClip& content, const AudioClip& style,
                      const TransferSettings& settings) {
    try {
        run(content, style, settings);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

/// McDermott & Simoncelli's criterion.
class GrinsteinFromNoise : public testing::TestWithParam<int> {};

TEST_P(GrinsteinFromNoise, MeetsEachClassOfAStylesStatistics) {
    constexpr int kRateHz = 8000;
    constexpr double kSeconds = 2.0;
    constexpr double kLeastDb = 20.0;
    constexpr int kSteps = 450; // so short a clip of fire has 19.8 dB after the default's 400
    const AudioClip styles[] = {rain(kRateHz, kSeconds), fire(kRateHz, kSeconds),
                                crowd(kRateHz, kSeconds)};
    const AudioClip content = monoClip(kRateHz, noise(samplesIn(kSeconds, kRateHz), 0.2));
    const TransferResult result = run(content, styles[GetParam()], texture(kSteps, Start::noise));
    ASSERT_EQ(result.figures.size(), 8U);
    for (const ResultFigure& figure : result.figures) {
        EXPECT_GE(figure.value, kLeastDb) << figure.name;
        EXPECT_EQ(figure.unit, "dB");
    }
}

INSTANTIATE_TEST_SUITE_P(RainFireAndCrowd, GrinsteinFromNoise, testing::Range(0, 3));

TEST(Grinstein, KeepsRateChannelsAndLengthOfTheContentForClipsOfAnyKind) {
    struct Case {
        int contentRate, contentChannels;
        std::size_t contentSamples;
        int styleRate, styleChannels;
    };
    for (const StyleModel model : {StyleModel::auditoryTexture, StyleModel::shallowRandom}) {
        for (const Case& c : {Case{44100, 2, 30001, 22050, 1}, Case{8000, 1, 5003, 48000, 2},
                              Case{22050, 2, 14011, 8000, 1}}) {
            const AudioClip content = melody(c.contentRate, c.contentChannels, c.contentSamples);
            const AudioClip style = buzz(c.styleRate, c.styleChannels, c.styleRate);
            const TransferResult result = run(content, style, settingsFor(model, 8));
            EXPECT_EQ(result.outcome, Outcome::finished);
            EXPECT_EQ(result.output.sampleRateHz, c.contentRate);
            EXPECT_EQ(result.output.channelCount(), c.contentChannels);
            ASSERT_EQ(result.output.sampleCount(), c.contentSamples);
            EXPECT_LT(result.losses.back().style, result.losses.front().style);
            for (const std::vector<float>& channel : result.output.channels) {
                EXPECT_TRUE(std::isfinite(rms(channel)));
                EXPECT_GT(rms(channel), 0.0);
            }
        }
    }
}

TEST(Grinstein, GivesTheSameSamplesForTheSameSeedOnAnyNumberOfThreads) {
    const AudioClip content = melody(16000, 2, 16000);
    const AudioClip style = rain(16000, 1.2);
    for (const StyleModel model : {StyleModel::auditoryTexture, StyleModel::shallowRandom}) {
        for (const Start start : {Start::content, Start::noise}) {
            TransferSettings settings = settingsFor(model, 5, start);
            settings.threads = 1;
            const TransferResult one = run(content, style, settings);
            settings.threads = 3;
            EXPECT_EQ(run(content, style, settings).output.channels, one.output.channels);
            settings.seed = 2;
            const bool drawsNothing =
                model == StyleModel::auditoryTexture && start == Start::content;
            EXPECT_EQ(run(content, style, settings).output.channels == one.output.channels,
                      drawsNothing);
        }
    }
}

TEST(Grinstein, FromNoiseNothingOfTheContentIsLeftButItsLength) {
    const AudioClip style = rain(16000, 1.2);
    for (const StyleModel model : {StyleModel::auditoryTexture, StyleModel::shallowRandom}) {
        const TransferSettings settings = settingsFor(model, 3, Start::noise);
        const TransferResult one = run(melody(16000, 1, 16000), style, settings);
        const TransferResult other = run(buzz(16000, 1, 16000), style, settings);
        // At their contents' loudness, so up to a gain.
        const double gain = rms(one.output.channels[0]) / rms(other.output.channels[0]);
        std::vector<float> scaled = other.output.channels[0];
        for (float& sample : scaled) {
            sample = static_cast<float>(sample * gain);
        }
        EXPECT_LT(largestDifference(scaled, one.output.channels[0]), 1e-4);
    }
}

TEST(Grinstein, LeavesASilentChannelSilentAndMatchesTheOther) {
    AudioClip content = melody(16000, 1, 16000);
    content.channels.emplace_back(16000, 0.0F);
    const TransferResult result = run(content, rain(16000, 1.2), texture(5));
    EXPECT_GT(rms(result.output.channels[0]), 0.0);
    EXPECT_EQ(rms(result.output.channels[1]), 0.0);
}

TEST(Grinstein, FromNoiseNotEvenANearlySilentChannelIsTheContents) {
    AudioClip content = melody(16000, 1, 16000);
    content.channels.push_back(noise(16000, 1e-5));
    TransferSettings settings = texture(2);
    settings.start = Start::noise;
    EXPECT_EQ(rms(run(content, rain(16000, 1.2), settings).output.channels[1]), 0.0);
    settings.start = Start::content;
    EXPECT_GT(rms(run(content, rain(16000, 1.2), settings).output.channels[1]), 0.0);
}

TEST(Grinstein, OfTheSameClipTwiceGivesTheClipBackAndSaysSo) {
    const AudioClip clip = rain(16000, 1.2);
    const TransferResult result = run(clip, clip, texture(5));
    EXPECT_TRUE(result.losses.empty());
    ASSERT_FALSE(result.warnings.empty());
    EXPECT_EQ(result.warnings.back(), Message(MessageCode::sameStatistics));
    constexpr double kBelow20Hz = 5e-3; // of the hiss, and taken out; the drops are at 0.3
    EXPECT_LT(largestDifference(result.output.channels[0], clip.channels[0]), kBelow20Hz);
}

TEST(Grinstein, SaysHowLongAClipMustBeAndWhichRateItNeeds) {
    const AudioClip fine = melody(16000, 1, 16000);
    EXPECT_NE(messageOf(melody(16000, 1, 6400), fine, texture(3))
                  .find("The content is too short: 400 ms"),
              std::string::npos);
    EXPECT_NE(messageOf(fine, melody(16000, 1, 6400), texture(3)).find("from 500 ms upward"),
              std::string::npos);
    EXPECT_NE(messageOf(fine, melody(3000, 1, 6000), texture(3))
                  .find("The style's rate is too low: 3000 Hz"),
              std::string::npos);
    EXPECT_NE(messageOf(melody(16000, 1, 2000), fine, shallow(3)).find("filters over 11 frames"),
              std::string::npos);
}

TEST(Grinstein, SaysWhenClipsAreTooShortForTheSlowestModulations) {
    const AudioClip content = melody(8000, 1, 8000 * 4 + 400);
    const auto warningsWith = [&](double styleSeconds) {
        return run(content, rain(8000, styleSeconds), texture(1)).warnings;
    };
    EXPECT_TRUE(warningsWith(4.0).empty());
    ASSERT_EQ(warningsWith(3.5).size(), 1U);
    EXPECT_EQ(warningsWith(3.5)[0].code, MessageCode::slowModulationsLeftOut);
}

TEST(Grinstein, CanBeStoppedInsideAnEvaluation) {
    const AudioClip content = melody(16000, 1, 32000);
    for (const bool cancels : {false, true}) {
        Watcher watcher;
        RunControl control;
        watcher.react = [&](const LossPoint& loss) {
            if (loss.step == 3) {
                cancels ? control.cancel() : control.stop();
            }
        };
        const TransferResult result =
            runTransfer(content, rain(16000, 1.2), texture(1000), watcher, control);
        EXPECT_EQ(result.outcome, cancels ? Outcome::cancelled : Outcome::stopped);
        EXPECT_EQ(result.losses.size(), 3U);
        EXPECT_EQ(result.output.sampleCount(), cancels ? 0U : 32000U);
        EXPECT_EQ(result.figures.empty(), cancels);
    }
}
