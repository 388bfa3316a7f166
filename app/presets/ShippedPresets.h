// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/presets/Preset.h"

#include <vector>

namespace tonegraft {

/// The presets that come along, in the order in which they are offered. What each one does to the
/// demo clips stands in app/presets/PRESETS.md. Thread: any.
const std::vector<Preset>& shippedPresets();

} // namespace tonegraft
