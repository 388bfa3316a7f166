// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/shared/Recipe.h"

#include <memory>

namespace tonegraft {

/// Adapts the content to the style's statistics as one of four models hears them. METHOD.md tells
/// the source.
Method grinsteinMethod();

// The models that the method grinstein can hear style with; each is a recipe of its own.

/// The samples are optimized until their statistics are the style's (McDermott & Simoncelli 2011).
std::unique_ptr<Recipe> grinsteinTexture(const RecipeInput& input);
/// The log magnitudes are, until one layer of random filters responds as it does to the style.
std::unique_ptr<Recipe> grinsteinShallowRandom(const RecipeInput& input);
/// Images of spectrograms are, until VGG-19 responds as it does to the style's.
std::unique_ptr<Recipe> grinsteinVgg19(const RecipeInput& input);
/// The samples are, until SoundNet responds as it does to the style.
std::unique_ptr<Recipe> grinsteinSoundNet(const RecipeInput& input);

// What a run of each takes.
RunSize grinsteinTextureSize(const ClipSizes& sizes, const TransferSettings& settings);
RunSize grinsteinShallowRandomSize(const ClipSizes& sizes, const TransferSettings& settings);
RunSize grinsteinVgg19Size(const ClipSizes& sizes, const TransferSettings& settings);
RunSize grinsteinSoundNetSize(const ClipSizes& sizes, const TransferSettings& settings);

} // namespace tonegraft
