// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"
#include "methods/statistics/Pieces.h"

#include <memory>

namespace tonegraft {

/// Statistics of the style in closed form. METHOD.md tells what is behind it.
Method statisticsMethod();

/// The same with other limits than its own, where a test wants pieces of short clips.
std::unique_ptr<Recipe> statisticsRecipe(const RecipeInput& input, const LongClips& limits = {});

} // namespace tonegraft
