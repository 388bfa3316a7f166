// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/RenderOptions.h"

#include <string>
#include <vector>

namespace tonegraft {

/// One transfer of a batch.
struct BatchJob {
    std::string id;
    RenderOptions options;
    /// SHA-256 in hexadecimal of the clips' paths, the settings and the files' names: all that
    /// decides what is written where, but for what the clips hold.
    std::string hash;
};

/// The files that a job writes. Thread: any.
std::vector<std::filesystem::path> targetsOf(const RenderOptions& options);

/// Reads a jobs file: one JSON object a line, with "id", "content", "style", "output" and, under
/// the names of render's options, its settings; empty lines are passed over. Where values are
/// lists, the line stands for all their combinations, whose ids and outputs get the values as an
/// ending. "parameters" may hold settings too, as the JSON of an export has them. Throws UsageError
/// with `name`, line and reason for what is no such file, for two jobs with one id or one output,
/// and for a job that would write over a clip. Thread: any.
std::vector<BatchJob> batchJobs(const std::string& text, const std::string& name);

} // namespace tonegraft
