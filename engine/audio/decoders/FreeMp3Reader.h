// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/SoundReader.h"

namespace tonegraft {

/// Decodes MP3 of free format through libmpg123: libavcodec does not. Thread: one at a time.
class FreeMp3Reader : public SoundReader {
public:
    /// Throws Error if nothing can be decoded.
    FreeMp3Reader(const InputFile& file, const SoundLayout& layout);
    ~FreeMp3Reader() override;

    int sampleRateHz() const override;
    int channels() const override;
    /// Not known: there is no header, and frames are counted by decoding them.
    std::uint64_t declaredSamples() const override { return 0; }
    std::size_t read(float* interleaved, std::size_t samplesPerChannel) override;
    bool damaged() const override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
