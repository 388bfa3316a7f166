// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "transfer/Sounding.h"

namespace tonegraft {

/// Fades an output in and out where it would click and its content does not: within 5 ms at its own
/// ends, within 3 ms where silence was put back. A click is a first or last sample above -20 dB of
/// the channel's level; one that is as hard in the content stays as it is. Output and content have
/// the same length in seconds. Thread: any.
/// `followsContent`: false where the content's edges say nothing about the output's.
void fadeClicks(AudioClip& output, const AudioClip& content, const Sounding& sounding,
                bool followsContent = true);

} // namespace tonegraft
