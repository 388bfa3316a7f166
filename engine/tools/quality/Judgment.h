// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/quality/Runs.h"
#include "tools/quality/Sets.h"
#include "tools/quality/judge/Artefacts.h"
#include "tools/quality/judge/TruthDistance.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tonegraft::quality {

/// What is found in the output of one run on one set.
struct Judgment {
    SetFiles set;
    std::string run;
    std::string failure; ///< not empty: there is no output, and why
    std::optional<TruthDistance> distance;
    Artefacts artefacts;
    double timbreToStyle = 0.0; ///< timbreDistance() to the style over the content's
    double loudnessLu = 0.0;    ///< output's less content's
    double truePeakDbtp = 0.0;  ///< at four times the rate by libsoxr
    double seconds = 0.0;
    std::vector<std::string> alarms; ///< besides kArtefactRows: blur, loudness, truepeak
};

struct JudgeOptions {
    int jobs = 1;                      ///< sets at a time
    std::filesystem::path keepOutputs; ///< a folder for RUN/NAME.flac; empty: none are kept
};

/// All runs on all sets, in the sets' order, then the runs'. Says on standard error what is done.
/// Blocks.
std::vector<Judgment> judged(const std::vector<SetFiles>& sets, const std::vector<Run>& runs,
                             const JudgeOptions& options);

/// A run's name as a folder's.
std::string folderName(const std::string& run);

} // namespace tonegraft::quality
