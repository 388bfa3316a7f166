// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/files/NumberText.h"
#include "app/files/Report.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Measures.h"

#include <CLI/CLI.hpp>

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

std::string row(const char* name, double value, int decimals, const char* meaning) {
    constexpr std::size_t kNameWidth = 21;
    constexpr std::size_t kValueWidth = 8;
    const std::string text = std::isnan(value) ? "-" : fixedText(value, decimals);
    std::string line = name;
    line.resize(kNameWidth, ' ');
    if (text.size() < kValueWidth)
        line.append(kValueWidth - text.size(), ' ');
    return line + text + "  " + meaning + "\n";
}

std::string table(const Measures& all) {
    constexpr double kPercent = 100.0;
    return row("timbre reached", kPercent * all.timbreReached, 1,
               "%: the content has 0, the style 100, whatever notes they play") +
           row("style distance", all.styleDistance, 4,
               "the content has 1, the style 0; the style's notes count, too") +
           row("content distance", all.contentDistance, 4, "the content has 0") +
           row("MFCC Fréchet ", all.mfccFrechet, 4,
               "timbre and how it varies: the content has 1, the style 0") +
           row("onset correlation", all.onsetCorrelation, 4, "rhythm kept: 1 is all of it") +
           row("chroma correlation", all.chromaCorrelation, 4, "melody and chords kept") +
           row("contour correlation", all.contourCorrelation, 4, "loud and soft kept") +
           row("loudness", all.loudnessLufs, 2, "LUFS, integrated") +
           row("true peak", all.truePeakDbtp, 2, "dBTP");
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
