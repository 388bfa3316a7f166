// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/Parameters.h"

#include "app/files/NumberText.h"
#include "app/files/PathText.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
#include "tonegraft/SettingsFields.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace tonegraft {

namespace {

/// The method's, or its own of a method that has it. Throws Error.
const ParameterInfo& parameterOf(const std::string& methodId, const std::string& id) {
    if (const ParameterInfo* info = methodInfo(methodId).parameter(id))
        return *info;
    for (const MethodInfo& method : methods())
        if (method.parameter(id) != nullptr)
            throw Error("--" + id + ": means nothing in method " + methodId + ".");
    throw Error("--" + id + ": there is no such setting.");
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

[[noreturn]] void refuse(const std::string& id, const std::string& text, const std::string& allowed,
                         const std::string& method) {
    throw Error("--" + id + " " + text + ": must be " + allowed + " in method " + method + ".");
}

double parsedChoice(const ParameterInfo& info, const std::string& text, const std::string& method) {
    const auto found = std::find(info.choices.begin(), info.choices.end(), text);
    if (found == info.choices.end())
        refuse(info.id, text, "one of " + joined(info.choices), method);
    return static_cast<double>(found - info.choices.begin());
}

double parsedInRange(const ParameterInfo& info, const std::string& text,
                     const std::string& method) {
    if (info.allowsInfinity && text == "inf")
        return kInfiniteFilters;
    const auto value = parsedNumber(text);
    const bool fits = value && *value >= info.minimum && *value <= info.maximum &&
                      (!info.integer || std::floor(*value) == *value);
    if (!fits)
        refuse(info.id, text,
               std::string(info.integer ? "a whole number" : "a number") + " from " +
                   numberText(info.minimum) + " to " + numberText(info.maximum) +
                   (info.allowsInfinity ? ", or inf," : ""),
               method);
    return *value;
}

constexpr const char* kNetwork = "network"; // a path, not a number

void setNetwork(TransferSettings& settings, const std::string& path) {
    if (methodInfo(settings.method).networks.empty())
        throw Error("--network: means nothing in method " + settings.method + ".");
    settings.networkFile = path;
}

void setSeed(TransferSettings& settings, const std::string& text) {
    constexpr std::uint64_t kMostSeed = 1ULL << 53; // every JSON reader keeps it
    const auto seed = parsedCount(text);
    if (!seed || *seed > kMostSeed)
        throw Error("--seed " + text + ": must be a whole number from 0 to " +
                    std::to_string(kMostSeed) + ".");
    settings.seed = *seed;
}

// "3,11": the second and third size follow the first.
void setKernelSizes(TransferSettings& settings, const std::string& text) {
    std::istringstream rest(text);
    std::string size;
    for (const char* id : {"kernel", "kernel-2", "kernel-3"})
        if (std::getline(rest, size, ','))
            setParameter(settings, id, size);
    if (std::getline(rest, size, ','))
        throw Error("--kernel " + text + ": at most three sizes work together.");
}

std::string regionFlags(const std::string& clip, const ClipRegion& region) {
    std::string text;
    if (region.startSeconds > 0.0)
        text += " --" + clip + "-start " + numberText(region.startSeconds);
    if (region.durationSeconds > 0.0)
        text += " --" + clip + "-duration " + numberText(region.durationSeconds);
    return text;
}

std::string clipNames(const UsedClips& clips) {
    if (clips.content.empty() || clips.style.empty())
        return {};
    return " (content " + pathText(clips.content.filename()) + ", style " +
           pathText(clips.style.filename()) + ")";
}

} // namespace

std::string parameterText(const TransferSettings& settings, const std::string& id) {
    if (id == "seed")
        return std::to_string(settings.seed);
    if (id == kNetwork)
        return settings.networkFile.string();
    const ParameterInfo& info = parameterOf(settings.method, id);
    const double value = settingValue(settings, info);
    if (!info.choices.empty())
        return info.choices.at(static_cast<std::size_t>(value));
    return info.allowsInfinity && value == kInfiniteFilters ? "inf" : numberText(value);
}

void setParameter(TransferSettings& settings, const std::string& id, const std::string& text) {
    // The seed means something to every method: it also draws the dither of 16-bit files.
    if (id == "seed")
        return setSeed(settings, text);
    if (id == kNetwork)
        return setNetwork(settings, text);
    if (id == "kernel" && text.find(',') != std::string::npos)
        return setKernelSizes(settings, text);
    const ParameterInfo& info = parameterOf(settings.method, id);
    setSettingValue(settings, id,
                    info.choices.empty() ? parsedInRange(info, text, settings.method)
                                         : parsedChoice(info, text, settings.method));
}

TransferSettings settingsFrom(const std::string& method, const ParameterTexts& texts, Unfit unfit) {
    TransferSettings settings = defaultSettings(method);
    for (const auto& [id, text] : texts) {
        try {
            setParameter(settings, id, text);
        } catch (const Error&) {
            if (unfit == Unfit::refused)
                throw;
        }
    }
    return settings;
}

ParameterTexts parameterTexts(const TransferSettings& settings) {
    ParameterTexts texts;
    for (const ParameterInfo& info : methodInfo(settings.method).parameters)
        texts.emplace_back(info.id, parameterText(settings, info.id));
    if (!settings.networkFile.empty())
        texts.emplace_back(kNetwork, parameterText(settings, kNetwork));
    return texts;
}

std::string runDescription(const TransferSettings& settings, const UsedClips& clips) {
    std::string text =
        std::string("Tonegraft ") + programVersion() + " --method " + settings.method;
    // The window keeps a file for when a model that reads it is chosen again.
    const bool networked = !networksFor(methodInfo(settings.method), settings).empty();
    bool seeded = false;
    for (const auto& [id, value] : parameterTexts(settings)) {
        if (id == kNetwork && !networked)
            continue;
        text += " --" + id + " " + (id == kNetwork ? pathText(settings.networkFile) : value);
        seeded = seeded || id == "seed";
    }
    if (!seeded)
        text += " --seed " + std::to_string(settings.seed);
    return text + regionFlags("content", clips.contentRegion) +
           regionFlags("style", clips.styleRegion) + (clips.whole ? " --whole" : "") +
           clipNames(clips);
}

const char* programVersion() {
    return TONEGRAFT_VERSION;
}

} // namespace tonegraft
