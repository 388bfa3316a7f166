// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/networks/NetworkLayers.h"
#include "methods/shared/RunSize.h"

#include <vector>

namespace tonegraft {

/// The same clips in the networks' analysis instead of the engine's.
ClipSizes networkSizes(const ClipSizes& sizes);

/// A run of `steps` evaluations on the first `convolutions` of these layers: features of both
/// clips, gradients, Gram matrices. `sizes` are those of networkSizes().
RunSize networkSize(const ClipSizes& sizes, const std::vector<LayerShape>& layers, int convolutions,
                    int steps);

} // namespace tonegraft
