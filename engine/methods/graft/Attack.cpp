// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/graft/Attack.h"

#include <algorithm>
#include <cmath>

namespace tonegraft {
namespace {

constexpr double kReachSeconds = 0.04;
constexpr double kBlockSeconds = 0.001;
constexpr int kBlocksBefore = 12;
constexpr int kBlocksAfter = 6;
constexpr double kLeastRise = 10.0;  // of powers: 10 dB
constexpr double kLeastShare = 0.05; // of the loudest block's power

} // namespace

std::optional<double> attackNear(const std::vector<float>& samples, double seconds,
                                 int sampleRateHz) {
    const int block = std::max(1, static_cast<int>(kBlockSeconds * sampleRateHz));
    const int reach = static_cast<int>(kReachSeconds / kBlockSeconds);
    const auto middle = static_cast<std::ptrdiff_t>(seconds * sampleRateHz) / block;
    const auto last = static_cast<std::ptrdiff_t>(samples.size()) / block;
    std::vector<double> sums{0.0}; // of powers up to a block
    const std::ptrdiff_t first = middle - reach - kBlocksBefore;
    for (std::ptrdiff_t at = first; at < middle + reach + kBlocksAfter; ++at) {
        double power = 0.0;
        for (std::ptrdiff_t i = at * block; at >= 0 && at < last && i < (at + 1) * block; ++i) {
            power += static_cast<double>(samples[i]) * samples[i];
        }
        sums.push_back(sums.back() + power);
    }
    double loudest = 0.0;
    for (std::size_t i = kBlocksAfter; i < sums.size(); ++i) {
        loudest = std::max(loudest, (sums[i] - sums[i - kBlocksAfter]) / kBlocksAfter);
    }
    std::optional<double> found;
    double most = kLeastRise;
    for (std::size_t at = kBlocksBefore; at + kBlocksAfter < sums.size(); ++at) {
        const double before = (sums[at] - sums[at - kBlocksBefore]) / kBlocksBefore;
        const double after = (sums[at + kBlocksAfter] - sums[at]) / kBlocksAfter;
        const double rise = after / (before + 1e-3 * loudest + 1e-30);
        if (after > kLeastShare * loudest && rise > most) {
            most = rise;
            found = static_cast<double>((first + static_cast<std::ptrdiff_t>(at)) * block) /
                    sampleRateHz;
        }
    }
    return found;
}

} // namespace tonegraft
