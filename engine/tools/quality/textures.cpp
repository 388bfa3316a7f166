// SPDX-License-Identifier: GPL-3.0-or-later
// tonegraft-textures [--seconds S] [--rate HZ] [--folder FOLDER] [SETTING=VALUE ...]: makes a rain,
// a fire and a crowd out of noise with the method grinstein, and prints how well each class of
// statistics is met, in dB, and the time. With a folder, it writes styles and outputs there.
#include "support/Textures.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Methods.h"
#include "tonegraft/SettingsFields.h"
#include "tonegraft/Transfer.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

using namespace tonegraft;

namespace {

struct Silent : TransferObserver {
    void onProgress(const Progress&, const LossPoint&) override {}
    bool wantsSnapshots() const override { return false; }
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}
};

struct Wanted {
    TransferSettings settings = defaultSettings("grinstein");
    double seconds = 5.0;
    int rateHz = 20000;
    std::string folder;
};

void set(TransferSettings& settings, const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    const std::string id = assignment.substr(0, equals);
    const ParameterInfo* info = methodInfo(settings.method).parameter(id);
    if (info == nullptr || equals == std::string::npos) {
        throw std::invalid_argument(assignment + " is no setting of " + settings.method);
    }
    const std::string text = assignment.substr(equals + 1);
    const auto choice = std::find(info->choices.begin(), info->choices.end(), text);
    setSettingValue(settings, id,
                    choice != info->choices.end()
                        ? static_cast<double>(choice - info->choices.begin())
                        : std::stod(text));
}

Wanted wantedBy(const std::vector<std::string>& arguments) {
    Wanted wanted;
    wanted.settings.start = Start::noise;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool hasNext = i + 1 < arguments.size();
        if (arguments[i] == "--seconds" && hasNext) {
            wanted.seconds = std::stod(arguments[++i]);
        } else if (arguments[i] == "--rate" && hasNext) {
            wanted.rateHz = std::stoi(arguments[++i]);
        } else if (arguments[i] == "--folder" && hasNext) {
            wanted.folder = arguments[++i];
        } else {
            set(wanted.settings, arguments[i]);
        }
    }
    return wanted;
}

void make(const std::string& name, const AudioClip& style, const Wanted& wanted) {
    const AudioClip content = test::monoClip(
        wanted.rateHz, test::noise(test::samplesIn(wanted.seconds, wanted.rateHz), 0.2, 77));
    Silent observer;
    RunControl control;
    const TransferResult result = runTransfer(content, style, wanted.settings, observer, control);
    std::printf("%s: distance %.4f after %zu evaluations, %.2f s (%.1f ms each)\n", name.c_str(),
                result.losses.back().style, result.losses.size(), result.seconds.total,
                1000.0 * result.seconds.transfer / static_cast<double>(result.losses.size()));
    for (const ResultFigure& figure : result.figures) {
        std::printf("    %-40s %6.1f %s\n", figure.name.c_str(), figure.value, figure.unit.c_str());
    }
    std::fflush(stdout);
    if (!wanted.folder.empty()) {
        writeClip(wanted.folder + "/" + name + "-style.wav", style, {});
        writeClip(wanted.folder + "/" + name + "-output.wav", result.output, {});
    }
}

} // namespace

int main(int argc, char** argv) {
    try {
        const Wanted wanted = wantedBy({argv + 1, argv + argc});
        make("rain", test::rain(wanted.rateHz, wanted.seconds), wanted);
        make("fire", test::fire(wanted.rateHz, wanted.seconds), wanted);
        make("crowd", test::crowd(wanted.rateHz, wanted.seconds), wanted);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tonegraft-textures: %s\n", failure.what());
        return 1;
    }
    return 0;
}
