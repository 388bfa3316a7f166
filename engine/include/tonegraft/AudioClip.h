// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace tonegraft {

/// A recording in memory: `channels` [channels][samples], all of one length, full scale ±1.
/// Every sample is finite when the clip comes from readClip(). Thread: any (a plain value).
struct AudioClip {
    int sampleRateHz = 0;
    std::vector<std::vector<float>> channels;

    int channelCount() const { return static_cast<int>(channels.size()); }
    std::size_t sampleCount() const { return channels.empty() ? 0 : channels.front().size(); }
    bool empty() const { return sampleCount() == 0; }
    double durationSeconds() const {
        return sampleRateHz > 0 ? static_cast<double>(sampleCount()) / sampleRateHz : 0.0;
    }
};

} // namespace tonegraft
