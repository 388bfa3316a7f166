// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace tonegraft {

/// Features over time: `values` [channels][frames][bins], bins contiguous, so that a patch (k
/// consecutive frames of one channel) is k * bins contiguous numbers.
template <class Real> struct FeatureMap {
    int channels = 0;
    int frames = 0;
    int bins = 0;
    std::vector<Real> values;

    FeatureMap() = default;
    FeatureMap(int channelCount, int frameCount, int binCount)
        : channels(channelCount), frames(frameCount), bins(binCount),
          values(static_cast<std::size_t>(channelCount) * frameCount * binCount) {}

    Real* frame(int channel, int t) {
        return values.data() + (static_cast<std::size_t>(channel) * frames + t) * bins;
    }
    const Real* frame(int channel, int t) const {
        return values.data() + (static_cast<std::size_t>(channel) * frames + t) * bins;
    }
};

} // namespace tonegraft
