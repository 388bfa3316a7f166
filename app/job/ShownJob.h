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

} // namespace tonegraft
