// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

// Pieces that the networks of timbre are made of. Maps are [batch][channel][semitone][frame]; what
// lies beyond a map's edges counts as 0. A network is a function of its weights, so that the same
// definition trains (weights that want gradients) and serves.
namespace tonegraft::networks {

using at::Tensor;

/// By name, as in the file: "h1.a.weight".
using Weights = std::map<std::string, Tensor>;

/// Names and shapes of a network's weights.
using Shapes = std::map<std::string, std::vector<std::int64_t>>;

inline constexpr int kSemitones = 96;
inline constexpr int kBinsOfSemitone = 3;
inline constexpr int kPictureChannels = 6; ///< two windows, three bins of a semitone
inline constexpr int kPlaceChannels = 4;   ///< of placeOf()

/// A weight of the name. Throws std::runtime_error if there is none.
const Tensor& weight(const Weights& weights, const std::string& name);

/// `name`.weight and .bias; the result is as large as the map. `dilation`: in time.
Tensor convolution(const Weights& weights, const std::string& name, const Tensor& map,
                   int dilation = 1);
void addConvolution(Shapes& shapes, const std::string& name, int inputs, int outputs, int size);

/// x + g relu(convolution 3 x 3)
Tensor residual(const Weights& weights, const std::string& name, const Tensor& map,
                int dilation = 1);
void addResidual(Shapes& shapes, const std::string& name, int channels);

/// x + relu(y), y of a few channels of x at every semitone that could hold a partial of the cell's
/// note, or the note of which the cell is a partial: at f, h f and f / h.
Tensor harmonic(const Weights& weights, const std::string& name, const Tensor& map);
void addHarmonic(Shapes& shapes, const std::string& name, int channels, int inner);

/// Picture [batch][window][bin][frame] to a map [batch][6][semitone][frame]: a semitone's bins
/// become channels, first those of the first window.
Tensor folded(const Tensor& picture);
/// A map of 3 channels to [batch][bin][frame].
Tensor unfolded(const Tensor& map);

/// Four channels that tell a cell how high it is: [1][4][semitone][1].
Tensor placeOf(const Tensor& like);

/// Throws std::runtime_error, naming the weight, unless names and shapes are those of `shapes`.
void requireShapes(const Weights& weights, const Shapes& shapes);

/// `count` channels of a weight's dimension; throws std::runtime_error if it has fewer dimensions.
int sizeOf(const Weights& weights, const std::string& name, int dimension);

} // namespace tonegraft::networks
