// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/PacketSource.h"
#include "audio/decoders/SampleConverter.h"

#include <deque>

namespace tonegraft {

/// Samples as they were decoded, interleaved.
struct SoundBlock {
    SoundFormat format;
    std::vector<float> interleaved;

    std::uint64_t samples() const {
        return interleaved.size() / static_cast<std::uint64_t>(format.channels);
    }
};

/// Decodes one piece of a file through libavcodec, of which only a few decoders come into play.
/// What an encoder put before the sound and after it is left out. Thread: one at a time.
class PieceDecoder {
public:
    /// Throws Error as packetSource() does, and if the decoder refuses.
    PieceDecoder(const InputFile& file, const SoundLayout& layout, const SoundPiece& piece);
    ~PieceDecoder();

    /// Replaces the block by the next one, which is not empty; false at the end or at damage. The
    /// format is that of the frames: a header's is often half the truth (spectral band
    /// replication), and it may change.
    bool next(SoundBlock& block);
    /// Goes on with a sample of the piece; false if it cannot do so without decoding what is before
    /// it. Then this decoder is of no use any more.
    bool seek(std::uint64_t sample);
    /// Of all blocks together, as far as it is known; 0: not.
    std::uint64_t expectedSamples() const;
    bool damaged() const;
    /// Of a container: its coding ("AAC"), else empty; and the number of its sound tracks.
    std::string codingName() const;
    int tracks() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tonegraft
