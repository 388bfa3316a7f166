// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CompareOptions.h"

#include "app/cli/Arguments.h"
#include "app/compare/Comparison.h"
#include "app/files/NumberText.h"
#include "app/files/Parameters.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace tonegraft {

namespace {

constexpr double kMostThreads = 1024;
constexpr double kLongestSeconds = 86400;

/// A flag whose value is a number from `least` on, however the system writes numbers.
void addNumber(CLI::App& parser, const std::string& flag, const char* values, const char* help,
               double most, double& number) {
    parser
        .add_option_function<std::string>(
            flag,
            [&number, flag, most](const std::string& text) {
                const auto value = parsedNumber(text);
                if (!value || *value < 0.0 || *value > most)
                    throw UsageError(flag + " " + text + ": must be a number from 0 to " +
                                     numberText(most) + ".");
                number = *value;
            },
            help)
        ->type_name(values);
}

std::vector<std::string> chosenMethods(const std::string& list) {
    std::vector<std::string> ids;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        const std::string id = list.substr(begin, end - begin);
        try {
            methodInfo(id);
        } catch (const Error& error) {
            throw UsageError(std::string("--methods: ") + error.what());
        }
        if (std::find(ids.begin(), ids.end(), id) != ids.end())
            throw UsageError("--methods: " + id + " is in the list twice.");
        ids.push_back(id);
        begin = end + 1;
    }
    return ids;
}

std::uint64_t seedOf(const std::string& text) {
    TransferSettings settings;
    try {
        setParameter(settings, "seed", text);
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
    return settings.seed;
}

} // namespace

std::optional<CompareOptions> compareOptions(const std::vector<std::string>& arguments) {
    CLI::App parser("Runs several methods on the same clips and writes a page with players, "
                    "spectrograms and measures, comparison.html, and comparison.json.",
                    "tonegraft compare");
    CompareOptions options;
    std::string content, style, folder, seed = "1";
    std::string methods;
    double threads = 0.0;
    parser.add_option("CONTENT", content, "recording whose music is kept")
        ->required()
        ->type_name("");
    parser.add_option("STYLE", style, "recording whose sound is taken")->required()->type_name("");
    parser.add_option("-o", folder, "folder to write into; made if need be")
        ->required()
        ->type_name("DIR");
    parser.add_option("--methods", methods, "which, in this order; all if not given")
        ->type_name("ID[,ID...]");
    addNumber(parser, "--equal-seconds", "S",
              "each method once more with as many steps as take about so long; 0: not. 15 if not "
              "given",
              kLongestSeconds, options.equalSeconds);
    ReadOptions& contentPart = options.contentRegion;
    ReadOptions& stylePart = options.styleRegion;
    addNumber(parser, "--content-start", "S", "where in the content to begin, seconds",
              kLongestSeconds, contentPart.startSeconds);
    addNumber(parser, "--content-duration", "S", "how much of the content, seconds",
              kLongestSeconds, contentPart.durationSeconds);
    addNumber(parser, "--style-start", "S", "where in the style to begin, seconds", kLongestSeconds,
              stylePart.startSeconds);
    addNumber(parser, "--style-duration", "S", "how much of the style, seconds", kLongestSeconds,
              stylePart.durationSeconds);
    parser.add_option("--seed", seed, "for everything that is drawn at random")->type_name("N");
    addNumber(parser, "--threads", "N", "0 uses all processors; same result for any N",
              kMostThreads, threads);
    parser.add_flag("--quiet", options.quiet, "no progress line");
    if (!parseArguments(parser, arguments))
        return std::nullopt;
    options.content = content;
    options.style = style;
    options.folder = folder;
    options.methods = parser.count("--methods") > 0 ? chosenMethods(methods) : comparableMethods();
    options.seed = seedOf(seed);
    options.threads = static_cast<int>(threads);
    return options;
}

} // namespace tonegraft
