// SPDX-License-Identifier: GPL-3.0-or-later
#include "MethodRuns.h"
#include "methods/networks/NetworkAnalysis.h"
#include "support/TempFolder.h"
#include "tonegraft/SettingsFields.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

double lastDivergence(const TransferSettings& settings) {
    return run(settings).losses.back().total;
}

/// What a method keeps between runs stays in a folder of the test's own.
class PublishedMethods : public testing::TestWithParam<const char*> {
protected:
    PublishedMethods() { setenv("XDG_CACHE_HOME", m_cache.path().c_str(), 1); }

private:
    const TempFolder m_cache;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(All, PublishedMethods,
                         testing::Values("dipani", "ulyanov", "gatys", "grinstein", "verma-smith",
                                         "antognini", "musaic", "perez"),
                         [](const auto& method) {
                             std::string name(method.param);
                             name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
                             return name;
                         });

TEST_P(PublishedMethods, GiveTheSameSamplesOnAnyNumberOfThreadsAndOthersForAnotherSeed) {
    TransferSettings settings = quickSettings(GetParam());
    settings.threads = 1;
    const auto one = run(settings).output.channels;
    for (const int threads : {2, 3}) {
        settings.threads = threads;
        EXPECT_EQ(run(settings).output.channels, one) << threads;
    }
    settings.seed = 2;
    EXPECT_NE(run(settings).output.channels, one);
}

TEST_P(PublishedMethods, CountStepsAndShowTheirStates) {
    Watcher watcher;
    RunControl control;
    control.setListening(true);
    const TransferResult result = runTransfer(contentFor(GetParam()), styleFor(GetParam()),
                                              quickSettings(GetParam(), 6), watcher, control);
    ASSERT_EQ(result.losses.size(), 6U);
    EXPECT_EQ(result.losses.back().step, 6);
    ASSERT_GE(watcher.snapshots.size(), 2U);
    const Spectrogram& picture = watcher.snapshots.back()->output;
    const std::size_t samples = result.output.sampleCount();
    const int hop =
        runsOnANetwork(GetParam()) ? networkShape(result.output.sampleRateHz).hopSamples : 512;
    EXPECT_EQ(picture.frames, 1 + static_cast<int>(samples) / hop);
    EXPECT_EQ(picture.hopSamples, hop);
    EXPECT_GT(*std::max_element(picture.magnitudes.begin(), picture.magnitudes.end()), 0.0F);
    ASSERT_FALSE(watcher.heard.empty());
    EXPECT_EQ(watcher.heard.front()->clip.sampleCount(), samples);
    EXPECT_TRUE(allFinite(watcher.heard.front()->clip));
    for (const Progress& p : watcher.progresses) {
        if (p.stage == Stage::optimizing && p.step >= 3) {
            EXPECT_GE(p.remainingSeconds, 0.0);
        }
    }
}

TEST_P(PublishedMethods, KeepWhatWasReachedWhenStopped) {
    Watcher watcher;
    RunControl control;
    watcher.react = [&](const Progress& p) {
        if (p.stage == Stage::optimizing && p.step == 3) {
            control.stop();
        }
    };
    const TransferResult result = runTransfer(contentFor(GetParam()), styleFor(GetParam()),
                                              quickSettings(GetParam(), 100000), watcher, control);
    EXPECT_EQ(result.outcome, Outcome::stopped);
    EXPECT_EQ(result.losses.size(), 3U);
    EXPECT_NEAR(result.output.durationSeconds(), contentFor(GetParam()).durationSeconds(), 1e-4);
    EXPECT_TRUE(allFinite(result.output));
}

TEST_P(PublishedMethods, DiscardWhenCancelledInAnyStage) {
    for (const Stage stage : {Stage::preparing, Stage::optimizing, Stage::phase}) {
        Watcher watcher;
        RunControl control;
        watcher.react = [&](const Progress& p) {
            if (p.stage == stage) {
                control.cancel();
            }
        };
        const TransferResult result = runTransfer(contentFor(GetParam()), styleFor(GetParam()),
                                                  quickSettings(GetParam()), watcher, control);
        // Neither samples nor the mosaic have a phase to wait for.
        const std::string method = GetParam();
        const bool never = stage == Stage::phase && (method == "musaic" || method == "grinstein");
        EXPECT_EQ(result.outcome, never ? Outcome::finished : Outcome::cancelled);
        EXPECT_EQ(result.output.empty(), !never);
    }
}

TEST_P(PublishedMethods, TakeClipsOfDifferentRatesChannelsAndLengths) {
    const AudioClip stereo = melody(32000, 2, samplesFor(GetParam()) * 3 / 2);
    const AudioClip wide = buzz(48000, 2, samplesFor(GetParam()) * 12 / 5);
    const TransferResult result = run(quickSettings(GetParam(), 2), stereo, wide);
    const int monoRateHz = methodInfo(GetParam()).monoRateHz;
    const bool mono = monoRateHz > 0;
    EXPECT_EQ(result.output.sampleRateHz, mono ? monoRateHz : 32000);
    EXPECT_EQ(result.output.channelCount(), mono ? 1 : 2);
    EXPECT_NEAR(result.output.durationSeconds(), stereo.durationSeconds(), 1e-4);
    EXPECT_TRUE(allFinite(result.output));
}

TEST_P(PublishedMethods, SayWhatIsTooShort) {
    const AudioClip brief = melody(22050, 1, runsOnANetwork(GetParam()) ? 1000 : 2000);
    expectMention(messageOf(quickSettings(GetParam()), brief, styleFor(GetParam())),
                  "content is too short");
    expectMention(messageOf(quickSettings(GetParam()), contentFor(GetParam()), brief),
                  "style is too short");
}

TEST_P(PublishedMethods, SayWhereTheyComeFromAndWhatTheyAreGoodFor) {
    const MethodInfo& info = methodInfo(GetParam());
    EXPECT_FALSE(info.source.empty());
    EXPECT_GT(info.year, 2000);
    EXPECT_FALSE(info.summary.empty());
    EXPECT_FALSE(info.goodFor.empty());
    EXPECT_EQ(info.parameter("keep-melody"), nullptr);
}

TEST_P(PublishedMethods, NameEachTermOfTheirOwnAndReportIt) {
    const std::vector<TermInfo>& terms = methodInfo(GetParam()).terms;
    for (const LossPoint& point : run(quickSettings(GetParam(), 2)).losses) {
        ASSERT_EQ(point.own.size(), terms.size());
        for (std::size_t i = 0; i < terms.size(); ++i) {
            EXPECT_TRUE(std::isfinite(point.own[i])) << terms[i].id;
        }
    }
}

TEST_P(PublishedMethods, EveryControlThatMayMoveInARunChangesItsObjective) {
    const std::string method = GetParam();
    for (const ParameterInfo& info : methodInfo(method).parameters) {
        // Adam divides the scale of dipani's loss out again; the steps have tests of their own.
        if (!info.movesInRun || info.id == "steps") {
            continue;
        }
        TransferSettings settings = quickSettings(method, 4);
        setSettingValue(settings, info.id, 0.25 * info.maximum);
        const auto totals = [&](bool moved) {
            Watcher watcher;
            RunControl control;
            watcher.react = [&](const Progress& p) {
                if (moved && p.stage == Stage::optimizing && p.step == 2) {
                    control.steer(info.id, 0.75 * info.maximum);
                }
            };
            const TransferResult result =
                runTransfer(contentFor(method), styleFor(method), settings, watcher, control);
            EXPECT_EQ(result.steered, moved);
            return std::pair(result.losses.at(1).total, result.losses.back().total);
        };
        const auto still = totals(false);
        const auto moved = totals(true);
        EXPECT_EQ(moved.first, still.first) << method << " " << info.id;
        EXPECT_NE(moved.second, still.second) << method << " " << info.id;
    }
}

TEST(Methods, WhatTheRunMayNotMoveStaysAsItWas) {
    const auto output = [](bool moved) {
        RunControl control;
        Watcher watcher;
        if (moved) {
            control.steer("filters", 3.0);
        }
        return runTransfer(contentFor("dipani"), styleFor("dipani"), quickSettings("dipani", 2),
                           watcher, control)
            .output.channels;
    };
    EXPECT_EQ(output(true), output(false));
}

TEST(Methods, EverySettingMeansSomethingToOneOfThem) {
    for (const SettingsField& field : kSettingsFields) {
        bool any = false;
        for (const MethodInfo& info : methods()) {
            any = any || info.parameter(std::string(field.id)) != nullptr;
        }
        EXPECT_TRUE(any) << field.id;
    }
}

TEST(Dipani, TakesTheFirst58SecondsOfEitherClipAndSaysSo) {
    TransferSettings settings = quickSettings("dipani", 1);
    settings.filters = 2;
    settings.kernelSize = 1;
    const AudioClip longer = melody(8000, 1, 8000 * 59);
    const AudioClip brief = buzz(8000, 1, 8000);
    const auto stoppedAtOnce = [&](const AudioClip& content, const AudioClip& style) {
        Watcher watcher;
        RunControl control;
        watcher.react = [&](const Progress& p) {
            if (p.step == 1) {
                control.stop(); // a brief reconstruction does for a length
            }
        };
        return runTransfer(content, style, settings, watcher, control);
    };
    const TransferResult cut = stoppedAtOnce(longer, brief);
    EXPECT_EQ(cut.losses.size(), 1U);
    EXPECT_EQ(cut.output.sampleCount(), 1279782U); // 58.04 s
    EXPECT_EQ(cut.warnings.at(0),
              Message(MessageCode::firstSecondsOnly, {"dipani", "58.04", "content"}));
    const TransferResult whole = stoppedAtOnce(brief, longer);
    EXPECT_EQ(whole.output.sampleCount(), 22050U);
    EXPECT_EQ(whole.warnings.at(0),
              Message(MessageCode::firstSecondsOnly, {"dipani", "58.04", "style"}));
}

TEST(Antognini, SaysHowLongAClipItsWidestFilterNeeds) {
    const std::string message =
        messageOf(quickSettings("antognini"), contentFor("antognini"), buzz(22050, 1, 60000));
    expectMention(message, "style");
    expectMention(message, "2949 ms"); // 127 hops of 512 samples
    expectMention(message, "128");
}

TEST(Antognini, ComesNearerToTheStylesStatistics) {
    const std::vector<LossPoint> losses = run(quickSettings("antognini", 15)).losses;
    EXPECT_LT(losses.back().total, 0.8 * losses.front().total);
}

TEST(Antognini, RhythmAndDiversityChangeTheResult) {
    TransferSettings settings = quickSettings("antognini");
    const auto plain = run(settings).output.channels;
    settings.own["rhythm"] = 0.0;
    EXPECT_NE(run(settings).output.channels, plain);
    settings.own["rhythm"] = defaultSettings("antognini").own.at("rhythm");
    settings.own["diversity"] = 1.0;
    EXPECT_NE(run(settings).output.channels, plain);
}

TEST(Ulyanov, LowersItsObjective) {
    const std::vector<LossPoint> losses = run(quickSettings("ulyanov", 15)).losses;
    EXPECT_LT(losses.back().total, 0.8 * losses.front().total);
}

TEST(Ulyanov, AHigherContentWeightHoldsMoreOfTheContent) {
    TransferSettings settings = quickSettings("ulyanov", 25);
    double last = HUGE_VAL;
    for (const double weight : {1e-4, 1e-2, 1.0}) {
        settings.contentWeight = weight;
        const double content = run(settings).losses.back().content;
        EXPECT_LT(content, last) << weight;
        last = content;
    }
}

TEST(Ulyanov, BeginsWithTheContentOrWithNoise) {
    TransferSettings settings = quickSettings("ulyanov", 1);
    settings.start = Start::content;
    EXPECT_NEAR(run(settings).losses[0].content, 0.0, 1e-6);
    settings.start = Start::noise;
    EXPECT_GT(run(settings).losses[0].content, 1.0);
}

TEST(Ulyanov, RefusesStereoThatCancelsOutInMono) {
    AudioClip opposed = contentFor("ulyanov");
    opposed.channels.push_back(opposed.channels[0]);
    for (float& sample : opposed.channels[1]) {
        sample = -sample;
    }
    expectMention(messageOf(quickSettings("ulyanov"), opposed, styleFor("ulyanov")),
                  "cancel each other");
}

TEST(Musaic, MorePolyphonyMeetsTheContentMoreClosely) {
    TransferSettings settings = quickSettings("musaic", 20);
    settings.own["continuity"] = 0;
    settings.own["polyphony"] = 1;
    const double one = lastDivergence(settings);
    settings.own["polyphony"] = 20;
    EXPECT_LT(lastDivergence(settings), one);
}

TEST(Musaic, EveryControlChangesTheResult) {
    const TransferSettings settings = quickSettings("musaic", 8);
    const auto plain = run(settings).output.channels;
    TransferSettings other = settings;
    other.own["repetition"] = 0;
    EXPECT_NE(run(other).output.channels, plain);
    other = settings;
    other.own["continuity"] = 1;
    EXPECT_NE(run(other).output.channels, plain);
    other = settings;
    other.own["polyphony"] = 2;
    EXPECT_NE(run(other).output.channels, plain);
}

TEST(Musaic, PlaysAPassageOfTheStyleAsItIs) {
    // A glide, so that each frame is found; the passage lies on the frames' grid.
    AudioClip source = monoClip(22050, std::vector<float>(22050UL * 4));
    for (std::size_t i = 0; i < source.sampleCount(); ++i) {
        const double seconds = static_cast<double>(i) / 22050.0;
        source.channels[0][i] =
            static_cast<float>(0.4 * std::sin(2.0 * kPi * (200.0 + 200.0 * seconds) * seconds));
    }
    AudioClip passage = source;
    passage.channels[0].assign(source.channels[0].begin() + 20 * 1024,
                               source.channels[0].begin() + 60 * 1024);
    TransferSettings settings = quickSettings("musaic", 60);
    settings.own["polyphony"] = 1;
    const TransferResult result = run(settings, passage, source);
    double dot = 0.0, own = 0.0, wanted = 0.0;
    for (std::size_t i = 4096; i + 4096 < passage.sampleCount(); ++i) {
        const double a = result.output.channels[0][i];
        const double b = passage.channels[0][i];
        dot += a * b;
        own += a * a;
        wanted += b * b;
    }
    EXPECT_GT(dot / std::sqrt(own * wanted), 0.8); // same phase, sample by sample
}

TEST(Musaic, KeepsWhereAStereoContentSounds) {
    // The content's notes are on the left alone.
    AudioClip left = melody(22050, 2, kSamples);
    std::fill(left.channels[1].begin(), left.channels[1].end(), 0.0F);
    const TransferResult result = run(quickSettings("musaic", 10), left, styleFor("musaic"));
    ASSERT_EQ(result.output.channelCount(), 2);
    EXPECT_GT(rms(result.output.channels[0]), 0.01);
    EXPECT_LT(rms(result.output.channels[1]), 1e-4 * rms(result.output.channels[0]));
}

TEST(Musaic, ChoosesAmongTheFramesOfALongStyleAndSaysSo) {
    const AudioClip longStyle = buzz(8000, 1, 8000 * 110);
    const AudioClip brief = melody(8000, 1, 16000);
    const TransferResult result = run(quickSettings("musaic", 2), brief, longStyle);
    ASSERT_FALSE(result.warnings.empty());
    EXPECT_EQ(result.warnings[0].code, MessageCode::styleFramesChosen);
}
