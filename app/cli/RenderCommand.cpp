// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/LossTable.h"
#include "app/Parameters.h"
#include "app/PathText.h"
#include "app/ProcessMemory.h"
#include "app/Report.h"
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/cli/Interruption.h"
#include "app/cli/OutputTarget.h"
#include "app/cli/ProgressLine.h"
#include "app/cli/RenderOptions.h"
#include "tonegraft/ClipRegion.h"
#include "tonegraft/Error.h"
#include "tonegraft/Measures.h"
#include "tonegraft/MidiFile.h"
#include "tonegraft/Transfer.h"

#include <chrono>
#include <cstdio>

namespace tonegraft {

namespace {

struct Clips {
    AudioClip content;
    AudioClip style;
    AudioClip whole; ///< the content around the region, if the output shall stand in it
};

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void warn(std::vector<std::string>& warnings, const std::string& text) {
    std::fprintf(stderr, "tonegraft: warning: %s\n", text.c_str());
    warnings.push_back(text);
}

AudioClip loaded(const std::filesystem::path& path, const ReadOptions& region,
                 std::vector<std::string>& warnings) {
    LoadedClip loadedClip = readClip(path, region);
    for (const Message& warning : loadedClip.warnings)
        warn(warnings, warning.text());
    return std::move(loadedClip.clip);
}

ClipRegion regionIn(const ReadOptions& options) {
    return {options.startSeconds, options.durationSeconds};
}

Clips loadedClips(const RenderOptions& options, std::vector<std::string>& warnings) {
    Clips clips;
    if (options.whole) {
        clips.whole = loaded(options.content, {ClipRole::content}, warnings);
        try {
            clips.content = regionOf(clips.whole, regionIn(options.contentRegion));
        } catch (const Error& error) {
            throw Error("Cannot read " + pathText(options.content) + ": " + error.what());
        }
    } else {
        clips.content = loaded(options.content, options.contentRegion, warnings);
    }
    clips.style = loaded(options.style, options.styleRegion, warnings);
    return clips;
}

/// What is written: the output, or the content with the output in its place.
AudioClip written(const Clips& clips, const RenderOptions& options, AudioClip output,
                  std::vector<std::string>& warnings) {
    if (!options.whole)
        return output;
    JoinedClip joined = joinedToContent(clips.whole, regionIn(options.contentRegion), output);
    if (!joined.warning.empty())
        warn(warnings, joined.warning.text());
    return std::move(joined.clip);
}

/// On the clock of the file that is written.
std::vector<NoteEvent> notesToWrite(const TransferResult& result, const RenderOptions& options) {
    std::vector<NoteEvent> notes = result.notes;
    const double shift = options.whole ? options.contentRegion.startSeconds : 0.0;
    for (NoteEvent& note : notes) {
        note.startSeconds += shift;
        note.endSeconds += shift;
    }
    return notes;
}

int interrupted() {
    std::fputs("tonegraft: interrupted, nothing was written.\n", stderr);
    return kExitInterrupted;
}

TransferResult transferred(const Clips& clips, const RenderOptions& options,
                           Interruption& interruption) {
    const auto control = std::make_shared<RunControl>();
    interruption.cancels(control);
    ProgressLine progress(options.quiet);
    if (progress.shown())
        progress.announce(
            estimateRun(shapeOf(clips.content), shapeOf(clips.style), options.settings));
    TransferResult result =
        runTransfer(clips.content, clips.style, options.settings, progress, *control);
    interruption.cancels(nullptr);
    return result;
}

std::optional<Measures> measured(const Clips& clips, const AudioClip& output,
                                 std::vector<std::string>& warnings) {
    try {
        return measure(clips.content, clips.style, output);
    } catch (const Error& error) {
        warn(warnings, std::string("no measures: ") + error.what());
        return std::nullopt;
    }
}

} // namespace

int renderCommand(const std::vector<std::string>& arguments, Interruption& interruption) {
    const auto options = renderOptions(arguments);
    if (!options)
        return 0;
    const bool reportWanted = !options->report.empty();
    for (const auto& target : {options->output, options->report, options->losses, options->notes})
        if (!target.empty())
            checkOutputTarget(target);

    Report report;
    const auto start = std::chrono::steady_clock::now();
    const Clips clips = loadedClips(*options, report.warnings);
    report.loadSeconds = secondsSince(start);
    const TransferResult result = transferred(clips, *options, interruption);
    if (result.outcome == Outcome::cancelled)
        return interrupted();
    report.peakRssBytes = peakRssBytes();
    for (const Message& warning : result.warnings)
        warn(report.warnings, warning.text());
    if (reportWanted)
        report.measures = measured(clips, result.output, report.warnings);

    const AudioClip output = written(clips, *options, result.output, report.warnings);

    if (!interruption.beginWriting())
        return interrupted();
    const UsedRegions regions{regionIn(options->contentRegion), regionIn(options->styleRegion),
                              options->whole};
    writeClip(options->output, output,
              {options->type, options->format, options->settings.seed,
               runDescription(options->settings, regions)});
    if (reportWanted)
        writeFileAtomically(options->report, reportText(report, result));
    if (!options->losses.empty())
        writeFileAtomically(options->losses, lossTable(result.losses));
    if (!options->notes.empty())
        writeFileAtomically(options->notes, midiFile(notesToWrite(result, *options)));
    return 0;
}

} // namespace tonegraft
