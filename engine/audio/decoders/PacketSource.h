// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/SoundLayout.h"

#include <memory>

struct AVCodecParameters;
struct AVPacket;

namespace tonegraft {

/// The coded packets of one piece of sound, in order. Thread: one at a time.
class PacketSource {
public:
    virtual ~PacketSource() = default;
    PacketSource(const PacketSource&) = delete;
    PacketSource& operator=(const PacketSource&) = delete;

    /// What a decoder must know before the first packet.
    virtual const AVCodecParameters& coding() const = 0;
    /// Replaces the packet's content by the next one; false at the end, or where the file cannot
    /// be understood any more, which counts as damage. Throws Error if the disk fails.
    virtual bool readPacket(AVPacket& packet) = 0;
    virtual bool damaged() const = 0;
    /// True: the packets say themselves which samples are to be skipped (edit lists, pre-skip).
    virtual bool packetsSaySkips() const { return false; }

protected:
    PacketSource() = default;
};

/// Throws Error: no sound track, a coding that is not accepted, copy protection, damage.
std::unique_ptr<PacketSource> packetSource(const InputFile& file, const SoundLayout& layout,
                                           const SoundPiece& piece);

} // namespace tonegraft
