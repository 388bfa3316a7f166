// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/NumberText.h"
#include "app/files/Parameters.h"
#include "app/session/SessionFile.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace tonegraft {

namespace {

using nlohmann::json;

constexpr std::size_t kMostBytes = 64U << 20U;
constexpr int kDeepest = 12;
constexpr int kMostValues = 2'000'000;
constexpr std::size_t kMostTakes = 10'000;
constexpr std::size_t kMostClips = 2 * kMostTakes;
constexpr std::size_t kLongestText = 4096;
constexpr double kLongestSeconds = 1e6;
constexpr std::uint64_t kMostSeed = 1ULL << 53;

/// Without the file's name.
[[noreturn]] void refuse(const std::string& reason) {
    throw Error(reason);
}

/// The parser itself is not recursive, and stops here before the values fill the memory.
json parsed(const std::string& text) {
    if (text.size() > kMostBytes)
        refuse("it has more than 64 MB");
    int values = 0;
    const auto limit = [&values](int depth, json::parse_event_t, json&) {
        if (depth > kDeepest)
            refuse("it is nested too deep");
        if (++values > kMostValues)
            refuse("it has too many values");
        return true;
    };
    try {
        return json::parse(text, limit);
    } catch (const json::exception&) {
        refuse("it is no JSON, or was cut off");
    }
}

const json& member(const json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end())
        refuse(std::string("\"") + key + "\" is missing");
    return *found;
}

std::string textOf(const json& object, const char* key) {
    const json& value = member(object, key);
    if (!value.is_string() || value.get_ref<const std::string&>().size() > kLongestText)
        refuse(std::string("\"") + key + "\" is not a text, or too long");
    return value.get<std::string>();
}

/// A path: its bytes, where they are no text.
std::string pathOf(const json& object, const char* key) {
    const std::string bytesKey = std::string(key) + "_bytes";
    if (!object.is_object() || !object.contains(bytesKey))
        return textOf(object, key);
    const QByteArray digits = QByteArray::fromStdString(textOf(object, bytesKey.c_str()));
    const std::string path = QByteArray::fromHex(digits).toStdString();
    if (path.empty() || path.find('\0') != std::string::npos)
        refuse("\"" + bytesKey + "\" holds no path");
    return path;
}

bool flagOf(const json& object, const char* key) {
    const json& value = member(object, key);
    if (!value.is_boolean())
        refuse(std::string("\"") + key + "\" is neither true nor false");
    return value.get<bool>();
}

const json& listOf(const json& object, const char* key, std::size_t most) {
    const json& value = member(object, key);
    if (!value.is_array() || value.size() > most)
        refuse(std::string("\"") + key + "\" is not a list, or too long");
    return value;
}

/// Null is what is not a number.
double numberOf(const json& value) {
    if (value.is_null())
        return std::numeric_limits<double>::quiet_NaN();
    if (!value.is_number())
        refuse("a number is something else");
    return value.get<double>();
}

double secondsOf(const json& value) {
    const double seconds = numberOf(value);
    if (!(seconds >= 0.0 && seconds <= kLongestSeconds))
        refuse("a time is out of range");
    return seconds;
}

int wholeOf(const json& value, int least, int most) {
    if (!value.is_number_integer())
        refuse("a whole number is something else");
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > 0x7FFFFFFFU)
        refuse("a number is out of range");
    const auto whole = value.get<std::int64_t>();
    if (whole < least || whole > most)
        refuse("a number is out of range");
    return static_cast<int>(whole);
}

const json& rowOf(const json& value, std::size_t size) {
    if (!value.is_array() || value.size() != size)
        refuse("a row has another length");
    return value;
}

/// A method or a value that this version does not know is at its default: takes of a newer program
/// can still be heard.
TransferSettings settingsOf(const json& value) {
    const std::string method = textOf(value, "method");
    const auto& known = methods();
    const bool exists = std::any_of(known.begin(), known.end(),
                                    [&](const MethodInfo& info) { return info.id == method; });
    if (!exists)
        refuse("its method is not known here");
    const json& parameters = member(value, "parameters");
    if (!parameters.is_object())
        refuse("\"parameters\" is something else");
    ParameterTexts texts;
    for (const auto& [id, text] : parameters.items())
        if (text.is_string())
            texts.emplace_back(id, text.get<std::string>());
    TransferSettings settings = settingsFrom(method, texts, Unfit::passedOver);
    if (value.contains("network"))
        settings.networkFile = pathOf(value, "network");
    if (const json& seed = member(value, "seed");
        seed.is_number_unsigned() && seed.get<std::uint64_t>() <= kMostSeed)
        settings.seed = seed.get<std::uint64_t>();
    return settings;
}

ClipRegion regionOf(const json& value) {
    const json& row = rowOf(value, 2);
    return {secondsOf(row[0]), secondsOf(row[1])};
}

/// `least`: -1 where no clip need be chosen.
SessionMaking makingOf(const json& value, int clips, int least) {
    return {settingsOf(member(value, "settings")),
            wholeOf(member(value, "content"), least, clips - 1),
            wholeOf(member(value, "style"), least, clips - 1),
            regionOf(member(value, "content_region")), regionOf(member(value, "style_region"))};
}

/// Behind the six that all methods have a row may hold its method's own terms.
std::vector<LossPoint> lossesOf(const json& rows) {
    constexpr std::size_t kCommon = 6;
    constexpr std::size_t kMostOwn = 16;
    std::vector<LossPoint> losses;
    for (const json& value : rows) {
        const std::size_t count = value.is_array() ? value.size() : 0;
        const json& row = rowOf(value, std::clamp(count, kCommon, kCommon + kMostOwn));
        LossPoint point{wholeOf(row[0], 0, 1 << 30),
                        numberOf(row[1]),
                        numberOf(row[2]),
                        numberOf(row[3]),
                        numberOf(row[4]),
                        numberOf(row[5])};
        for (std::size_t i = kCommon; i < count; ++i)
            point.own.push_back(numberOf(row[i]));
        losses.push_back(std::move(point));
    }
    return losses;
}

TransferResult resultOf(const json& value) {
    constexpr std::size_t kMostRows = kMostValues;
    TransferResult result;
    result.outcome = flagOf(value, "stopped") ? Outcome::stopped : Outcome::finished;
    result.steered = flagOf(value, "steered");
    const json& seconds = rowOf(member(value, "seconds"), 3);
    result.seconds = {secondsOf(seconds[0]), secondsOf(seconds[1]), secondsOf(seconds[2])};
    result.spectralConvergenceDb = numberOf(member(value, "spectral_convergence_db"));
    result.losses = lossesOf(listOf(value, "losses", kMostRows));
    for (const json& figure : listOf(value, "figures", kMostRows)) {
        const json& row = rowOf(figure, 3);
        if (!row[0].is_string() || !row[2].is_string())
            refuse("a figure is something else");
        result.figures.push_back(
            {row[0].get<std::string>(), numberOf(row[1]), row[2].get<std::string>()});
    }
    for (const json& warning : listOf(value, "warnings", kMostRows)) {
        if (!warning.is_string())
            refuse("a warning is something else");
        result.warnings.emplace_back(warning.get<std::string>());
    }
    for (const json& note : listOf(value, "notes", kMostRows)) {
        const json& row = rowOf(note, 4);
        result.notes.push_back(
            {secondsOf(row[0]), secondsOf(row[1]), wholeOf(row[2], 0, 127), numberOf(row[3])});
    }
    return result;
}

std::optional<Measures> measuresOf(const json& value) {
    if (value.is_null())
        return std::nullopt;
    if (!value.is_object())
        refuse("\"measures\" is something else");
    Measures measures;
    for (const MeasureInfo& info : kMeasures) // a session may be older than one of them
        measures.*info.value =
            numberOf(value.contains(info.id) ? value.at(info.id) : json(nullptr));
    return measures;
}

std::string soundNameOf(const json& take) {
    std::string name = textOf(take, "sound");
    if (!isTakeSoundName(name))
        refuse("the name of a take's sound is none that a session has");
    return name;
}

SessionTake takeOf(const json& value, int clips) {
    return {textOf(value, "name"),
            textOf(value, "note"),
            flagOf(value, "starred"),
            makingOf(member(value, "making"), clips, 0),
            soundNameOf(value),
            resultOf(member(value, "result")),
            measuresOf(member(value, "measures"))};
}

SessionFile sessionOf(const json& value) {
    if (!value.is_object() || !value.contains("format") || value["format"] != "tonegraft session")
        refuse("it is no session of Tonegraft");
    const int version = wholeOf(member(value, "version"), 0, 1 << 30);
    if (version != kSessionVersion)
        refuse("it is of version " + std::to_string(version) + ", and this program reads version " +
               std::to_string(kSessionVersion));
    SessionFile session;
    for (const json& clip : listOf(value, "clips", kMostClips))
        session.clips.push_back(
            {textOf(clip, "name"), pathOf(clip, "path"), textOf(clip, "sha256")});
    const int clips = static_cast<int>(session.clips.size());
    session.shown = makingOf(member(value, "shown"), clips, -1);
    for (const json& take : listOf(value, "takes", kMostTakes))
        session.takes.push_back(takeOf(take, clips));
    session.output =
        wholeOf(member(value, "output"), -1, static_cast<int>(session.takes.size()) - 1);
    return session;
}

} // namespace

SessionFile parsedSession(const std::string& text, const std::string& name) {
    try {
        return sessionOf(parsed(text));
    } catch (const Error& error) {
        throw Error(QCoreApplication::translate("SessionFile",
                                                "%1: cannot be opened: %2. Nothing was changed.")
                        .arg(QString::fromStdString(name), QString::fromUtf8(error.what()))
                        .toStdString());
    }
}

} // namespace tonegraft
