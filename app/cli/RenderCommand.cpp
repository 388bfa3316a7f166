// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"
#include "app/cli/Commands.h"
#include "app/cli/Interruption.h"
#include "app/cli/ProgressLine.h"
#include "app/cli/Rendering.h"

namespace tonegraft {

namespace {

int interrupted() {
    complain("interrupted, nothing was written.");
    return kExitInterrupted;
}

bool finished(Rendering& rendering, const EngineFunctions& engine, bool quiet,
              Interruption& interruption) {
    const auto control = std::make_shared<RunControl>();
    interruption.cancels(control);
    ProgressLine progress(quiet);
    const TransferJob& job = rendering.job();
    if (progress.shown())
        progress.announce(engine.estimate(shapeOf(*partOf(job.content, job.contentRegion)),
                                          shapeOf(*job.style), job.settings));
    const bool made = rendering.run(progress, *control);
    interruption.cancels(nullptr);
    return made;
}

} // namespace

int renderCommand(const std::vector<std::string>& arguments, Interruption& interruption) {
    const auto options = renderOptions(arguments);
    if (!options)
        return 0;
    const EngineFunctions engine = engineFunctions();
    Rendering rendering(*options, engine,
                        [](const std::string& text) { complain("warning: " + text); });
    rendering.load([&](const std::filesystem::path& path, const ReadOptions& region) {
        return std::make_shared<const LoadedClip>(engine.read(path, region));
    });
    if (!finished(rendering, engine, options->quiet, interruption))
        return interrupted();
    if (!interruption.beginWriting())
        return interrupted();
    rendering.write();
    return 0;
}

} // namespace tonegraft
