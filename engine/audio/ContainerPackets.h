// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/LibavInput.h"

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
    bool seek(std::uint64_t sample) override;

    /// "AAC".
    std::string codingName() const;
    int tracks() const { return m_tracks; }
    /// Samples as the header says, at this rate; 0 if it does not.
    std::uint64_t declaredSamples(int sampleRateHz) const;
    /// The sample at which the packet starts; negative if it does not say.
    std::int64_t positionOf(const AVPacket& packet, int sampleRateHz) const;

private:
    void chooseTrack(const InputFile& file, const std::string& formatName);

    LibavInput m_input;
    int m_stream = -1;
    int m_tracks = 0;
};

} // namespace tonegraft
