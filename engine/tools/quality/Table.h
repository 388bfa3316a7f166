// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/quality/Judgment.h"

#include <map>
#include <string>
#include <vector>

namespace tonegraft::quality {

/// What a run reached on a group of sets.
struct Summary {
    int sets = 0;
    int failures = 0;
    int withTruth = 0;
    double lsd = 0.0; ///< means over the sets whose truth is known
    double fine = 0.0;
    double timbre = 0.0;
    int fartherThanContent = 0; ///< lsd over 1
    double timbreToStyle = 0.0; ///< mean over all
    double worstLoudnessLu = 0.0;
    double worstTruePeakDbtp = -1000.0;
    double seconds = 0.0;              ///< mean
    int alarmed = 0;                   ///< sets with any alarm
    std::map<std::string, int> alarms; ///< by id
};

/// Of those judgments of `run` whose set's kind, font or split is `group`; "all": of all.
Summary summaryOf(const std::vector<Judgment>& judgments, const std::string& run,
                  const std::string& group);

/// A table a run in Markdown: by kind, by font, by split, all; then the worst sets and failures.
std::string markdownOf(const std::vector<Judgment>& judgments);

/// The same, and every number of every set, as JSON.
std::string jsonOf(const std::vector<Judgment>& judgments);

} // namespace tonegraft::quality
