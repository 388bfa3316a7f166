// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/SoundLayout.h"

#include <memory>

namespace tonegraft {

/// Decodes the sound of a file through libsndfile, which sees only the bytes from begin to end.
/// Thread: one at a time.
class SndfileReader {
public:
    /// Throws Error if libsndfile refuses it or sees another format than the layout says.
    SndfileReader(const InputFile& file, const SoundLayout& layout);
    ~SndfileReader();
    SndfileReader(const SndfileReader&) = delete;
    SndfileReader& operator=(const SndfileReader&) = delete;

    int sampleRateHz() const;
    int channels() const;
    /// Samples per channel as the header says; 0 if it does not.
    std::uint64_t declaredSamples() const;

    /// Interleaved; returns the samples per channel, fewer than asked at the end or at damage.
    std::size_t read(float* interleaved, std::size_t samplesPerChannel);
    /// False: it cannot be done, and the position is lost.
    bool seek(std::uint64_t sample);
    /// The decoder reported damage so far.
    bool damaged() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
