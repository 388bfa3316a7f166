// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RenderOptions.h"

#include "app/cli/Arguments.h"
#include "app/files/FormatNames.h"
#include "app/files/NumberText.h"
#include "app/files/Parameters.h"
#include "app/files/PathText.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
#include "tonegraft/OutputFiles.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace tonegraft {

namespace {

struct Flag {
    std::string id;
    std::string values;
    std::string help;
};

const std::array kRegionFlags{
    Flag{"content-start", "S", "where in the content to begin, seconds"},
    Flag{"content-duration", "S", "how much of the content, seconds"},
    Flag{"style-start", "S", "where in the style to begin, seconds"},
    Flag{"style-duration", "S", "how much of the style, seconds"},
};

/// Every value as it was typed, by the flag's name; flags that were not given are not in it.
using Values = std::map<std::string, std::string>;

struct Typed {
    std::string content, style, output;
    Values values;
    bool whole = false;
    bool quiet = false;
};

/// "WAV pcm16 or ...; FLAC pcm16 or ...; pcm24 if not given".
std::string sampleFormatsHelp() {
    std::string text;
    for (std::size_t i = 0; i < std::size(kSoundFormats); ++i)
        if (!kSoundFormats[i].isLossy())
            text += kSoundFormats[i].name + (" " + sampleFormatsOf(SoundFileType(i))) + "; ";
    return text + nameOf(WriteOptions{}.format) + " if not given";
}

std::string valuesOf(const ParameterInfo& info) {
    std::string text = info.integer ? "N" : "X";
    for (const std::string& choice : info.choices)
        text = (&choice == &info.choices.front() ? std::string() : text + "|") + choice;
    return text + (info.allowsInfinity ? "|inf" : "");
}

/// "Style weight, 0 .. 1: How much the style takes over"; where methods differ, as the first says.
std::string helpOf(const ParameterInfo& info, const std::string& onlyIn) {
    std::size_t end = info.hears.size();
    for (const char* pause : {". ", ": ", "; "})
        end = std::min(end, info.hears.find(pause));
    std::string text = info.label;
    if (info.choices.empty())
        text += ", " + numberText(info.minimum) + " .. " + numberText(info.maximum);
    if (!onlyIn.empty())
        text += " (" + onlyIn + ")";
    const std::string begin = info.hears.substr(0, end);
    return text + ": " + begin.substr(0, begin.find_last_not_of('.') + 1);
}

/// The controls of all methods, each once. Applied in this order, after --method.
std::vector<Flag> parameterFlags() {
    std::vector<Flag> flags;
    for (const MethodInfo& method : methods()) {
        for (const ParameterInfo& info : method.parameters) {
            const bool isNew = std::none_of(flags.begin(), flags.end(),
                                            [&](const Flag& flag) { return flag.id == info.id; });
            const auto having =
                std::count_if(methods().begin(), methods().end(), [&](const MethodInfo& other) {
                    return other.parameter(info.id) != nullptr;
                });
            if (isNew)
                flags.push_back({info.id, valuesOf(info) + (info.id == "kernel" ? "[,N,N]" : ""),
                                 helpOf(info, having == 1 ? method.id : std::string())});
        }
    }
    flags.push_back({"network", "FILE.safetensors",
                     "weights of a network instead of the built-in "
                     "one"});
    return flags;
}

std::string methodIds() {
    std::string ids;
    for (const MethodInfo& method : methods())
        ids += (ids.empty() ? "" : "|") + method.id;
    return ids;
}

void addFlag(CLI::App& parser, Values& values, const Flag& flag) {
    parser
        .add_option_function<std::string>(
            "--" + flag.id, [&values, id = flag.id](const std::string& text) { values[id] = text; },
            flag.help)
        ->type_name(flag.values);
}

std::optional<Typed> typed(const std::vector<std::string>& arguments) {
    CLI::App parser("Puts the style of STYLE on CONTENT and writes the result.",
                    "tonegraft render");
    Typed all;
    parser.add_option("CONTENT", all.content, "recording whose music is kept")
        ->required()
        ->type_name("");
    parser.add_option("STYLE", all.style, "recording whose sound is taken")
        ->required()
        ->type_name("");
    parser.add_option("-o", all.output, "file to write: " + allSoundEndings())
        ->required()
        ->type_name("OUT.wav");
    addFlag(parser, all.values, {"method", methodIds(), "recipe; see `tonegraft methods`"});
    for (const Flag& flag : parameterFlags())
        addFlag(parser, all.values, flag);
    for (const Flag& flag : kRegionFlags)
        addFlag(parser, all.values, flag);
    parser.add_flag("--whole", all.whole, "write the whole content, with the region in its place");
    addFlag(parser, all.values, {"threads", "N", "0 uses all processors; same result for any N"});
    addFlag(parser, all.values,
            {"format", allSampleFormats("|"), "of the samples: " + sampleFormatsHelp()});
    addFlag(parser, all.values, {"report", "FILE.json", "write settings, losses, times, measures"});
    addFlag(parser, all.values, {"losses", "FILE.csv", "write the loss curve as a table"});
    addFlag(parser, all.values,
            {"notes", "FILE.mid", "write the content's notes, as played, as MIDI"});
    parser.add_flag("--quiet", all.quiet, "no progress line");
    if (!parseArguments(parser, arguments))
        return std::nullopt;
    return all;
}

double seconds(const Values& values, const std::string& id, bool zeroAllowed) {
    const auto found = values.find(id);
    if (found == values.end())
        return 0.0;
    const auto value = parsedNumber(found->second);
    if (!value || *value < 0.0 || (*value == 0.0 && !zeroAllowed))
        throw UsageError("--" + id + " " + found->second + ": must be a number of seconds, " +
                         (zeroAllowed ? "0 or more." : "more than 0."));
    return *value;
}

SoundFileType soundFileType(const std::filesystem::path& output) {
    if (const auto type = soundFileTypeOf(output))
        return *type;
    throw UsageError("-o " + pathText(output) + ": the name must end in " + allSoundEndings() +
                     ".");
}

SampleFormat sampleFormat(const std::string& text, SoundFileType type) {
    const auto format = sampleFormatNamed(text);
    if (!format)
        throw UsageError("--format " + text + ": must be one of " + allSampleFormats(", ") + ".");
    const SoundFileFormat& kind = infoOf(type);
    if (kind.isLossy())
        throw UsageError("--format " + text + ": means nothing in " + kind.name + " files.");
    if (!kind.holds(*format))
        throw UsageError("--format " + text + ": " + kind.name + " files hold " +
                         sampleFormatsOf(type) + ".");
    return *format;
}

int threadCount(const std::string& text) {
    constexpr std::uint64_t kMostThreads = 1024;
    const auto count = parsedCount(text);
    if (!count || *count > kMostThreads)
        throw UsageError("--threads " + text + ": must be a whole number from 0 to " +
                         std::to_string(kMostThreads) + ".");
    return static_cast<int>(*count);
}

/// A model that runs on no network would pass over its weights in silence.
void requireNetworkHeard(const TransferSettings& settings) {
    const MethodInfo& method = methodInfo(settings.method);
    if (settings.networkFile.empty() || !networksFor(method, settings).empty())
        return;
    std::string models;
    for (const std::string& network : method.networks)
        models += (models.empty() ? "--model " : " or ") + network;
    throw UsageError("--network: means nothing with --model " + parameterText(settings, "model") +
                     "; " + models + " reads it.");
}

TransferSettings transferSettings(const Values& values) {
    const auto method = values.find("method");
    try {
        TransferSettings settings =
            defaultSettings(method == values.end() ? methods().front().id : method->second);
        for (const Flag& flag : parameterFlags())
            if (const auto value = values.find(flag.id); value != values.end())
                setParameter(settings, flag.id, value->second);
        requireNetworkHeard(settings);
        settings.validate();
        return settings;
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
}

void requireNotesHeard(const TransferSettings& settings) {
    if (methodInfo(settings.method).hearsNotes)
        return;
    std::string ids;
    for (const MethodInfo& method : methods())
        if (method.hearsNotes)
            ids += (ids.empty() ? "--method " : " or ") + method.id;
    throw UsageError("--notes: the method " + settings.method +
                     " hears no notes that could be written; " + ids + " does.");
}

void checkPaths(const RenderOptions& options) {
    const std::array targets{options.output, options.report, options.losses, options.notes};
    for (const auto& clip : {options.content, options.style})
        for (const auto& target : targets)
            if (sameTarget(clip, target))
                throw UsageError(pathText(target) + " would be written over one of the clips; "
                                                    "choose another name.");
    for (std::size_t i = 0; i < targets.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (sameTarget(targets[i], targets[j]))
                throw UsageError(pathText(targets[i]) + " would be written twice; give each file a "
                                                        "name of its own.");
    for (const auto& target : targets)
        if (sameTarget(options.settings.networkFile, target))
            throw UsageError(pathText(target) + " would be written over the network; choose "
                                                "another name.");
}

} // namespace

std::optional<RenderOptions> renderOptions(const std::vector<std::string>& arguments) {
    const auto all = typed(arguments);
    if (!all)
        return std::nullopt;
    const Values& values = all->values;
    RenderOptions options;
    options.content = all->content;
    options.style = all->style;
    options.output = all->output;
    options.whole = all->whole;
    options.quiet = all->quiet;
    options.settings = transferSettings(values);
    options.contentRegion.startSeconds = seconds(values, "content-start", true);
    options.contentRegion.durationSeconds = seconds(values, "content-duration", false);
    options.styleRegion.startSeconds = seconds(values, "style-start", true);
    options.styleRegion.durationSeconds = seconds(values, "style-duration", false);
    if (const auto value = values.find("threads"); value != values.end())
        options.settings.threads = threadCount(value->second);
    options.type = soundFileType(options.output);
    if (const auto value = values.find("format"); value != values.end())
        options.format = sampleFormat(value->second, options.type);
    if (const auto value = values.find("report"); value != values.end())
        options.report = value->second;
    if (const auto value = values.find("losses"); value != values.end())
        options.losses = value->second;
    if (const auto value = values.find("notes"); value != values.end()) {
        requireNotesHeard(options.settings);
        options.notes = value->second;
    }
    checkPaths(options);
    return options;
}

} // namespace tonegraft
