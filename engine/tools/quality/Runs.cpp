// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/quality/Runs.h"

#include "tonegraft/AudioFile.h"
#include "tonegraft/Methods.h"
#include "tonegraft/SettingsFields.h"
#include "tonegraft/Transfer.h"
#include "tools/quality/Equalizer.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace tonegraft::quality {
namespace {

struct Silent : TransferObserver {
    void onProgress(const Progress&, const LossPoint&) override {}
    bool wantsSnapshots() const override { return false; }
    void onSnapshot(std::shared_ptr<const Snapshot>) override {}
};

void assign(TransferSettings& settings, const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    const std::string id = assignment.substr(0, equals);
    const ParameterInfo* info = methodInfo(settings.method).parameter(id);
    if (equals == std::string::npos || (info == nullptr && id != "seed")) {
        throw std::invalid_argument("'" + assignment + "' is no setting of " + settings.method);
    }
    const std::string text = assignment.substr(equals + 1);
    const std::vector<std::string> choices =
        info != nullptr ? info->choices : std::vector<std::string>();
    const auto choice = std::find(choices.begin(), choices.end(), text);
    try {
        const double value = choice != choices.end() ? static_cast<double>(choice - choices.begin())
                             : text == "inf"         ? kInfiniteFilters
                                                     : std::stod(text);
        setSettingValue(settings, id, value);
    } catch (const std::exception&) {
        throw std::invalid_argument("'" + text + "' is no value of " + id);
    }
}

Run method(const std::string& description, int threads) {
    std::istringstream words(description);
    std::string word;
    words >> word;
    TransferSettings settings = defaultSettings(word);
    settings.threads = threads;
    while (words >> word) {
        assign(settings, word);
    }
    settings.validate();
    return {description,
            [settings](const SetFiles&, const AudioClip& content, const AudioClip& style) {
                Silent observer;
                RunControl control;
                return runTransfer(content, style, settings, observer, control).output;
            }};
}

AudioClip read(const std::filesystem::path& file, const std::string& what) {
    if (file.empty()) {
        throw std::runtime_error("no file for " + what);
    }
    return readClip(file).clip;
}

} // namespace

Run runFrom(const std::string& description, int threads) {
    if (description == "content") {
        return {description,
                [](const SetFiles&, const AudioClip& content, const AudioClip&) { return content; },
                false};
    }
    if (description == "equalizer") {
        return {description,
                [](const SetFiles&, const AudioClip& content, const AudioClip& style) {
                    return equalized(content, style);
                },
                false};
    }
    if (description == "truth") {
        return {description,
                [](const SetFiles& set, const AudioClip&, const AudioClip&) {
                    return read(set.truth, set.name);
                },
                false};
    }
    const std::size_t equals = description.find('=');
    if (equals != std::string::npos && equals < description.find(' ')) {
        const std::filesystem::path folder = description.substr(equals + 1);
        return {description.substr(0, equals),
                [folder](const SetFiles& set, const AudioClip&, const AudioClip&) {
                    return read(outputOf(set.name, folder), set.name);
                }};
    }
    return method(description, threads);
}

} // namespace tonegraft::quality
