// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/cli/Interruption.h"
#include "app/cli/ProgressLine.h"
#include "app/cli/RenderOptions.h"
#include "app/files/KeptFile.h"
#include "app/files/LossTable.h"
#include "app/files/Parameters.h"
#include "app/files/PathText.h"
#include "app/files/Report.h"
#include "app/job/TransferJob.h"
#include "app/system/ProcessMemory.h"
#include "tonegraft/ClipRegion.h"
#include "tonegraft/Error.h"
#include "tonegraft/Methods.h"
#include "tonegraft/MidiFile.h"
#include "tonegraft/OutputFiles.h"
#include "tonegraft/Transfer.h"

#include <chrono>
#include <functional>

namespace tonegraft {

namespace {

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

TransferJob jobOf(const RenderOptions& options, std::vector<std::string>& warnings) {
    const auto clip = [&](const std::filesystem::path& path, const ReadOptions& region) {
        return std::make_shared<const AudioClip>(loaded(path, region, warnings));
    };
    TransferJob job;
    job.settings = options.settings;
    job.whole = options.whole;
    if (options.whole) {
        job.content = clip(options.content, {ClipRole::content});
        job.contentRegion = regionIn(options.contentRegion);
        try {
            partOf(job.content, job.contentRegion);
        } catch (const Error& error) {
            throw Error("Cannot read " + pathText(options.content) + ": " + error.what());
        }
    } else {
        job.content = clip(options.content, options.contentRegion);
    }
    job.style = clip(options.style, options.styleRegion);
    return job;
}

/// Of the sound that is going to be written.
ClipShape outputShape(const TransferJob& job) {
    ClipShape shape = shapeOf(*job.content);
    if (job.whole)
        return shape;
    if (const int monoRateHz = methodInfo(job.settings.method).monoRateHz; monoRateHz > 0) {
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
void checkSound(const TransferJob& job, const RenderOptions& options) {
    const ClipShape shape = outputShape(job);
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

FinishedJob finished(const TransferJob& job, const EngineFunctions& engine, bool quiet,
                     Interruption& interruption) {
    const auto control = std::make_shared<RunControl>();
    interruption.cancels(control);
    ProgressLine progress(quiet);
    if (progress.shown())
        progress.announce(engine.estimate(shapeOf(*partOf(job.content, job.contentRegion)),
                                          shapeOf(*job.style), job.settings));
    FinishedJob made = runJob(job, engine, progress, *control);
    interruption.cancels(nullptr);
    return made;
}

std::optional<Measures> measured(const TransferJob& job, const TransferResult& result,
                                 const EngineFunctions& engine,
                                 std::vector<std::string>& warnings) {
    try {
        return measuresOf(job, result, engine);
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
    report.content = options->content;
    report.style = options->style;
    const auto start = std::chrono::steady_clock::now();
    const EngineFunctions engine = engineFunctions();
    const TransferJob job = jobOf(*options, report.warnings);
    report.loadSeconds = secondsSince(start);
    checkSound(job, *options);
    const FinishedJob made = finished(job, engine, options->quiet, interruption);
    const TransferResult& result = *made.result;
    if (result.outcome == Outcome::cancelled)
        return interrupted();
    report.peakRssBytes = peakRssBytes();
    for (const Message& warning : result.warnings)
        warn(report.warnings, warning.text());
    if (reportWanted)
        report.measures = measured(job, result, engine, report.warnings);

    if (!interruption.beginWriting())
        return interrupted();
    const UsedClips clips{regionIn(options->contentRegion), regionIn(options->styleRegion),
                          options->whole, options->content, options->style};
    const WriteOptions sound{options->type, options->format, options->settings.seed,
                             runDescription(options->settings, clips)};
    Writing writing;
    writing.add(options->output,
                [&](const auto& path) { engine.write(path, *made.output, sound); });
    writing.add(options->report,
                [&](const auto& path) { engine.writeFile(path, reportText(report, result)); });
    writing.add(options->losses,
                [&](const auto& path) { engine.writeFile(path, lossTable(result.losses)); });
    writing.add(options->notes,
                [&](const auto& path) { engine.writeFile(path, midiFile(notesOf(job, result))); });
    writing.end();
    return 0;
}

} // namespace tonegraft
