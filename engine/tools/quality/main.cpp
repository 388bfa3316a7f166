// SPDX-License-Identifier: GPL-3.0-or-later
// tonegraft-quality FOLDER [--half 1|2] [SETTING=VALUE ...]: runs a method over the pairs of
// make_pairs.py and prints the measures of each and their means. Settings by the names of the
// command line, e.g. style-weight=0.8 steps=30; method=ID first.
#include "tonegraft/AudioFile.h"
#include "tonegraft/Loudness.h"
#include "tonegraft/Measures.h"
#include "tonegraft/Methods.h"
#include "tonegraft/SettingsFields.h"
#include "tonegraft/Transfer.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
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

struct Sums {
    double style = 0, content = 0, mfcc = 0, onset = 0, chroma = 0, contour = 0, seconds = 0;
    int count = 0, pitched = 0;
};

void set(TransferSettings& settings, const std::string& id, const std::string& text) {
    const ParameterInfo* info = methodInfo(settings.method).parameter(id);
    if (info == nullptr) {
        throw std::invalid_argument(id + " means nothing to the method " + settings.method);
    }
    const auto choice = std::find(info->choices.begin(), info->choices.end(), text);
    const double value = choice != info->choices.end()
                             ? static_cast<double>(choice - info->choices.begin())
                         : text == "inf" ? kInfiniteFilters
                                         : std::stod(text);
    setSettingValue(settings, id, value);
}

// Rain and drums have no pitches that a chroma could keep.
bool isPitched(const std::string& clip) {
    return clip != "drums" && clip != "rain";
}

void runPair(const std::string& folder, const std::string& contentName,
             const std::string& styleName, const TransferSettings& settings, Sums& sums) {
    const AudioClip content = readClip(folder + "/" + contentName + ".wav", {}).clip;
    const AudioClip style = readClip(folder + "/" + styleName + ".wav", {}).clip;
    Silent observer;
    RunControl control;
    const TransferResult result = runTransfer(content, style, settings, observer, control);
    const Measures m = measure(content, style, result.output);
    const double off = m.loudnessLufs - loudnessOf(content).integratedLufs;
    std::printf("%-11s > %-11s %7.3f %7.3f %7.3f %7.3f %7.3f %7.3f %7.2f %7.2f %6.2f s\n",
                contentName.c_str(), styleName.c_str(), m.styleDistance, m.contentDistance,
                m.mfccFrechet, m.onsetCorrelation, m.chromaCorrelation, m.contourCorrelation, off,
                m.truePeakDbtp, result.seconds.total);
    std::fflush(stdout);
    sums.style += m.styleDistance;
    sums.content += m.contentDistance;
    sums.mfcc += m.mfccFrechet;
    sums.onset += m.onsetCorrelation;
    sums.contour += m.contourCorrelation;
    sums.seconds += result.seconds.total;
    ++sums.count;
    if (isPitched(contentName) && isPitched(styleName)) {
        sums.chroma += m.chromaCorrelation;
        ++sums.pitched;
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty()) {
        std::fprintf(stderr, "usage: tonegraft-quality FOLDER [--half 1|2] [SETTING=VALUE ...]\n");
        return 2;
    }
    try {
        TransferSettings settings = defaultSettings("statistics");
        int half = 0;
        for (std::size_t i = 1; i < arguments.size(); ++i) {
            const std::size_t equals = arguments[i].find('=');
            if (arguments[i] == "--half" && i + 1 < arguments.size()) {
                half = std::stoi(arguments[++i]);
            } else if (arguments[i].rfind("method=", 0) == 0) {
                settings = defaultSettings(arguments[i].substr(equals + 1));
            } else {
                const std::string id = arguments[i].substr(0, equals);
                set(settings, id, arguments[i].substr(equals + 1));
            }
        }
        std::printf("%-25s %7s %7s %7s %7s %7s %7s %7s %7s\n", "", "style", "content", "mfcc",
                    "onset", "chroma", "contour", "LU off", "dBTP");
        std::ifstream pairs(arguments[0] + "/pairs.txt");
        Sums sums;
        int index = 0;
        for (std::string content, style; pairs >> content >> style; ++index) {
            if (half == 0 || index % 2 == half - 1) {
                runPair(arguments[0], content, style, settings, sums);
            }
        }
        const double n = sums.count;
        std::printf("%-25s %7.3f %7.3f %7.3f %7.3f %7.3f %7.3f %23.2f s\n", "mean", sums.style / n,
                    sums.content / n, sums.mfcc / n, sums.onset / n,
                    sums.chroma / std::max(1, sums.pitched), sums.contour / n, sums.seconds / n);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tonegraft-quality: %s\n", failure.what());
        return 1;
    }
    return 0;
}
