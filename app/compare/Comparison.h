// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/files/Parameters.h"
#include "app/system/EngineFunctions.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tonegraft {

/// One clip of a comparison, as its readers shall know it.
struct ComparedClip {
    std::string name; ///< without folder
    std::shared_ptr<const AudioClip> clip;
    ClipRegion region; ///< of the file that `clip` was cut from
};

struct CompareRequest {
    ComparedClip content;
    ComparedClip style;
    std::vector<std::string> methods; ///< ids, each once, in the order of the page
    /// Every method runs with its settings, and, if this is above 0, once more with as many
    /// steps as that takes about so many seconds, all included. That is tried twice where it is
    /// missed by more than a quarter; a method that takes longer without steps has a failure.
    double equalSeconds = 0.0;
    std::uint64_t seed = 1;
    int threads = 0;
    /// In place of the defaults, of the methods that they are of; also their seeds count.
    std::vector<TransferSettings> settings = {};
};

struct ComparedRun {
    std::string method;
    bool equalTime = false;           ///< else with the method's own defaults
    std::string failure;              ///< why there is no result; else empty
    TransferResult result;            ///< settings also if it failed
    std::optional<Measures> measures; ///< none where they are undefined
    /// Memory that the run took besides what the program held before; negative: not known.
    std::int64_t bytes = -1;
};

struct Comparison {
    ComparedClip content;
    ComparedClip style;
    double equalSeconds = 0.0;
    bool ownDefaults = true;       ///< else some ran with other settings
    std::vector<ComparedRun> runs; ///< first all with their own defaults, then all with equal time
};

/// The settings of a run as the flags that make it again.
std::string madeBy(const Comparison& comparison, const ComparedRun& run);

/// How far it is.
struct CompareProgress {
    std::string method;
    bool equalTime = false;
    int run = 0; ///< of `runs`, from 0
    int runs = 0;
    Progress progress;             ///< of this run
    double elapsedSeconds = 0.0;   ///< of all
    double remainingSeconds = 0.0; ///< of all, about
};

/// All methods there are, the default first.
std::vector<std::string> comparableMethods();

/// The steps with which a run would take about so many seconds, judged by one that was made: at
/// least 1, at most as many as the method allows; 0 if the run tells nothing of its steps.
int stepsForSeconds(const TransferResult& made, double seconds);

/// Runs the methods one after the other. A method that refuses the clips has a run with a failure.
/// None if cancelled. Throws Error if no method could treat the clips, with the first one's
/// reason. Blocks. Thread: any; memory is known only where nothing else runs in this program.
std::optional<Comparison> compareMethods(const CompareRequest& request,
                                         const EngineFunctions& engine,
                                         const std::function<void(const CompareProgress&)>& observe,
                                         RunControl& control);

} // namespace tonegraft
