// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compare/Comparison.h"
#include "support/Signals.h"
#include "tonegraft/Error.h"

#include <functional>
#include <string>
#include <vector>

namespace tonegraft::test {

constexpr double kSecondsAStep = 0.125;
constexpr double kSecondsBesides = 0.5;

inline std::shared_ptr<const AudioClip> clipOf(double hz) {
    constexpr int kSampleRateHz = 8000;
    return std::make_shared<const AudioClip>(
        monoClip(kSampleRateHz, sine(kSampleRateHz, 4000, hz, 0.5)));
}

inline CompareRequest requestFor(std::vector<std::string> methods, double equalSeconds = 0.0) {
    CompareRequest request;
    request.content = {"tune.wav", clipOf(440.0), {}};
    request.style = {"<brass> & co.wav", clipOf(220.0), {}};
    request.methods = std::move(methods);
    request.equalSeconds = equalSeconds;
    return request;
}

/// An engine whose runs take as long as they say and give a tone. `refused` names the methods that
/// refuse the clips; `onRun` is called with the settings of each run.
struct CompareFake {
    std::vector<std::string> refused;
    std::vector<TransferSettings> runs;
    std::function<void(TransferObserver&)> onRun = [](TransferObserver&) {};

    EngineFunctions functions() {
        EngineFunctions engine = engineFunctions();
        engine.estimate = [](const ClipShape&, const ClipShape&, const TransferSettings& settings) {
            return RunEstimate{kSecondsBesides + kSecondsAStep * settings.steps, 1'000'000};
        };
        engine.run = [this](const AudioClip&, const AudioClip&, const TransferSettings& settings,
                            TransferObserver& observer, RunControl& control) {
            runs.push_back(settings);
            for (const std::string& method : refused)
                if (method == settings.method)
                    throw Error("The <content> is too short.");
            onRun(observer);
            return resultOf(settings, control);
        };
        engine.measure = [](const AudioClip&, const AudioClip&, const AudioClip&) {
            Measures measures;
            measures.styleDistance = 0.125;
            return measures;
        };
        return engine;
    }

    std::optional<Comparison> compared(const CompareRequest& request) {
        RunControl control;
        return compareMethods(request, functions(), {}, control);
    }

    static TransferResult resultOf(const TransferSettings& settings, const RunControl& control) {
        TransferResult result;
        result.settings = settings;
        if (control.cancelled()) {
            result.outcome = Outcome::cancelled;
            return result;
        }
        result.output = *clipOf(330.0);
        result.losses.resize(static_cast<std::size_t>(settings.steps));
        result.seconds.transfer = kSecondsAStep * settings.steps;
        result.seconds.total = kSecondsBesides + result.seconds.transfer;
        return result;
    }
};

} // namespace tonegraft::test
