// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// Puts the calling thread, and those that it starts, below the window's and the audio's, above
/// idle. Thread: any.
void lowerPriorityOfThisThread();

} // namespace tonegraft
