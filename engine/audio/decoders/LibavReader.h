// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/SoundReader.h"

namespace tonegraft {

/// Decodes compressed sound through libavcodec: all pieces of the file one after the other, in the
/// sample rate and the channels of the first. Thread: one at a time.
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
    std::uint64_t skip(std::uint64_t samplesPerChannel) override;
    bool damaged() const override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
