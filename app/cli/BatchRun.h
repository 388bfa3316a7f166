// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/BatchJobs.h"
#include "app/cli/BatchResults.h"
#include "app/system/EngineFunctions.h"

#include <functional>
#include <string>
#include <vector>

namespace tonegraft {

/// Receives what happens in a batch, on the jobs' threads, but never twice at once. Where it
/// throws, the batch is cancelled and throws the same.
struct BatchObserver {
    std::function<void(const BatchJob&, const Progress&)> progress;
    /// Its files are written, or it has failed.
    std::function<void(const BatchResult&)> ended;
};

/// Runs the jobs, `sideBySide` of them at a time, as near to their order as it lets jobs with one
/// style follow each other: a style is read once for all that have it. A job that fails keeps no
/// other from running. Where a job does not say how many threads it takes, the processors are
/// shared. When `control` is cancelled, jobs that go on are ended without files, and none begins.
/// Throws Error. Blocks. Thread: any.
void runBatch(const std::vector<BatchJob>& jobs, std::size_t sideBySide,
              const EngineFunctions& engine, const BatchObserver& observer, RunControl& control);

} // namespace tonegraft
