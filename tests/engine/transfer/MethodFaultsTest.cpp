// SPDX-License-Identifier: GPL-3.0-or-later
// What a method cannot do, what it does not use, and what is left of the content from noise.
#include "MethodRuns.h"
#include "support/TempFolder.h"

#include <algorithm>
#include <cstdlib>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

AudioClip withoutLowSound() {
    return sineClip(48000, 96000, 1, 15000.0);
}

bool warns(const TransferResult& result, MessageCode code) {
    return std::any_of(result.warnings.begin(), result.warnings.end(),
                       [=](const Message& message) { return message.code == code; });
}

/// Root mean square of the samples after a high-pass: their second differences.
double sharpness(const AudioClip& clip) {
    const std::vector<float>& x = clip.channels[0];
    std::vector<float> differences;
    for (std::size_t i = 2; i < x.size(); ++i) {
        differences.push_back(x[i] - 2.0F * x[i - 1] + x[i - 2]);
    }
    return rms(differences);
}

double correlation(const AudioClip& a, const AudioClip& b) {
    double dot = 0.0;
    for (std::size_t i = 0; i < a.sampleCount(); ++i) {
        dot += static_cast<double>(a.channels[0][i]) * static_cast<double>(b.channels[0][i]);
    }
    return dot / static_cast<double>(a.sampleCount()) /
           (rms(a.channels[0]) * rms(b.channels[0]) + 1e-30);
}

} // namespace

TEST(MethodFaults, AStyleWithNothingInTheContentsBandIsRefused) {
    const AudioClip narrow = melody(8000, 1, 16000);
    for (const char* method : {"statistics", "musaic", "gatys"}) {
        const std::string message = messageOf(quickSettings(method), narrow, withoutLowSound());
        expectMention(message, "The style has no sound below 4000 Hz");
    }
    TransferSettings filters = quickSettings("grinstein");
    filters.model = StyleModel::shallowRandom;
    expectMention(messageOf(filters, narrow, withoutLowSound()), "The style has no sound");
    TransferSettings texture = quickSettings("grinstein");
    expectMention(messageOf(texture, narrow, withoutLowSound()), "The style has no sound");
}

TEST(MethodFaults, AContentWithNothingInTheStylesBandGivesNumbers) {
    // Every other sample turned round: half the rate, and nothing else.
    AudioClip content = monoClip(44100, std::vector<float>(30000, 0.5F));
    for (std::size_t i = 1; i < content.sampleCount(); i += 2) {
        content.channels[0][i] = -0.5F;
    }
    TransferSettings filters = quickSettings("grinstein", 2);
    filters.model = StyleModel::shallowRandom;
    for (const TransferSettings& settings :
         {quickSettings("statistics"), quickSettings("gatys", 2), quickSettings("musaic"), filters,
          quickSettings("grinstein", 2)}) {
        const AudioClip output = run(settings, content, buzz(8000, 1, 10000)).output;
        EXPECT_TRUE(allFinite(output)) << settings.method;
        EXPECT_EQ(output.sampleCount(), content.sampleCount()) << settings.method;
    }
}

TEST(MethodFaults, FromNoiseNotEvenTheFirstStateIsHeardWithTheContentsPhases) {
    for (const char* method : {"ulyanov", "antognini", "verma-smith", "gatys", "grinstein"}) {
        TransferSettings settings = quickSettings(method, 1);
        settings.start = Start::noise;
        settings.model = StyleModel::shallowRandom;
        const int rateHz = std::string(method) == "verma-smith" ? 16000 : 22050; // its own
        const AudioClip content = melody(rateHz, 1, samplesFor(method));
        Watcher watcher;
        RunControl control;
        control.setListening(true);
        runTransfer(content, styleFor(method), settings, watcher, control);
        ASSERT_FALSE(watcher.heard.empty()) << method;
        EXPECT_LT(std::fabs(correlation(watcher.heard.front()->clip, content)), 0.03) << method;
    }
}

TEST(MethodFaults, AClipWithNothingInAMethodsBandIsRefused) {
    for (const char* method : {"ulyanov", "dipani", "verma-smith"}) {
        expectMention(messageOf(quickSettings(method), contentFor(method), withoutLowSound()),
                      "The style has no sound below");
        expectMention(messageOf(quickSettings(method), withoutLowSound(), styleFor(method)),
                      "The content has no sound below");
    }
}

TEST(MethodFaults, AClipTooShortForTheWindowIsNotSaidToBeSoForFilters) {
    const std::string message =
        messageOf(quickSettings("musaic"), melody(22050, 1, 1000), styleFor("musaic"));
    expectMention(message, "too short");
    EXPECT_EQ(message.find("filters"), std::string::npos) << message;
}

TEST(MethodFaults, ARunStoppedWhileItTrainsGivesTheContentAndSaysSo) {
    const TempFolder cache;
    setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);
    Watcher watcher;
    RunControl control;
    watcher.react = [&](const Progress& p) {
        if (p.stage == Stage::preparing && p.steps > 0) {
            control.stop();
        }
    };
    const AudioClip content = contentFor("perez");
    const TransferResult result =
        runTransfer(content, styleFor("perez"), quickSettings("perez"), watcher, control);
    EXPECT_EQ(result.outcome, Outcome::stopped);
    EXPECT_TRUE(result.losses.empty());
    EXPECT_TRUE(warns(result, MessageCode::stoppedUnprepared));
    EXPECT_EQ(result.output.sampleCount(), content.sampleCount());
}

TEST(MethodFaults, ARunCancelledWhileItTrainsGivesNothing) {
    const TempFolder cache;
    setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);
    Watcher watcher;
    RunControl control;
    watcher.react = [&](const Progress& p) {
        if (p.stage == Stage::preparing && p.steps > 0) {
            control.cancel();
        }
    };
    const TransferResult result = runTransfer(contentFor("perez"), styleFor("perez"),
                                              quickSettings("perez"), watcher, control);
    EXPECT_EQ(result.outcome, Outcome::cancelled);
    EXPECT_TRUE(result.output.empty());
    EXPECT_LT(watcher.progresses.size(), 8U); // it did not train to the end
}

TEST(MethodFaults, PerezTrainsAgainWhereNothingKeptMayBeUsedAndFindsTheSame) {
    const TempFolder cache;
    setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);
    TransferSettings settings = quickSettings("perez", 6);
    const auto trainings = [&](const TransferSettings& chosen, TransferResult& result) {
        Watcher watcher;
        RunControl control;
        result = runTransfer(contentFor("perez"), styleFor("perez"), chosen, watcher, control);
        return std::count_if(
            watcher.progresses.begin(), watcher.progresses.end(),
            [](const Progress& p) { return p.stage == Stage::preparing && p.steps > 0; });
    };
    TransferResult first, kept, again;
    EXPECT_GT(trainings(settings, first), 0);
    EXPECT_EQ(trainings(settings, kept), 0);
    settings.reuseTraining = false;
    EXPECT_GT(trainings(settings, again), 0);
    EXPECT_EQ(kept.output.channels, first.output.channels);
    EXPECT_EQ(again.output.channels, first.output.channels);
    EXPECT_LT(first.losses.back().total, first.losses.front().total);
}

TEST(MethodFaults, FromNoiseNothingOfTheContentIsLeftAboveTheStylesBand) {
    // The content hisses; the style ends at 4 kHz.
    AudioClip content = monoClip(32000, noise(32000, 0.5));
    const AudioClip style = buzz(8000, 1, 10000);
    TransferSettings settings = quickSettings("gatys", 1);
    settings.start = Start::content;
    const double kept = sharpness(run(settings, content, style).output);
    settings.start = Start::noise;
    EXPECT_LT(sharpness(run(settings, content, style).output), 0.3 * kept);
}

TEST(Seed, ChangesTheResultWhereItIsSaidTo) {
    const auto matters = [](const TransferSettings& settings) {
        const auto asked = methodInfo(settings.method).seedMatters;
        return asked == nullptr || asked(settings, 60);
    };
    TransferSettings texture = quickSettings("grinstein", 2);
    texture.start = Start::content;
    TransferSettings filters = texture;
    filters.model = StyleModel::shallowRandom;
    TransferSettings gatys = quickSettings("gatys", 1);
    gatys.start = Start::content;
    TransferSettings exact = quickSettings("statistics", 4);
    exact.filters = kInfiniteFilters;
    int without = 0;
    for (TransferSettings settings : {texture, filters, gatys, exact,
                                      quickSettings("statistics", 4), quickSettings("musaic", 2)}) {
        const auto one = run(settings).output.channels;
        settings.seed = 2;
        EXPECT_EQ(run(settings).output.channels != one, matters(settings)) << settings.method;
        without += matters(settings) ? 0 : 1;
    }
    EXPECT_EQ(without, 3);
    for (TransferSettings settings : {texture, gatys}) {
        settings.start = Start::noise;
        EXPECT_TRUE(matters(settings)) << settings.method;
    }
}
