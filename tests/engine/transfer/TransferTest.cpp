// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/Transfer.h"
#include "support/Signals.h"
#include "support/TempFolder.h"
#include "support/Tunes.h"
#include "tonegraft/Error.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Methods.h"
#include "tonegraft/Resample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

constexpr int kFewFilters = 4; // of methods that would draw or train many

struct Watcher : TransferObserver {
    void onProgress(const Progress& progress, const LossPoint& loss) override {
        progresses.push_back(progress);
        if (react) {
            react(progress, loss);
        }
    }
    void onSnapshot(std::shared_ptr<const Snapshot> snapshot) override {
        snapshots.push_back(std::move(snapshot));
    }
    std::vector<Progress> progresses;
    std::vector<std::shared_ptr<const Snapshot>> snapshots;
    std::function<void(const Progress&, const LossPoint&)> react;
};

TransferSettings quickSettings(int steps = 6) {
    TransferSettings settings = defaultSettings("statistics");
    settings.steps = steps;
    return settings;
}

TransferResult run(const AudioClip& content, const AudioClip& style,
                   const TransferSettings& settings = quickSettings()) {
    Watcher watcher;
    RunControl control;
    return runTransfer(content, style, settings, watcher, control);
}

std::string messageOf(const AudioClip& content, const AudioClip& style,
                      const TransferSettings& settings = quickSettings()) {
    try {
        run(content, style, settings);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

bool allFinite(const AudioClip& clip) {
    for (const auto& channel : clip.channels) {
        for (const float sample : channel) {
            if (!std::isfinite(sample)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

TEST(Transfer, KeepsRateChannelsAndLengthOfTheContentForClipsOfAnyKind) {
    struct Case {
        int contentRate, contentChannels;
        std::size_t contentSamples;
        int styleRate, styleChannels;
    };
    for (const Case& c : {Case{44100, 2, 50001, 22050, 1}, Case{8000, 1, 9999, 48000, 2},
                          Case{22050, 2, 30000, 8000, 1}, Case{48000, 1, 60007, 96000, 5}}) {
        const AudioClip content = melody(c.contentRate, c.contentChannels, c.contentSamples);
        const AudioClip style = buzz(c.styleRate, c.styleChannels, c.styleRate * 3UL / 2);
        const TransferResult result = run(content, style, quickSettings(3));
        EXPECT_EQ(result.outcome, Outcome::finished);
        EXPECT_EQ(result.output.sampleRateHz, c.contentRate);
        EXPECT_EQ(result.output.channelCount(), c.contentChannels);
        EXPECT_EQ(result.output.sampleCount(), c.contentSamples);
        EXPECT_TRUE(allFinite(result.output));
    }
}

TEST(Transfer, GivesTheSameSamplesOnAnyNumberOfThreads) {
    const AudioClip content = melody(22050, 2, 40000);
    const AudioClip style = buzz(22050, 1, 50000);
    for (const int filters : {kInfiniteFilters, 48}) {
        TransferSettings settings = quickSettings();
        settings.filters = filters;
        settings.threads = 1;
        const TransferResult one = run(content, style, settings);
        settings.threads = 3;
        const TransferResult three = run(content, style, settings);
        EXPECT_EQ(one.output.channels, three.output.channels);
    }
}

TEST(Transfer, GivesTheSameSamplesWhenTheNumberOfThreadsChangesOnTheWay) {
    const AudioClip content = melody(22050, 1, 30000);
    const AudioClip style = buzz(22050, 1, 30000);
    const TransferResult steady = run(content, style);
    Watcher watcher;
    RunControl control;
    watcher.react = [&](const Progress& p, const LossPoint&) {
        control.setThreads(1 + p.step % 3);
    };
    const TransferResult changed = runTransfer(content, style, quickSettings(), watcher, control);
    EXPECT_FALSE(changed.steered);
    EXPECT_EQ(changed.output.channels, steady.output.channels);
}

TEST(Transfer, TheSeedMattersForFiniteFiltersOnly) {
    const AudioClip content = melody(22050, 1, 30000);
    const AudioClip style = buzz(22050, 1, 30000);
    TransferSettings settings = quickSettings(4);
    const auto infinite = run(content, style, settings).output.channels;
    settings.seed = 2;
    EXPECT_EQ(run(content, style, settings).output.channels, infinite);
    settings.filters = 32;
    const auto second = run(content, style, settings).output.channels;
    settings.seed = 3;
    EXPECT_NE(run(content, style, settings).output.channels, second);
}

TEST(Transfer, BringsTheOutputToTheContentsLoudnessUnderTheCeiling) {
    const AudioClip content = melody(44100, 2, 100000);
    const TransferResult result = run(content, buzz(44100, 2, 100000));
    const Loudness loudness = loudnessOf(result.output);
    EXPECT_LE(loudness.truePeakDbtp, -0.95);
    if (result.warnings.empty()) {
        EXPECT_NEAR(loudness.integratedLufs, loudnessOf(content).integratedLufs, 0.5);
    }
}

TEST(Transfer, EndsInSilenceWhereTheContentDoes) {
    // A residue in the last frames would be heard as a click.
    AudioClip content = melody(22050, 1, 40000);
    std::fill(content.channels[0].end() - 300, content.channels[0].end(), 0.0F);
    const AudioClip output = run(content, buzz(22050, 1, 40000), quickSettings(20)).output;
    EXPECT_LT(std::abs(output.channels[0].back()), 1e-4);
    EXPECT_LT(std::abs(output.channels[0].front()), 1e-2);
}

TEST(Transfer, AStyleWeightOfZeroGivesTheContentBack) {
    const AudioClip content = melody(22050, 1, 40000);
    TransferSettings settings = quickSettings();
    settings.styleWeight = 0.0;
    const TransferResult result = run(content, buzz(22050, 1, 40000), settings);
    // Up to the gain of the loudness match and float rounding in the STFT.
    EXPECT_LT(largestDifference(result.output.channels[0], content.channels[0]), 2e-3);
}

TEST(Transfer, ContentEqualToStyleEndsAtOnceAndSaysSo) {
    const AudioClip content = melody(22050, 1, 40000);
    const TransferResult result = run(content, content, quickSettings(1000));
    EXPECT_TRUE(result.losses.empty());
    ASSERT_EQ(result.warnings.size(), 1U);
    EXPECT_NE(result.warnings[0].text().find("same statistics"), std::string::npos);
    EXPECT_LT(largestDifference(result.output.channels[0], content.channels[0]), 2e-3);
}

TEST(Transfer, CountsStepsAsAskedAndReportsEachOnce) {
    Watcher watcher;
    RunControl control;
    const TransferResult result = runTransfer(melody(22050, 1, 30000), buzz(22050, 1, 30000),
                                              quickSettings(9), watcher, control);
    ASSERT_EQ(result.losses.size(), 9U);
    for (int i = 0; i < 9; ++i) {
        EXPECT_EQ(result.losses[i].step, i + 1);
    }
    EXPECT_EQ(watcher.progresses.back().stage, Stage::finishing);
    ASSERT_FALSE(watcher.snapshots.empty());
    EXPECT_EQ(watcher.snapshots.front()->losses.size(), 1U);
    EXPECT_EQ(watcher.snapshots.back()->losses.size(), 9U);
    EXPECT_FALSE(result.steered);
}

TEST(Transfer, KnowsTheRemainingTimeFromTheThirdStepOn) {
    Watcher watcher;
    RunControl control;
    runTransfer(melody(22050, 1, 30000), buzz(22050, 1, 30000), quickSettings(9), watcher, control);
    for (const Progress& p : watcher.progresses) {
        if (p.stage == Stage::optimizing) {
            EXPECT_EQ(p.remainingSeconds >= 0.0, p.step >= 3) << p.step;
        }
    }
}

TEST(Transfer, StopKeepsWhatWasReached) {
    Watcher watcher;
    RunControl control;
    watcher.react = [&](const Progress& p, const LossPoint&) {
        if (p.stage == Stage::optimizing && p.step == 5) {
            control.stop();
        }
    };
    const AudioClip content = melody(22050, 1, 30000);
    const TransferResult result =
        runTransfer(content, buzz(22050, 1, 30000), quickSettings(100000), watcher, control);
    EXPECT_EQ(result.outcome, Outcome::stopped);
    EXPECT_EQ(result.losses.size(), 5U);
    EXPECT_EQ(result.output.sampleCount(), content.sampleCount());
    EXPECT_TRUE(allFinite(result.output));
}

TEST(Transfer, StopBeforeTheFirstStepGivesTheContentBack) {
    Watcher watcher;
    RunControl control;
    control.stop();
    const AudioClip content = melody(22050, 1, 30000);
    const TransferResult result =
        runTransfer(content, buzz(22050, 1, 30000), quickSettings(), watcher, control);
    EXPECT_EQ(result.outcome, Outcome::stopped);
    EXPECT_LT(largestDifference(result.output.channels[0], content.channels[0]), 2e-3);
}

TEST(Transfer, CancelDiscards) {
    for (const Stage stage : {Stage::preparing, Stage::optimizing, Stage::phase}) {
        Watcher watcher;
        RunControl control;
        watcher.react = [&](const Progress& p, const LossPoint&) {
            if (p.stage == stage) {
                control.cancel();
            }
        };
        const TransferResult result = runTransfer(melody(22050, 1, 30000), buzz(22050, 1, 30000),
                                                  quickSettings(), watcher, control);
        EXPECT_EQ(result.outcome, Outcome::cancelled);
        EXPECT_TRUE(result.output.empty());
    }
}

TEST(Transfer, ASteeredRunTakesTheNewWeightAndLengthAndSaysSo) {
    Watcher watcher;
    RunControl control;
    watcher.react = [&](const Progress& p, const LossPoint&) {
        if (p.stage == Stage::optimizing && p.step == 4) {
            control.steer("style-weight", 0.2);
            control.steer("steps", 12);
        }
    };
    const TransferResult result = runTransfer(melody(22050, 1, 30000), buzz(22050, 1, 30000),
                                              quickSettings(1000), watcher, control);
    EXPECT_TRUE(result.steered);
    ASSERT_EQ(result.losses.size(), 12U);
    const LossPoint& last = result.losses.back();
    EXPECT_NEAR(last.total,
                0.2 * last.style + 0.8 * last.content + 0.3 * last.melody + 0.1 * last.dynamics,
                1e-9);
}

TEST(Transfer, EveryMethodRunsWithItsDefaults) {
    const TempFolder cache;
    ASSERT_EQ(setenv("XDG_CACHE_HOME", cache.path().c_str(), 1), 0);
    for (const MethodInfo& info : methods()) {
        TransferSettings settings = defaultSettings(info.id);
        settings.steps = 3;
        settings.filters = std::min(settings.filters, kFewFilters);
        // Brief, but that the widest filters span 128 frames.
        const std::size_t samples = info.id == "antognini" ? 70000 : 12000;
        const TransferResult result =
            run(melody(22050, 1, samples), buzz(22050, 1, samples), settings);
        const double rate = info.monoRateHz > 0 ? info.monoRateHz : 22050;
        EXPECT_EQ(result.output.sampleCount(),
                  std::lround(static_cast<double>(samples) * rate / 22050))
            << info.id;
        EXPECT_LE(loudnessOf(result.output).truePeakDbtp, -0.95) << info.id;
        EXPECT_TRUE(allFinite(result.output)) << info.id;
    }
}

TEST(Transfer, DipaniAnnouncesMonoAtItsRateAndKeepsFeaturesInsideTheClamp) {
    TransferSettings settings = defaultSettings("dipani");
    settings.steps = 3;
    settings.filters = 64;
    Watcher watcher;
    RunControl control;
    const TransferResult result =
        runTransfer(melody(44100, 2, 60000), buzz(44100, 1, 70000), settings, watcher, control);
    EXPECT_EQ(result.output.sampleRateHz, 22050);
    EXPECT_EQ(result.output.channelCount(), 1);
    EXPECT_EQ(result.output.sampleCount(), 30000U);
    ASSERT_FALSE(result.warnings.empty());
    EXPECT_NE(result.warnings[0].text().find("22,050"), std::string::npos);
    // log1p|STFT| <= 1 is a magnitude of e - 1 at a full scale of 512.
    for (const float magnitude : watcher.snapshots.back()->output.magnitudes) {
        ASSERT_LE(magnitude, 1.7183F / 512.0F);
    }
}

TEST(Transfer, RefusesWhatCannotWorkAndSaysWhy) {
    const AudioClip fine = melody(22050, 1, 30000);
    const auto expectMention = [](const std::string& message, const std::string& part) {
        EXPECT_NE(message.find(part), std::string::npos) << message;
    };
    expectMention(messageOf(monoClip(22050, std::vector<float>(30000, 0.0F)), fine),
                  "content is silent");
    expectMention(messageOf(fine, monoClip(22050, std::vector<float>(30000, 0.0F))),
                  "style is silent");
    expectMention(messageOf(fine, {}), "no style");
    expectMention(messageOf(monoClip(22050, sine(22050, 500, 440.0)), fine), "93 ms");
    expectMention(messageOf(fine, monoClip(22050, sine(22050, 500, 440.0))), "93 ms");
    expectMention(messageOf(sineClip(22050, 30000, 3), fine), "3 channels");
    AudioClip broken = fine;
    broken.channels[0][100] = NAN;
    expectMention(messageOf(broken, fine), "not numbers");
    TransferSettings settings = defaultSettings("statistics");
    settings.styleWeight = 1.5;
    expectMention(messageOf(fine, fine, settings), "between 0 and 1");
    settings = defaultSettings("statistics");
    settings.kernelSize = 32;
    expectMention(messageOf(fine, fine, settings), "between 1 and 31");
    settings = defaultSettings("statistics");
    settings.method = "magic";
    expectMention(messageOf(fine, fine, settings), "statistics");
}
