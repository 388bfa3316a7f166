// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "networks/Layers.h"

namespace tonegraft::networks {

/// Frames to either side that a result hangs on.
inline constexpr int kNoteMargin = 1 + (1 + 2) + (4 + 8 + 1) + 2;

Shapes noteShapes(int channels, int inner);
/// Those of a file, by the sizes of its layers.
Shapes noteShapes(const Weights& weights);

/// Hears notes: picture [batch][window][bin][frame], (level + 30 dB) / 20 dB with the loudest cell
/// at 0 dB and a floor of -80 dB, to logits [batch][2][semitone][frame]: a note sounds, it begins.
Tensor noteLogits(const Weights& weights, const Tensor& picture);

} // namespace tonegraft::networks
