// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace tonegraft {

/// How many samples a second and how many channels: what can change within one file.
struct SoundFormat {
    int sampleRateHz = 0;
    int channels = 0;

    bool operator==(const SoundFormat& other) const {
        return sampleRateHz == other.sampleRateHz && channels == other.channels;
    }
};

/// Brings what follows a joint in a file to the format of what came before it, block by block.
/// Time 0 stays time 0. Up to eight channels are mixed as ITU-R BS.775 has it, more by
/// their numbers; 64 are the most. Thread: one at a time.
class SampleConverter {
public:
    /// Throws std::bad_alloc.
    SampleConverter(const SoundFormat& from, const SoundFormat& to);
    ~SampleConverter();

    const SoundFormat& from() const { return m_from; }
    /// Both append to `to`, interleaved.
    void convert(const std::vector<float>& interleaved, std::vector<float>& to);
    void finish(std::vector<float>& to);

private:
    struct Impl;
    void process(const float* input, std::size_t samples, std::vector<float>& to);

    SoundFormat m_from;
    SoundFormat m_to;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
