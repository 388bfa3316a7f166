// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tonegraft {

/// Which runs near some settings are wanted.
struct VariationChoice {
    int count = 4;
    std::vector<std::string> moved; ///< ids of what may move; "seed" takes the next ones
    double amount = 0.15;           ///< how far at most, as a part of what a control can be
};

/// The controls of a method that can be moved a little: those that are numbers, of which no few
/// thousand are allowed, and the seed if it matters. Thread: any.
std::vector<const ParameterInfo*> variableParameters(const TransferSettings& settings,
                                                     int stylePatches);

/// Settings near `around`: each control that may move is drawn evenly from as far as it may go on
/// either side, and turned back at the ends of its range; all others stay. The same `drawn` gives
/// the same. Thread: any.
std::vector<TransferSettings> variations(const TransferSettings& around,
                                         const VariationChoice& choice, std::uint64_t drawn);

} // namespace tonegraft
