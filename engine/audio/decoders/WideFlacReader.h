// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/SoundReader.h"

namespace tonegraft {

/// Decodes through libFLAC one FLAC file of more than 24 bits a sample, which libavcodec before
/// version 60 does not, or frames of FLAC without what stands before them in a file. The frames
/// decide where the sound ends, on rate and on bits. Thread: one at a time.
class WideFlacReader : public SoundReader {
public:
    /// Throws Error if nothing can be decoded.
    WideFlacReader(const InputFile& file, const SoundLayout& layout);
    ~WideFlacReader() override;

    int sampleRateHz() const override;
    int channels() const override;
    std::uint64_t declaredSamples() const override;
    std::size_t read(float* interleaved, std::size_t samplesPerChannel) override;
    bool damaged() const override;

    struct Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
