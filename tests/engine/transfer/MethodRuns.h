// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Signals.h"
#include "support/Tunes.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
#include "tonegraft/Transfer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace tonegraft::test {

/// Keeps what a run tells, and does what the test says at each progress.
struct Watcher : TransferObserver {
    void onProgress(const Progress& progress, const LossPoint&) override {
        progresses.push_back(progress);
        if (react) {
            react(progress);
        }
    }
    void onSnapshot(std::shared_ptr<const Snapshot> snapshot) override {
        snapshots.push_back(std::move(snapshot));
    }
    void onAudible(std::shared_ptr<const AudibleState> state) override {
        heard.push_back(std::move(state));
    }
    std::vector<Progress> progresses;
    std::vector<std::shared_ptr<const Snapshot>> snapshots;
    std::vector<std::shared_ptr<const AudibleState>> heard;
    std::function<void(const Progress&)> react;
};

inline constexpr std::size_t kSamples = 20000;
inline constexpr std::size_t kSamplesForWideFilters = 66000; // 128 frames
inline constexpr std::size_t kSamplesToTrainOn = 9000;       // 18 frames: a kernel spans 17

inline constexpr std::size_t kSamplesForANetwork = 8000;

inline bool runsOnANetwork(const std::string& method) {
    return method == "gatys" || method == "verma-smith";
}
inline std::size_t samplesFor(const std::string& method) {
    return method == "antognini"    ? kSamplesForWideFilters
           : method == "perez"      ? kSamplesToTrainOn
           : runsOnANetwork(method) ? kSamplesForANetwork
                                    : kSamples;
}
inline AudioClip contentFor(const std::string& method) {
    return melody(22050, 1, samplesFor(method));
}
inline AudioClip styleFor(const std::string& method) {
    return buzz(22050, 1, samplesFor(method) * 5 / 4);
}

inline TransferSettings quickSettings(const std::string& method, int steps = 4) {
    TransferSettings settings = defaultSettings(method);
    settings.steps = steps;
    if (methodInfo(method).parameter("filters") != nullptr) {
        settings.filters = method == "perez" ? 2 : 12; // which is trained
    }
    if (method == "grinstein" || method == "gatys") {
        settings.start = Start::noise; // from the content they draw nothing
    }
    return settings;
}

inline TransferResult run(const TransferSettings& settings, const AudioClip& content,
                          const AudioClip& style) {
    Watcher watcher;
    RunControl control;
    return runTransfer(content, style, settings, watcher, control);
}

inline TransferResult run(const TransferSettings& settings) {
    return run(settings, contentFor(settings.method), styleFor(settings.method));
}

inline std::string messageOf(const TransferSettings& settings, const AudioClip& content,
                             const AudioClip& style) {
    try {
        run(settings, content, style);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

inline void expectMention(const std::string& message, const std::string& part) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
}

inline bool allFinite(const AudioClip& clip) {
    for (const auto& channel : clip.channels) {
        for (const float sample : channel) {
            if (!std::isfinite(sample)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace tonegraft::test
