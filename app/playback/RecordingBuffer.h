// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"

#include <cstddef>
#include <memory>
#include <mutex>

namespace tonegraft {

/// What is being recorded. It can be taken at any time, even if whoever records is stuck in a
/// call to the sound server: nothing that was recorded is lost. Thread: any.
class RecordingBuffer {
public:
    static constexpr double kLongestSeconds = 600.0;

    /// Empty, for the format of what comes.
    void begin(int sampleRateHz, int channels);
    /// `frames` samples of each channel, interleaved; what is no number becomes 0. False: full.
    bool append(const float* interleaved, std::size_t frames);
    double seconds() const;
    /// All of it; null if there is nothing. Empty then.
    std::shared_ptr<const AudioClip> take();

private:
    mutable std::mutex m_mutex;
    AudioClip m_clip;
};

} // namespace tonegraft
