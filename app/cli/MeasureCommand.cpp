// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/files/NumberText.h"
#include "app/files/Report.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Measures.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tonegraft {

namespace {

AudioClip loaded(const std::string& path, ClipRole role) {
    LoadedClip loadedClip = readClip(path, {role});
    for (const Message& warning : loadedClip.warnings)
        complain("warning: " + warning.text());
    return std::move(loadedClip.clip);
}

/// As wide as `width` characters of UTF-8.
std::string padded(std::string text, std::size_t width) {
    const auto characters = static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    return characters < width ? text + std::string(width - characters, ' ') : text;
}

std::string row(const MeasureInfo& info, double value) {
    constexpr std::size_t kNameWidth = 18;
    constexpr std::size_t kValueWidth = 8;
    constexpr std::size_t kUnitWidth = 6;
    const std::string text =
        std::isnan(value) ? "-" : fixedText(info.factor() * value, info.decimals + 1);
    std::string line = padded(info.name, kNameWidth);
    if (text.size() < kValueWidth)
        line.append(kValueWidth - text.size(), ' ');
    line += text + " " + padded(info.unit, kUnitWidth) + info.brief;
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string table(const Measures& all) {
    std::string rows;
    for (const MeasureInfo& info : kMeasures)
        rows += row(info, all.*info.value);
    return rows;
}

} // namespace

int measureCommand(const std::vector<std::string>& arguments, Interruption&) {
    CLI::App parser("Judges OUTPUT, a transfer of STYLE onto CONTENT.", "tonegraft measure");
    std::string content, style, output;
    bool json = false;
    parser.add_option("CONTENT", content, "recording whose music was kept")
        ->required()
        ->type_name("");
    parser.add_option("STYLE", style, "recording whose sound was taken")->required()->type_name("");
    parser.add_option("OUTPUT", output, "what came out")->required()->type_name("");
    parser.add_flag("--json", json, "as JSON");
    if (!parseArguments(parser, arguments))
        return 0;
    const Measures all = measure(loaded(content, ClipRole::content), loaded(style, ClipRole::style),
                                 loaded(output, ClipRole::style));
    print(json ? measuresText(all) : table(all));
    return 0;
}

} // namespace tonegraft
