// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace tonegraft::training {

/// Distances of levels from the true ones, [batch][bin][frame] in units of 20 dB, under three
/// weightings of the bins (as the mel scale, as linear frequency up to 8 kHz, as they are): the
/// mean over frames of the root of the weighted mean square, both 60 dB below the truth's largest
/// level at the least. [batch][3]
at::Tensor levelsDistance(const at::Tensor& levels, const at::Tensor& truth);

} // namespace tonegraft::training
