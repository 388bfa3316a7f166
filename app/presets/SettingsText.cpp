// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presets/SettingsText.h"

#include "app/files/Parameters.h"
#include "app/files/PathText.h"
#include "tonegraft/Methods.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

namespace tonegraft {

namespace {

constexpr std::size_t kMostBytes = 1 << 20;
constexpr int kDeepest = 16;
constexpr std::size_t kLongestText = 200;
const std::string kBeginning = "Tonegraft ";

std::string valueText(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// Four bytes, the lowest first.
std::size_t lengthBefore(const std::string& bytes, std::size_t end) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i)
        length |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[end - 4 + i]))
                  << (8 * i);
    return length;
}

/// FLAC's is "comment=", Ogg's "COMMENT=".
bool sameWord(const std::string& word, const std::string& upper) {
    return std::equal(word.begin(), word.end(), upper.begin(), upper.end(), [](char a, char b) {
        return std::toupper(static_cast<unsigned char>(a)) == b;
    });
}

/// Where a comment ends: its length stands before it, and before the name that it may have.
std::size_t endOfComment(const std::string& bytes, std::size_t begin) {
    for (const std::string name : {"", "COMMENT=", "DESCRIPTION="}) {
        const std::size_t named = begin - std::min(begin, name.size());
        if (named < 4 || !sameWord(bytes.substr(named, name.size()), name))
            continue;
        const std::size_t length = lengthBefore(bytes, named);
        if (length > name.size() && named + length <= bytes.size())
            return named + length;
    }
    return std::string::npos;
}

} // namespace

void refuseFile(const QString& text, const std::string& source) {
    throw Error(text.arg(QString::fromStdString(source)).toStdString());
}

Json parsedJson(const std::string& text, const std::string& source) {
    bool tooDeep = false;
    const auto shallow = [&tooDeep](int depth, Json::parse_event_t, Json&) {
        tooDeep = tooDeep || depth > kDeepest;
        return !tooDeep;
    };
    const Json json = Json::parse(text, shallow, false);
    if (tooDeep || json.is_discarded() || !json.is_object())
        refuseFile(PresetTexts::tr("%1: this is no JSON that Tonegraft has written."), source);
    return json;
}

std::string textIn(const Json& object, const char* key) {
    const auto found = object.find(key);
    const bool isText = found != object.end() && found->is_string();
    return isText ? found->get<std::string>().substr(0, kLongestText) : std::string();
}

TransferSettings settingsIn(const Json& object, const std::string& source) {
    const std::string method = textIn(object, "method");
    const auto parameters = object.find("parameters");
    if (method.empty() || parameters == object.end() || !parameters->is_object())
        refuseFile(PresetTexts::tr("%1: there are no settings in this file."), source);
    try {
        ParameterTexts texts;
        for (const auto& [id, value] : parameters->items())
            if (id != "network" && value.is_primitive()) // its path is of another machine
                texts.emplace_back(id, valueText(value));
        if (const auto seed = object.find("seed"); seed != object.end() && seed->is_primitive())
            texts.emplace_back("seed", valueText(*seed));
        return settingsFrom(method, texts, Unfit::refused);
    } catch (const Error& error) {
        throw Error(source + ": " + error.what());
    }
}

TransferSettings settingsOfDescription(const std::string& description, const std::string& source) {
    std::istringstream words(description);
    std::string word;
    std::string value;
    words >> word >> word; // name and version
    const bool named = static_cast<bool>(words >> word >> value) && word == "--method";
    if (!named)
        refuseFile(PresetTexts::tr("%1: there are no settings in this file."), source);
    try {
        const std::string method = value;
        ParameterTexts texts;
        while (words >> word && word.rfind("--", 0) == 0) {
            const std::string id = word.substr(2);
            if (id == "whole" || !(words >> value))
                continue;
            const bool aboutClips =
                id.rfind("content-start", 0) == 0 || id.rfind("content-duration", 0) == 0 ||
                id.rfind("style-start", 0) == 0 || id.rfind("style-duration", 0) == 0;
            if (id == "network") { // a path in quotes, of another machine
                while (value.back() != '\'' && words >> value) {
                }
            } else if (!aboutClips) {
                texts.emplace_back(id, value);
            }
        }
        return settingsFrom(method, texts, Unfit::refused);
    } catch (const Error& error) {
        throw Error(source + ": " + error.what());
    }
}

std::string descriptionIn(const std::string& bytes) {
    for (std::size_t at = bytes.find(kBeginning); at != std::string::npos;
         at = bytes.find(kBeginning, at + 1)) {
        const std::size_t end = endOfComment(bytes, at);
        if (end == std::string::npos || end <= at)
            continue;
        const std::string comment = bytes.substr(at, std::min(end, bytes.find('\0', at)) - at);
        if (comment.find(" --method ") != std::string::npos)
            return comment;
    }
    return {};
}

TransferSettings settingsOfFile(const std::filesystem::path& file) {
    const std::string source = pathText(file);
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        refuseFile(PresetTexts::tr("%1: there is no such file."), source);
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(kMostBytes, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    if (bytes.empty())
        refuseFile(PresetTexts::tr("%1: the file is empty or cannot be read."), source);
    if (const std::string description = descriptionIn(bytes); !description.empty())
        return settingsOfDescription(description, source);
    if (bytes.find_first_not_of(" \t\r\n") == bytes.find('{'))
        return settingsIn(parsedJson(bytes, source), source);
    refuseFile(PresetTexts::tr("%1: there are no settings in this file. Those are in sounds that "
                               "Tonegraft has exported, in their JSON files and in presets."),
               source);
}

} // namespace tonegraft
