// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Signals.h"
#include "support/Tunes.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Methods.h"
#include "tonegraft/Transfer.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

using namespace tonegraft;
using namespace tonegraft::test;

namespace {

struct Listener : TransferObserver {
    void onProgress(const Progress& progress, const LossPoint&) override {
        if (react) {
            react(progress);
        }
    }
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}
    void onAudible(std::shared_ptr<const AudibleState> state) override {
        states.push_back(std::move(state));
        if (heard) {
            heard();
        }
    }
    std::vector<std::shared_ptr<const AudibleState>> states;
    std::function<void(const Progress&)> react;
    std::function<void()> heard;
};

TransferSettings quickSettings(const std::string& method, Domain domain) {
    TransferSettings settings = defaultSettings(method);
    settings.domain = domain;
    settings.steps = 4;
    if (method == "dipani") {
        settings.filters = 16;
    }
    return settings;
}

struct Heard {
    TransferResult result;
    std::vector<std::shared_ptr<const AudibleState>> states;
};

Heard run(const AudioClip& content, const TransferSettings& settings, bool listening = true,
          bool everyStep = false) {
    Listener listener;
    RunControl control;
    control.setListening(listening);
    if (everyStep) {
        // The state of a pause is heard whatever the rate limit.
        listener.react = [&](const Progress& progress) {
            control.setPaused(progress.stage == Stage::optimizing);
        };
        listener.heard = [&] { control.setPaused(false); };
    }
    Heard heard;
    heard.result = runTransfer(content, buzz(22050, 1, 30000), settings, listener, control);
    heard.states = std::move(listener.states);
    return heard;
}

} // namespace

TEST(Listening, NeverChangesWhatComesOut) {
    const AudioClip content = melody(22050, 2, 30000);
    for (const Domain domain : {Domain::spectrogram, Domain::waveform, Domain::twoStage}) {
        const TransferSettings settings = quickSettings("statistics", domain);
        const Heard alone = run(content, settings, false);
        EXPECT_TRUE(alone.states.empty());
        ASSERT_FALSE(run(content, settings).states.empty());
        const Heard heard = run(content, settings, true, true);
        EXPECT_GE(heard.states.size(), 4U);
        EXPECT_EQ(heard.result.output.channels, alone.result.output.channels);
        EXPECT_EQ(heard.result.spectralConvergenceDb, alone.result.spectralConvergenceDb);
        EXPECT_FALSE(heard.result.steered);
    }
}

TEST(Listening, NeverChangesWhatComesOutOfTheOriginalScript) {
    const AudioClip content = melody(22050, 1, 12000);
    const TransferSettings settings = quickSettings("dipani", Domain::spectrogram);
    ASSERT_FALSE(run(content, settings).states.empty());
    const Heard heard = run(content, settings, true, true);
    EXPECT_GE(heard.states.size(), 4U);
    EXPECT_EQ(heard.result.output.channels, run(content, settings, false).result.output.channels);
}

TEST(Listening, TheFirstStateSoundsLikeTheContentThatItStartsFrom) {
    constexpr double kRounding = 2e-3; // of full scale; float transforms, loudness to 0.02 LU
    const AudioClip content = melody(44100, 2, 50001);
    for (const Domain domain : {Domain::spectrogram, Domain::waveform}) {
        const Heard heard = run(content, quickSettings("statistics", domain));
        ASSERT_FALSE(heard.states.empty());
        const AudioClip& first = heard.states.front()->clip;
        ASSERT_EQ(first.sampleRateHz, 44100);
        ASSERT_EQ(first.channelCount(), 2);
        for (int channel = 0; channel < 2; ++channel) {
            EXPECT_LT(largestDifference(first.channels[channel], content.channels[channel]),
                      kRounding);
        }
    }
}

TEST(Listening, AStateHasTheLevelOfTheOutputAndSaysIt) {
    constexpr double kCloseLu = 0.1;
    const AudioClip content = melody(22050, 1, 40000);
    const double wanted = loudnessOf(content).integratedLufs;
    for (const auto& state : run(content, quickSettings("statistics", Domain::twoStage)).states) {
        const Loudness measured = loudnessOf(state->clip);
        EXPECT_NEAR(state->loudness.integratedLufs, measured.integratedLufs, kCloseLu);
        EXPECT_NEAR(state->loudness.truePeakDbtp, measured.truePeakDbtp, kCloseLu);
        EXPECT_NEAR(measured.integratedLufs, wanted, kCloseLu);
        EXPECT_LE(measured.truePeakDbtp, -1.0);
    }
}

TEST(Listening, NoMoreThanFourStatesASecondAreHeard) {
    TransferSettings settings = quickSettings("statistics", Domain::waveform);
    settings.steps = 60;
    const Heard heard = run(melody(22050, 1, 12000), settings);
    EXPECT_LE(static_cast<double>(heard.states.size()), 4.0 * heard.result.seconds.total + 1.0);
}

TEST(Listening, APausedRunIsHeardByWhoBeginsToListen) {
    Listener listener;
    RunControl control;
    std::mutex mutex;
    std::condition_variable changed;
    bool pausing = false;
    bool heard = false;
    const auto raise = [&](bool& flag) {
        const std::lock_guard<std::mutex> lock(mutex);
        flag = true;
        changed.notify_all();
    };
    listener.react = [&](const Progress& progress) {
        if (progress.step == 2) {
            control.setPaused(true);
            raise(pausing);
        }
    };
    listener.heard = [&] { raise(heard); };
    std::thread musician([&] {
        constexpr std::chrono::seconds kPatience(20);
        std::unique_lock<std::mutex> lock(mutex);
        changed.wait_for(lock, kPatience, [&] { return pausing; });
        control.setListening(true);
        changed.wait_for(lock, kPatience, [&] { return heard; });
        control.setListening(false);
        control.setPaused(false);
    });
    const TransferResult result =
        runTransfer(melody(22050, 1, 12000), buzz(22050, 1, 12000),
                    quickSettings("statistics", Domain::waveform), listener, control);
    musician.join();
    EXPECT_GE(listener.states.size(), 1U);
    EXPECT_EQ(result.losses.size(), 4U);
}
