// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/files/NumberText.h"
#include "app/files/Parameters.h"
#include "app/files/Report.h"
#include "tonegraft/Methods.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace tonegraft {

namespace {

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : between) + word;
    return text;
}

std::string range(const ParameterInfo& info) {
    if (!info.choices.empty())
        return joined(info.choices, " | ");
    std::string text = numberText(info.minimum) + " .. " + numberText(info.maximum);
    if (info.allowsInfinity)
        text += ", inf";
    return info.unit.empty() ? text : text + " " + info.unit;
}

std::string describe(const MethodInfo& method) {
    const TransferSettings defaults = defaultSettings(method.id);
    std::string text =
        method.id + " - " + method.title + "\n  " + method.source + "\n  " + method.summary + "\n";
    if (!method.goodFor.empty())
        text += "  Good for: " + method.goodFor + "\n";
    if (method.monoRateHz > 0)
        text += "  The output is mono at " + numberText(method.monoRateHz / 1000.0) + " kHz.\n";
    for (const ParameterInfo& info : method.parameters) {
        constexpr std::size_t kFlagWidth = 18;
        std::string flag = "  --" + info.id;
        flag.resize(std::max(flag.size() + 1, kFlagWidth), ' ');
        text += flag + range(info) + " (default " + parameterText(defaults, info.id) + ")";
        text += info.note.empty() ? "\n" : "; " + info.note + "\n";
    }
    const bool builtIn = method.networks.empty() || method.networks[0] == "instruments";
    if (!method.networks.empty())
        text += "  --network         FILE.safetensors: weights of " +
                joined(method.networks, " or ") +
                (builtIn ? " (default the built-in instruments)\n" : "\n");
    return text;
}

Json parameterJson(const ParameterInfo& info, const TransferSettings& defaults) {
    Json json = {
        {"id", info.id}, {"label", info.label}, {"unit", info.unit}, {"hears", info.hears}};
    const std::string text = parameterText(defaults, info.id);
    const auto whole = parsedCount(text);
    const auto number = parsedNumber(text);
    json["default"] = whole ? Json(*whole) : number ? Json(*number) : Json(text);
    if (info.choices.empty()) {
        json["minimum"] = info.minimum;
        json["maximum"] = info.maximum;
        json["integer"] = info.integer;
        json["allows_infinity"] = info.allowsInfinity;
    } else {
        json["choices"] = info.choices;
    }
    json["moves_in_run"] = info.movesInRun;
    if (!info.note.empty())
        json["note"] = info.note;
    if (!info.idle.empty())
        json["idle"] = info.idle;
    return json;
}

Json methodJson(const MethodInfo& method) {
    const TransferSettings defaults = defaultSettings(method.id);
    Json parameters = Json::array();
    for (const ParameterInfo& info : method.parameters)
        parameters.push_back(parameterJson(info, defaults));
    Json terms = Json::array();
    for (const TermInfo& term : method.terms)
        terms.push_back({{"id", term.id}, {"label", term.label}});
    return {{"id", method.id},
            {"title", method.title},
            {"source", method.source},
            {"year", method.year},
            {"summary", method.summary},
            {"good_for", method.goodFor},
            {"mono_rate_hz", method.monoRateHz},
            {"networks", method.networks},
            {"terms", terms},
            {"parameters", parameters}};
}

} // namespace

int methodsCommand(const std::vector<std::string>& arguments) {
    CLI::App parser("Lists the methods with their settings, ranges and defaults.",
                    "tonegraft methods");
    bool json = false;
    parser.add_flag("--json", json, "as JSON");
    if (!parseArguments(parser, arguments))
        return 0;
    Json all = Json::array();
    std::string text;
    for (const MethodInfo& method : methods()) {
        all.push_back(methodJson(method));
        text += (text.empty() ? "" : "\n") + describe(method);
    }
    print(json ? jsonText(all) : text);
    return 0;
}

} // namespace tonegraft
