// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace tonegraft {

/// Where a sound begins suddenly within 40 ms of a time: the sample behind which its power is most
/// above that before, in dB; nothing where that is less than 10 dB.
std::optional<double> attackNear(const std::vector<float>& samples, double seconds,
                                 int sampleRateHz);

} // namespace tonegraft
