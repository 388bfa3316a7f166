// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/LibavMemory.h"
#include "audio/files/InputFile.h"

#include <optional>
#include <string>
#include <vector>

#include <ogg/ogg.h>

extern "C" {
#include <libavcodec/vorbis_parser.h>
}

namespace tonegraft {

/// The pages of a part of an Ogg file, of all its streams (RFC 3533). Checksums are verified by
/// libogg; what belongs to no page is stepped over. Thread: one at a time.
class OggPages {
public:
    OggPages(const InputFile& file, std::uint64_t begin, std::uint64_t end);
    ~OggPages();
    OggPages(const OggPages&) = delete;
    OggPages& operator=(const OggPages&) = delete;

    /// Goes to the next page; false at the end.
    bool next();
    ogg_page& page() { return m_page; }
    std::uint32_t serial() const { return static_cast<std::uint32_t>(ogg_page_serialno(&m_page)); }
    std::uint64_t begin() const { return m_begin; } ///< of the page, in the file
    std::uint64_t end() const { return m_next; }

private:
    const InputFile& m_file;
    std::uint64_t m_fed; // how far the file has been handed to libogg
    std::uint64_t m_end;
    std::uint64_t m_begin = 0;
    std::uint64_t m_next;
    ogg_sync_state m_sync{};
    ogg_page m_page{};
};

/// The name of the coding whose first packet this page begins: "Vorbis", "Opus", "FLAC", "Speex"
/// are read here; "Theora" and others are only known. Empty if it is none of them.
std::string oggCoding(const ogg_page& page);

/// One stream: from pages to packets, with its head taken apart. Thread: one at a time.
class OggStream {
public:
    explicit OggStream(std::uint32_t serial);
    ~OggStream();
    OggStream(const OggStream&) = delete;
    OggStream& operator=(const OggStream&) = delete;

    std::uint32_t serial() const { return static_cast<std::uint32_t>(m_stream.serialno); }
    void take(ogg_page& page); ///< only pages with its serial number
    /// The next packet of sound; null if more pages are needed. Good until the next call.
    const ogg_packet* nextPacket();
    /// True once the packets of the head have come.
    bool headComplete() const { return m_coding->codec_id != AV_CODEC_ID_NONE; }
    const AVCodecParameters& coding() const { return *m_coding; }
    /// Samples at the start that are not sound (Opus's pre-skip, RFC 7845, 4.2).
    std::uint64_t preSkip() const;
    /// By how many samples the decoder lags behind what positions count.
    std::uint64_t decoderDelay() const;
    /// How long the packet's sound is, at the rate in which positions are counted; 0: unknown.
    std::uint64_t samplesIn(const ogg_packet& packet);
    /// Pages were missing between packets of sound.
    bool damaged() const { return m_damaged; }

private:
    bool takeHead(const ogg_packet& packet);
    void finishHead(AVCodecID id, const std::vector<std::uint8_t>& extra);
    bool takeVorbisHead();

    struct ParserDeleter {
        void operator()(AVVorbisParseContext* parser) const { av_vorbis_parse_free(&parser); }
    };

    ogg_stream_state m_stream{};
    ogg_packet m_packet{};
    std::vector<std::vector<std::uint8_t>> m_head; // its packets so far
    std::uint64_t m_headLeft = 0;                  // Speex: packets of texts still to come
    CodingParameters m_coding = newCodingParameters();
    std::unique_ptr<AVVorbisParseContext, ParserDeleter> m_vorbis;
    bool m_soundSeen = false;
    bool m_damaged = false;
};

} // namespace tonegraft
