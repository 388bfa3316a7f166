// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/FeatureMap.h"

namespace tonegraft {

/// The first `bins` bins of every frame.
FeatureMap<float> firstBins(const FeatureMap<float>& map, int bins);

/// How many bins from 0 Hz up hold all of the map's energy but the share `leftOut`; at least 2.
/// The highest bins of most clips hold next to nothing, and everything costs the same for each.
int carryingBins(const FeatureMap<float>& map, double leftOut);

} // namespace tonegraft
