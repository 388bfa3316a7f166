// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tonegraft {

/// The largest of largestReadings() of a sound file as it is decoded, as amplitude; 0 if it cannot
/// be read. Holds a few seconds of it at a time. `descriptor`: open for reading; its offset moves.
/// Blocks. Thread: any.
double decodedPeak(int descriptor);

} // namespace tonegraft
