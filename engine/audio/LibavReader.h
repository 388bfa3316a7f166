// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/SoundReader.h"

namespace tonegraft {

/// Decodes the first sound track of a media file through libavformat and libavcodec, of which
/// only a few demuxers and decoders come into play. What an encoder put before the sound (edit
/// lists, Opus's pre-skip) and after it is left out. Thread: one at a time.
class LibavReader : public SoundReader {
public:
    /// Throws Error: no sound track, a coding that is not accepted, copy protection, damage.
    LibavReader(const InputFile& file, const SoundLayout& layout);
    ~LibavReader() override;

    int sampleRateHz() const override;
    int channels() const override;
    std::uint64_t declaredSamples() const override;
    std::string codingName() const override;
    int tracks() const override;
    std::size_t read(float* interleaved, std::size_t samplesPerChannel) override;
    bool damaged() const override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
