// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/LibavInput.h"

#include <optional>

namespace tonegraft {

/// The packets of the first sound track that libavformat finds in a file. Thread: one at a time.
class ContainerPackets : public PacketSource {
public:
    /// Throws Error: no sound track, a coding that is not accepted, copy protection, damage.
    ContainerPackets(const InputFile& file, const SoundLayout& layout, const SoundPiece& piece);

    const AVCodecParameters& coding() const override;
    bool readPacket(AVPacket& packet) override;
    bool damaged() const override { return m_input.damaged(); }
    bool packetsSaySkips() const override { return true; }

    /// "AAC".
    std::string codingName() const;
    int tracks() const { return m_tracks; }
    /// Samples as the header says, at this rate; 0 if it does not.
    std::uint64_t declaredSamples(int sampleRateHz) const;
    /// Once a packet was read: goes to one at or before a sample of the piece, replaces the
    /// packet's content by it, and returns the sample at which it starts. None if that is not
    /// known to the sample; then no packet comes from here any more.
    std::optional<std::uint64_t> seek(std::uint64_t sample, AVPacket& packet);

private:
    void chooseTrack(const InputFile& file, const std::string& formatName);

    LibavInput m_input;
    int m_stream = -1;
    int m_tracks = 0;
    bool m_seeksExactly;
    std::int64_t m_firstTime = -1; // of the first packet, on the stream's clock
};

} // namespace tonegraft
