// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"
#include "methods/statistics/Pieces.h"

namespace tonegraft {

/// The default: the content's notes on the style's sound, and from there on the waveform. METHOD.md
/// tells what is behind it.
Method tonegraftMethod();

/// The same with other limits than its own, where a test wants pieces of short clips.
std::unique_ptr<Recipe> tonegraftRecipe(const RecipeInput& input, const LongClips& limits);

} // namespace tonegraft
