// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KeptFile.h"
#include "app/LossTable.h"
#include "app/Parameters.h"
#include "app/PathText.h"
#include "app/ProcessMemory.h"
#include "app/Report.h"
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/cli/Interruption.h"
#include "app/cli/ProgressLine.h"
#include "app/cli/RenderOptions.h"
#include "tonegraft/ClipRegion.h"
#include "tonegraft/Error.h"
#include "tonegraft/Measures.h"
#include "tonegraft/Methods.h"
#include "tonegraft/MidiFile.h"
#include "tonegraft/OutputFiles.h"
#include "tonegraft/Transfer.h"

#include <chrono>
#include <functional>

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
    complain("warning: " + text);
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

/// Of the sound that is going to be written.
ClipShape outputShape(const Clips& clips, const RenderOptions& options) {
    if (options.whole)
        return shapeOf(clips.whole);
    ClipShape shape = shapeOf(clips.content);
    if (const int monoRateHz = methodInfo(options.settings.method).monoRateHz; monoRateHz > 0) {
        shape.sampleRateHz = monoRateHz;
        shape.channels = 1;
    }
    return shape;
}

std::vector<std::filesystem::path> besidesTheSound(const RenderOptions& options) {
    std::vector<std::filesystem::path> paths;
    for (const auto& path : {options.report, options.losses, options.notes})
        if (!path.empty())
            paths.push_back(path);
    return paths;
}

/// What would prevent writing, as long as nothing is known of the sound.
void checkTargets(const RenderOptions& options) {
    std::vector<PlannedFile> files{{options.output}};
    for (const auto& path : besidesTheSound(options))
        files.push_back({path});
    checkOutputs(files);
}

/// The same when its size is known.
void checkSound(const Clips& clips, const RenderOptions& options) {
    const ClipShape shape = outputShape(clips, options);
    const WriteOptions sound{options.type, options.format, options.settings.seed, {}};
    checkSoundFormat(options.output, shape, sound);
    constexpr std::uint64_t kBytesBesides = 64 << 10; // of a report or a table, about
    std::vector<PlannedFile> files{{options.output, soundFileBytes(shape, sound)}};
    for (const auto& path : besidesTheSound(options))
        files.push_back({path, kBytesBesides});
    checkOutputs(files);
}

/// Writes all files; one that cannot be written keeps no other from it.
class Writing {
public:
    void add(const std::filesystem::path& target,
             const std::function<void(const std::filesystem::path&)>& write) {
        if (target.empty())
            return;
        try {
            writeOrKeep(target, write);
        } catch (const Error& error) {
            m_failures += (m_failures.empty() ? "" : "\ntonegraft: ") + std::string(error.what());
        }
    }
    void end() const {
        if (!m_failures.empty())
            throw Error(m_failures);
    }

private:
    std::string m_failures;
};

int interrupted() {
    complain("interrupted, nothing was written.");
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
    checkTargets(*options);

    Report report;
    const auto start = std::chrono::steady_clock::now();
    const Clips clips = loadedClips(*options, report.warnings);
    report.loadSeconds = secondsSince(start);
    checkSound(clips, *options);
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
    const WriteOptions sound{options->type, options->format, options->settings.seed,
                             runDescription(options->settings, regions)};
    Writing writing;
    writing.add(options->output, [&](const auto& path) { writeClip(path, output, sound); });
    writing.add(options->report,
                [&](const auto& path) { writeFileAtomically(path, reportText(report, result)); });
    writing.add(options->losses,
                [&](const auto& path) { writeFileAtomically(path, lossTable(result.losses)); });
    writing.add(options->notes, [&](const auto& path) {
        writeFileAtomically(path, midiFile(notesToWrite(result, *options)));
    });
    writing.end();
    return 0;
}

} // namespace tonegraft
