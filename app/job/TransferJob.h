// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/EngineFunctions.h"
#include "tonegraft/AudioClip.h"
#include "tonegraft/ClipRegion.h"
#include "tonegraft/Measures.h"
#include "tonegraft/NoteEvent.h"
#include "tonegraft/Transfer.h"

#include <memory>
#include <vector>

namespace tonegraft {

/// All that a transfer is made of, for the window, the command line and comparisons alike.
/// A value: copying it is cheap. Thread: any.
struct TransferJob {
    std::shared_ptr<const AudioClip> content;
    std::shared_ptr<const AudioClip> style;
    TransferSettings settings;
    ClipRegion contentRegion; ///< of `content`
    ClipRegion styleRegion;   ///< of `style`
    /// The output stands in all of the content, in the region's place; else alone.
    bool whole = true;
};

/// What came of a job.
struct FinishedJob {
    std::shared_ptr<const TransferResult> result; ///< its output is the region's
    /// What is heard and written: where the job says so, in its place. Null if cancelled.
    std::shared_ptr<const AudioClip> output;
};

/// The region of the clip; the clip itself where that is all of it. Throws Error. Thread: any.
std::shared_ptr<const AudioClip> partOf(const std::shared_ptr<const AudioClip>& clip,
                                        const ClipRegion& region);

/// Runs it. What joining the output to the content has to say is among the result's warnings.
/// Throws Error. Blocks. Thread: any.
FinishedJob runJob(const TransferJob& job, const EngineFunctions& engine,
                   TransferObserver& observer, RunControl& control);

/// What a run that was made of the job's clips and settings gave, as runJob() gives it. Throws
/// Error.
FinishedJob finishedJob(const TransferJob& job, TransferResult made);

/// An output of the job's region as it is heard. Throws Error.
JoinedClip inItsPlace(const TransferJob& job, const AudioClip& output);

/// What the result is judged by, beside the parts that it was made of. Throws Error where the
/// measures are undefined for the clips. Blocks. Thread: any.
Measures measuresOf(const TransferJob& job, const TransferResult& result,
                    const EngineFunctions& engine);

/// The notes that were heard, on the clock of the output as it is heard. Thread: any.
std::vector<NoteEvent> notesOf(const TransferJob& job, const TransferResult& result);

} // namespace tonegraft
