// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/TransferJob.h"

#include <utility>

namespace tonegraft {

namespace {

bool standsAlone(const TransferJob& job) {
    return !job.whole || coversAll(*job.content, job.contentRegion);
}

} // namespace

std::shared_ptr<const AudioClip> partOf(const std::shared_ptr<const AudioClip>& clip,
                                        const ClipRegion& region) {
    return coversAll(*clip, region) ? clip
                                    : std::make_shared<const AudioClip>(regionOf(*clip, region));
}

FinishedJob runJob(const TransferJob& job, const EngineFunctions& engine,
                   TransferObserver& observer, RunControl& control) {
    return finishedJob(job, engine.run(*partOf(job.content, job.contentRegion),
                                       *partOf(job.style, job.styleRegion), job.settings, observer,
                                       control));
}

FinishedJob finishedJob(const TransferJob& job, TransferResult made) {
    const auto result = std::make_shared<TransferResult>(std::move(made));
    if (result->outcome == Outcome::cancelled)
        return {result, nullptr};
    if (standsAlone(job)) // lives as long as the result that it is part of
        return {result, std::shared_ptr<const AudioClip>(result, &result->output)};
    JoinedClip joined = inItsPlace(job, result->output);
    if (!joined.warning.empty())
        result->warnings.push_back(joined.warning);
    return {result, std::make_shared<const AudioClip>(std::move(joined.clip))};
}

JoinedClip inItsPlace(const TransferJob& job, const AudioClip& output) {
    if (standsAlone(job))
        return {output, {}};
    return joinedToContent(*job.content, job.contentRegion, output);
}

Measures measuresOf(const TransferJob& job, const TransferResult& result,
                    const EngineFunctions& engine) {
    return engine.measure(*partOf(job.content, job.contentRegion),
                          *partOf(job.style, job.styleRegion), result.output);
}

std::vector<NoteEvent> notesOf(const TransferJob& job, const TransferResult& result) {
    std::vector<NoteEvent> notes = result.notes;
    const double shift = standsAlone(job) ? 0.0 : job.contentRegion.startSeconds;
    for (NoteEvent& note : notes) {
        note.startSeconds += shift;
        note.endSeconds += shift;
    }
    return notes;
}

} // namespace tonegraft
