// SPDX-License-Identifier: GPL-3.0-or-later
// tonegraft-truth judge FOLDER... [--run RUN]..., tonegraft-truth page FOLDER... --out PAGE: see
// README.md beside this file.
#include "tools/quality/Judgment.h"
#include "tools/quality/Page.h"
#include "tools/quality/Table.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace tonegraft::quality;

namespace {

struct Options {
    std::vector<std::string> folders;
    std::vector<std::string> runs;
    std::vector<std::string> only;
    std::string json;
    int jobs = 1;
    int threads = 1;
    std::string keep;
};

/// Sets whose name, kind, font or split begins with one of the words; no words: all.
bool isWanted(const SetFiles& set, const std::vector<std::string>& words) {
    const auto begins = [](const std::string& text, const std::string& word) {
        return text.compare(0, word.size(), word) == 0;
    };
    for (const std::string& word : words) {
        if (begins(set.name, word) || set.kind == word || set.font == word || set.split == word) {
            return true;
        }
    }
    return words.empty();
}

std::vector<SetFiles> wantedSets(const Options& options) {
    std::vector<SetFiles> sets;
    for (const std::string& folder : options.folders) {
        for (const SetFiles& set : setsIn(folder)) {
            if (isWanted(set, options.only)) {
                sets.push_back(set);
            }
        }
    }
    return sets;
}

std::vector<Judgment> judge(const Options& options) {
    std::vector<Run> runs;
    for (const std::string& description : options.runs) {
        runs.push_back(runFrom(description, options.threads));
    }
    const std::vector<Judgment> judgments =
        judged(wantedSets(options), runs, {options.jobs, options.keep});
    std::fputs(markdownOf(judgments).c_str(), stdout);
    if (!options.json.empty()) {
        std::ofstream(options.json) << jsonOf(judgments);
    }
    return judgments;
}

void addOptions(CLI::App& command, Options& options) {
    command.add_option("FOLDER", options.folders, "folders of sets")->required();
    command
        .add_option("--run", options.runs,
                    "\"METHOD [SETTING=VALUE ...]\", content, equalizer, truth, or "
                    "LABEL=FOLDER with outputs; again for more")
        ->default_val(std::vector<std::string>{"content", "equalizer", "tonegraft"});
    command.add_option("--only", options.only, "sets of this kind, font, split, or so named");
    command.add_option("--jobs", options.jobs, "sets at a time")->default_val(1);
    command.add_option("--threads", options.threads, "of each transfer")->default_val(1);
    command.add_option("--keep", options.keep, "folder that outputs are written to");
    command.add_option("--json", options.json, "file for every number");
}

} // namespace

int main(int argc, char** argv) {
    CLI::App parser("Judges methods on sets whose right answer is known, and on real pairs.",
                    "tonegraft-truth");
    parser.require_subcommand(1);
    Options options;
    CLI::App* judging = parser.add_subcommand("judge", "one table for each run");
    addOptions(*judging, options);
    CLI::App* paging = parser.add_subcommand("page", "the same, and a page to look at and hear");
    addOptions(*paging, options);
    std::string out;
    paging->add_option("--out", out, "the page's folder")->required();
    CLI11_PARSE(parser, argc, argv);
    try {
        if (paging->parsed()) {
            options.keep = (std::filesystem::path(out) / "outputs").string();
        }
        const std::vector<Judgment> judgments = judge(options);
        if (paging->parsed()) {
            writePage(out, judgments);
        }
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tonegraft-truth: %s\n", failure.what());
        return 1;
    }
    return 0;
}
