// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "methods/networks/Network.h"

#include <filesystem>
#include <string>

namespace tonegraft {

/// The names of the networks, as MethodInfo::networks has them.
inline constexpr const char* kInstruments = "instruments";
inline constexpr const char* kVgg19 = "vgg19";
inline constexpr const char* kSoundNet = "soundnet";

/// The first `convolutions` layers of the network that a method runs on: the built-in one if the
/// path is empty, else the one whose weights the file holds, which must be among `allowed`.
/// Throws Error that names the file, the tensor, and the expected and the found shape.
NetworkWeights chosenNetwork(const std::filesystem::path& path,
                             const std::vector<std::string>& allowed, int convolutions);

} // namespace tonegraft
