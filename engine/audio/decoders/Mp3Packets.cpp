// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/Mp3Packets.h"

#include "audio/containers/LibavMemory.h"
#include "audio/containers/MpegFrame.h"

namespace tonegraft {

namespace {

class Mp3Packets : public PacketSource {
public:
    Mp3Packets(const InputFile& file, const SoundPiece& piece)
        : m_file(file), m_at(piece.begin), m_end(piece.end) {
        m_coding->codec_type = AVMEDIA_TYPE_AUDIO;
        m_coding->codec_id = AV_CODEC_ID_MP3;
    }

    const AVCodecParameters& coding() const override { return *m_coding; }
    bool damaged() const override { return m_damaged; }

    bool readPacket(AVPacket& packet) override {
        av_packet_unref(&packet);
        if (m_at >= m_end)
            return false;
        const auto frame = mpegFrame(HeaderBytes(m_file, m_at, MpegFrame::kHeaderBytes));
        // It was all there a moment ago: only a file that changes meanwhile is not.
        m_damaged = !frame || frame->freeFormat;
        if (m_damaged)
            return false;
        allocatePacket(packet, frame->bytes);
        m_damaged = m_file.readAt(m_at, packet.data, frame->bytes) < frame->bytes;
        m_at += frame->bytes;
        return !m_damaged;
    }

private:
    const InputFile& m_file;
    std::uint64_t m_at;
    std::uint64_t m_end;
    CodingParameters m_coding = newCodingParameters();
    bool m_damaged = false;
};

} // namespace

std::unique_ptr<PacketSource> mp3Packets(const InputFile& file, const SoundPiece& piece) {
    return std::make_unique<Mp3Packets>(file, piece);
}

} // namespace tonegraft
