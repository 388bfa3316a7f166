// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/Pieces.h"
#include "methods/Recipe.h"

#include <memory>

namespace tonegraft {

/// The method tonegraft, with other limits than its own where a test wants pieces of short clips.
std::unique_ptr<Recipe> tonegraftRecipe(const RecipeInput& input, const LongClips& limits = {});

} // namespace tonegraft
