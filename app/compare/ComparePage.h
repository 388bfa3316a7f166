// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compare/ComparedMedia.h"
#include "app/compare/Comparison.h"

#include <optional>
#include <string>

namespace tonegraft {

/// A comparison as one HTML page that needs nothing beside it: tables of the measures, and for
/// each run a player, its spectrogram and how it was made. The same comparison gives the same
/// page. None if cancelled. Throws Error. Blocks. Thread: any.
std::optional<std::string> comparisonHtml(const Comparison& comparison,
                                          const EngineFunctions& engine, const RunControl& control);

} // namespace tonegraft
