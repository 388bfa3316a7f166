// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/SoundLayout.h"

#include <memory>

namespace tonegraft {

/// Decodes the sound of a file. Thread: one at a time.
class SoundReader {
public:
    virtual ~SoundReader() = default;
    SoundReader(const SoundReader&) = delete;
    SoundReader& operator=(const SoundReader&) = delete;

    virtual int sampleRateHz() const = 0;
    virtual int channels() const = 0;
    /// Samples per channel that there should be; 0 if that is not known.
    virtual std::uint64_t declaredSamples() const = 0;
    /// Of a container that can hold several: "AAC"; else empty.
    virtual std::string codingName() const { return {}; }
    /// How many sound tracks there are; the first is read.
    virtual int tracks() const { return 1; }

    /// Interleaved; returns the samples per channel, fewer than asked at the end or at damage.
    virtual std::size_t read(float* interleaved, std::size_t samplesPerChannel) = 0;
    /// Before the first read(): steps over up to so many samples without decoding them; returns
    /// over how many.
    virtual std::uint64_t skip(std::uint64_t /*samplesPerChannel*/) { return 0; }
    /// The decoder reported damage so far.
    virtual bool damaged() const = 0;

protected:
    SoundReader() = default;
};

/// Throws Error if the decoder refuses the file.
std::unique_ptr<SoundReader> soundReader(const InputFile& file, const SoundLayout& layout);

} // namespace tonegraft
