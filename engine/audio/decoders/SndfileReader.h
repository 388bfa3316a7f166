// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/SoundReader.h"

namespace tonegraft {

/// Decodes raw samples through libsndfile, which sees only their bytes.
/// Thread: one at a time.
class SndfileReader : public SoundReader {
public:
    /// Throws Error if libsndfile refuses them.
    SndfileReader(const InputFile& file, const SoundLayout& layout);
    ~SndfileReader() override;

    int sampleRateHz() const override;
    int channels() const override;
    std::uint64_t declaredSamples() const override;
    std::size_t read(float* interleaved, std::size_t samplesPerChannel) override;
    bool damaged() const override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
