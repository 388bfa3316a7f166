// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/OggPackets.h"

#include "audio/containers/OggStream.h"

#include <algorithm>

namespace tonegraft {

namespace {

class OggPackets : public PacketSource {
public:
    OggPackets(const InputFile& file, const SoundPiece& piece)
        : m_pages(file, piece.begin, piece.end), m_stream(piece.oggSerial) {
        m_waiting = findPacket();
    }

    const AVCodecParameters& coding() const override { return m_stream.coding(); }
    bool damaged() const override { return m_stream.damaged(); }

    bool readPacket(AVPacket& packet) override {
        av_packet_unref(&packet);
        const ogg_packet* next = m_waiting != nullptr ? m_waiting : findPacket();
        m_waiting = nullptr;
        if (next == nullptr)
            return false;
        allocatePacket(packet, static_cast<std::size_t>(next->bytes));
        std::copy_n(next->packet, next->bytes, packet.data);
        return true;
    }

private:
    const ogg_packet* findPacket() {
        while (true) {
            if (const ogg_packet* packet = m_stream.nextPacket())
                return packet;
            do {
                if (!m_pages.next())
                    return nullptr;
            } while (m_pages.serial() != m_stream.serial());
            m_stream.take(m_pages.page());
        }
    }

    OggPages m_pages;
    OggStream m_stream;
    const ogg_packet* m_waiting; // the first one: it was looked for to complete the head
};

} // namespace

std::unique_ptr<PacketSource> oggPackets(const InputFile& file, const SoundPiece& piece) {
    return std::make_unique<OggPackets>(file, piece);
}

} // namespace tonegraft
