// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

struct AVFrame;

namespace tonegraft {

/// Appends the samples of a decoded frame, interleaved and full scale ±1. False if their format
/// is none of libavcodec's usual ones.
bool appendInterleaved(const AVFrame& frame, std::vector<float>& interleaved);

} // namespace tonegraft
