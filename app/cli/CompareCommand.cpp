// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/cli/CompareOptions.h"
#include "app/cli/Interruption.h"
#include "app/cli/ProgressLine.h"
#include "app/compare/ComparePage.h"
#include "app/compare/CompareReport.h"
#include "app/files/NumberText.h"
#include "tonegraft/Error.h"

namespace tonegraft {

namespace {

ComparedClip comparedClip(const std::filesystem::path& path, const ReadOptions& region) {
    LoadedClip loaded = readClip(path, region);
    for (const Message& warning : loaded.warnings)
        complain("warning: " + warning.text());
    return {path.filename().string(),
            std::make_shared<const AudioClip>(std::move(loaded.clip)),
            {region.startSeconds, region.durationSeconds}};
}

/// "3/10 ulyanov · step 17/300 · 5.1 s · 40.0 s left · 120 s for all".
std::string compareText(const CompareProgress& progress) {
    return std::to_string(progress.run + 1) + "/" + std::to_string(progress.runs) + " " +
           progress.method + (progress.equalTime ? " (equal time)" : "") + " · " +
           progressText(progress.progress) + " · " + fixedText(progress.remainingSeconds, 0) +
           " s for all";
}

struct Made {
    Comparison comparison;
    std::string page;
};

std::optional<Made> made(const CompareOptions& options, Interruption& interruption) {
    const EngineFunctions engine = engineFunctions();
    CompareRequest request;
    request.content = comparedClip(options.content, options.contentRegion);
    request.style = comparedClip(options.style, options.styleRegion);
    request.methods = options.methods;
    request.equalSeconds = options.equalSeconds;
    request.seed = options.seed;
    request.threads = options.threads;
    const auto control = std::make_shared<RunControl>();
    interruption.cancels(control);
    ProgressLine line(options.quiet);
    const auto observe = [&](const CompareProgress& progress) {
        line.show([&] { return compareText(progress); });
    };
    auto comparison = compareMethods(request, engine, observe, *control);
    if (!comparison)
        return std::nullopt;
    auto page = comparisonHtml(*comparison, engine, *control);
    if (!page)
        return std::nullopt;
    return Made{std::move(*comparison), std::move(*page)};
}

} // namespace

int compareCommand(const std::vector<std::string>& arguments, Interruption& interruption) {
    const auto options = compareOptions(arguments);
    if (!options)
        return 0;
    checkComparisonFolder(options->folder, {options->content, options->style});
    const auto all = made(*options, interruption);
    if (!all || !interruption.beginWriting()) {
        complain("interrupted, nothing was written.");
        return kExitInterrupted;
    }
    writeComparison(options->folder, all->comparison, all->page);
    print(comparisonTables(all->comparison));
    return 0;
}

} // namespace tonegraft
