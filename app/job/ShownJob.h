// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job/TransferJob.h"
#include "ui/pictures/ShownClip.h"

namespace tonegraft {

/// The job that made a result which the window shows. Thread: any.
inline TransferJob jobOf(const ShownResult& shown) {
    return {shown.clips->content.clip, shown.clips->style.clip, shown.result->settings,
            shown.contentRegion, shown.styleRegion};
}

/// All that the window shows of what a job made; without clips and measures. Throws Error. Blocks.
/// Thread: any.
ShownResult shownResult(const TransferJob& job, const FinishedJob& made,
                        const EngineFunctions& engine);

} // namespace tonegraft
