// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Parameters.h"
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/cli/Interruption.h"
#include "app/cli/OutputTarget.h"
#include "app/cli/ProgressLine.h"
#include "app/cli/RenderOptions.h"
#include "app/cli/Report.h"
#include "tonegraft/Error.h"
#include "tonegraft/Measures.h"
#include "tonegraft/Transfer.h"

#include <chrono>
#include <cstdio>

namespace tonegraft {

namespace {

struct Clips {
    AudioClip content;
    AudioClip style;
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
    for (const std::string& warning : loadedClip.warnings)
        warn(warnings, warning);
    return std::move(loadedClip.clip);
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
    checkOutputTarget(options->output);
    if (reportWanted)
        checkOutputTarget(options->report);

    Report report;
    const auto start = std::chrono::steady_clock::now();
    const Clips clips{loaded(options->content, options->contentRegion, report.warnings),
                      loaded(options->style, options->styleRegion, report.warnings)};
    report.loadSeconds = secondsSince(start);
    const TransferResult result = transferred(clips, *options, interruption);
    if (result.outcome == Outcome::cancelled)
        return interrupted();
    report.peakRssBytes = peakRssBytes();
    for (const std::string& warning : result.warnings)
        warn(report.warnings, warning);
    if (reportWanted)
        report.measures = measured(clips, result.output, report.warnings);

    if (!interruption.beginWriting())
        return interrupted();
    writeClip(options->output, result.output,
              {options->format, options->settings.seed, runDescription(options->settings)});
    if (reportWanted)
        writeFileAtomically(options->report, jsonText(reportJson(report, result)));
    return 0;
}

} // namespace tonegraft
