// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/SampleConverter.h"
#include "audio/decoders/SoundReader.h"

namespace tonegraft {

/// Reads a layout and then those that are joined to it, in the sample rate and the channels of the
/// first. One that cannot be read is damage, but no reason to give up the rest. Thread: one at a
/// time.
class JoinedReader : public SoundReader {
public:
    /// Throws Error if the first cannot be read.
    JoinedReader(const InputFile& file, const SoundLayout& layout);

    int sampleRateHz() const override { return m_format.sampleRateHz; }
    int channels() const override { return m_format.channels; }
    std::uint64_t declaredSamples() const override { return 0; }
    std::string codingName() const override { return m_codingName; }
    int tracks() const override { return m_tracks; }
    std::size_t read(float* interleaved, std::size_t samplesPerChannel) override;
    bool damaged() const override { return m_damaged || (m_reader && m_reader->damaged()); }

private:
    void openNext();
    bool fill();

    const InputFile& m_file;
    std::vector<SoundLayout> m_left; ///< those that are still to be read, the last one first
    std::unique_ptr<SoundReader> m_reader;
    std::unique_ptr<SampleConverter> m_converter; ///< only where the format is not the first's
    SoundFormat m_format;
    std::string m_codingName;
    int m_tracks = 1;
    bool m_damaged = false;
    std::vector<float> m_block;   ///< as it was read
    std::vector<float> m_pending; ///< in m_format, interleaved, and not yet handed out
    std::size_t m_taken = 0;      ///< of m_pending
};

} // namespace tonegraft
