// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "networks/Layers.h"

namespace tonegraft::networks {

/// `beside` is a picture that a network may be shown beside the one whose levels it changes: where
/// that is a first attempt, what was played.
struct LevelsSizes {
    int trunk = 48;   ///< channels of the trunk
    int roles = 96;   ///< what a cell can be: which partial of a note, how old, ...
    int values = 16;  ///< what is remembered of a role besides its levels
    int decoder = 64; ///< channels of the decoder
    bool beside = false;
};

/// Frames to either side that a style's sums, and a content's levels, hang on.
inline constexpr int kStyleMargin = 1 + (1 + 2) + (4 + 1);
inline constexpr int kLevelsMargin = kStyleMargin + (1 + 2 + 1);

Shapes levelsShapes(const LevelsSizes& sizes);
LevelsSizes levelsSizes(const Weights& weights);

/// What is the same for content and style. `map` [batch][6][semitone][frame]: the picture, folded;
/// `features` [batch][trunk][semitone][frame]; `roll`: logits of notes, for training.
struct Trunk {
    Tensor map;
    Tensor features;
    Tensor roll;
};
/// picture [batch][window][bin][frame]: level / 20 dB with a floor of -40 dB. `beside`: of the same
/// shape, or undefined.
Trunk trunkOf(const Weights& weights, const Tensor& picture, const Tensor& beside = {});

/// A style, summed over time by semitone and role.
struct RoleSums {
    Tensor values;  ///< [batch][semitone][role][value]
    Tensor weights; ///< [batch][semitone][role]
};
RoleSums roleSums(const Weights& weights, const Trunk& style);

/// Levels and values by semitone and role, [batch][semitone][role][3 values + 2]: over all
/// semitones, over near ones, over the nearest, and how much of the style that stands on.
Tensor roleTable(const Weights& weights, const RoleSums& sums);

/// Mean power over time as a level, [batch][bin of a semitone][semitone].
Tensor meanLevels(const Tensor& map);

/// A content's levels as the style's: [batch][bin][frame], in units of 20 dB.
Tensor decoded(const Weights& weights, const Trunk& content, const Tensor& contentMeans,
               const Tensor& table, const Tensor& styleMeans);

} // namespace tonegraft::networks
