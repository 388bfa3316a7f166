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

#include <array>
#include <map>

namespace tonegraft {

namespace {

struct Flag {
    const char* id;
    const char* values;
    const char* help;
};

/// Applied in this order, after --method.
constexpr std::array kParameterFlags{
    Flag{"filters", "N|inf", "random filters that hold the style; inf: the closed form"},
    Flag{"kernel", "K[,K,K]", "frames that a filter spans; several sizes work together"},
    Flag{"kernel-2", "K", "second size, 0: none"},
    Flag{"kernel-3", "K", "third size, 0: none"},
    Flag{"activation", "relu|linear", "what a filter does with its sum"},
    Flag{"style-weight", "W", "0 keeps the content, 1 takes all of the style"},
    Flag{"keep-melody", "M", "how firmly the content's melody is held, 0..1"},
    Flag{"keep-dynamics", "D", "how firmly the content's loud and soft is held, 0..1"},
    Flag{"steps", "N", "evaluations of the objective"},
    Flag{"optimizer", "lbfgs|adam", "how the steps are taken"},
    Flag{"domain", "spectrogram|waveform|two-stage", "what is optimized"},
    Flag{"measure-on", "spectrum|timbre|both", "what style is measured on"},
    Flag{"start", "content|noise", "what the steps begin with"},
    Flag{"model", "auditory-texture|shallow-random|vgg19|soundnet",
         "what grinstein hears style with"},
    Flag{"content-weight", "A", "weight of the content's features; 0 makes a texture"},
    Flag{"rhythm", "R", "weight of the style's repetitions in time"},
    Flag{"diversity", "D", "weight of being no copy of the style"},
    Flag{"repetition", "N", "frames around which a style frame is not used again"},
    Flag{"polyphony", "N", "style frames that sound at once"},
    Flag{"continuity", "N", "neighbors in the style that go along with a frame"},
    Flag{"time-energy", "G", "weight of the style's energy over time"},
    Flag{"spectrum-energy", "D", "weight of the style's energy over the spectrum"},
    Flag{"octave", "N", "plays the content's notes so many octaves higher"},
    Flag{"follow-dynamics", "F", "inside notes, 0 the style's swells, 1 the content's"},
    Flag{"network", "FILE.safetensors", "weights of a network instead of the built-in one"},
    Flag{"seed", "N", "for everything that is drawn at random"},
};

constexpr std::array kRegionFlags{
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

std::string methodIds() {
    std::string ids;
    for (const MethodInfo& method : methods())
        ids += (ids.empty() ? "" : "|") + method.id;
    return ids;
}

void addFlag(CLI::App& parser, Values& values, const Flag& flag) {
    const std::string id = flag.id;
    parser
        .add_option_function<std::string>(
            "--" + id, [&values, id](const std::string& text) { values[id] = text; }, flag.help)
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
    const std::string ids = methodIds();
    addFlag(parser, all.values, {"method", ids.c_str(), "recipe; see `tonegraft methods`"});
    for (const Flag& flag : kParameterFlags)
        addFlag(parser, all.values, flag);
    for (const Flag& flag : kRegionFlags)
        addFlag(parser, all.values, flag);
    parser.add_flag("--whole", all.whole, "write the whole content, with the region in its place");
    addFlag(parser, all.values, {"threads", "N", "0 uses all processors; same result for any N"});
    const std::string formats = allSampleFormats("|");
    const std::string formatHelp = "of the samples: " + sampleFormatsHelp();
    addFlag(parser, all.values, {"format", formats.c_str(), formatHelp.c_str()});
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
        for (const Flag& flag : kParameterFlags)
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
