// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/OggStream.h"

#include <algorithm>
#include <cstring>

extern "C" {
#include <libavutil/mem.h>
}

namespace tonegraft {

namespace {

bool startsWith(const unsigned char* bytes, long count, const std::string& text) {
    return count >= static_cast<long>(text.size()) &&
           std::memcmp(bytes, text.data(), text.size()) == 0;
}

bool startsWith(const ogg_packet& packet, const std::string& text) {
    return startsWith(packet.packet, packet.bytes, text);
}

/// RFC 6716, section 3.1: the first byte names the length of its frames, and how many there are.
std::uint64_t opusSamples(const ogg_packet& packet) {
    const unsigned toc = packet.packet[0];
    const unsigned mode = toc >> 3U;
    constexpr std::uint64_t kSilk[] = {480, 960, 1920, 2880};
    constexpr std::uint64_t kCelt[] = {120, 240, 480, 960};
    const std::uint64_t frame = mode < 12   ? kSilk[mode & 3U]
                                : mode < 16 ? kSilk[mode & 1U]
                                            : kCelt[mode & 3U];
    const unsigned code = toc & 3U;
    if (code < 3)
        return code == 0 ? frame : 2 * frame;
    return packet.bytes > 1 ? (packet.packet[1] & 63U) * frame : 0;
}

constexpr const char* kSpeexStart = "Speex   ";
constexpr long kSpeexHeadBytes = 80;
// Places in Speex's head (The Speex Codec Manual, 7.3), each of four bytes, the lowest first.
constexpr std::size_t kSpeexMode = 40; // 0: narrow band, 1: wide, 2: ultra-wide
constexpr std::size_t kSpeexFrameSamples = 56;
constexpr std::size_t kSpeexFramesInPacket = 64;
constexpr std::size_t kSpeexMoreHeads = 68;

std::uint64_t speexNumber(const std::uint8_t* head, std::size_t place) {
    std::uint64_t number = 0;
    for (std::size_t i = 4; i > 0; --i)
        number = number << 8U | head[place + i - 1];
    return number;
}

std::uint64_t speexSamples(const std::uint8_t* head) {
    constexpr std::uint64_t kMost = 48000; // a second: no packet is longer
    return std::min(kMost, speexNumber(head, kSpeexFrameSamples) *
                               std::max<std::uint64_t>(1, speexNumber(head, kSpeexFramesInPacket)));
}

} // namespace

OggPages::OggPages(const InputFile& file, std::uint64_t begin, std::uint64_t end)
    : m_file(file), m_fed(begin), m_end(end), m_next(begin) {
    ogg_sync_init(&m_sync);
}

OggPages::~OggPages() {
    ogg_sync_clear(&m_sync);
}

bool OggPages::next() {
    constexpr long kBlock = 65536;
    while (true) {
        const long found = ogg_sync_pageseek(&m_sync, &m_page);
        if (found > 0) {
            m_begin = m_next;
            m_next += static_cast<std::uint64_t>(found);
            return true;
        }
        if (found < 0) {
            m_next += static_cast<std::uint64_t>(-found);
            continue;
        }
        char* buffer = ogg_sync_buffer(&m_sync, kBlock);
        if (buffer == nullptr)
            throw std::bad_alloc();
        const std::uint64_t wanted = std::min<std::uint64_t>(kBlock, m_end - m_fed);
        const std::size_t got = m_file.readAt(m_fed, buffer, static_cast<std::size_t>(wanted));
        if (got == 0)
            return false;
        m_fed += got;
        ogg_sync_wrote(&m_sync, static_cast<long>(got));
    }
}

std::string oggCoding(const ogg_page& page) {
    struct Known {
        std::string start;
        const char* name;
    };
    static const Known kKnown[] = {
        {"\x01vorbis", "Vorbis"},
        {"OpusHead", "Opus"},
        {"\x7F"
         "FLAC",
         "FLAC"},
        {kSpeexStart, "Speex"},
        {"\x80theora", "Theora"},
        {"fishead", "Skeleton"},
        {"CELT    ", "CELT"},
        {"PCM     ", "OggPCM"},
        {"OVP80", "VP8"},
        {"BBCD", "Dirac"},
        {"\x80"
         "daala",
         "Daala"},
        {"\x80kate", "Kate"},
    };
    for (const Known& known : kKnown) {
        if (startsWith(page.body, page.body_len, known.start))
            return known.name;
    }
    return {};
}

OggStream::OggStream(std::uint32_t serial) {
    m_coding->codec_type = AVMEDIA_TYPE_AUDIO;
    if (ogg_stream_init(&m_stream, static_cast<int>(serial)) != 0)
        throw std::bad_alloc();
}

OggStream::~OggStream() {
    ogg_stream_clear(&m_stream);
}

void OggStream::take(ogg_page& page) {
    ogg_stream_pagein(&m_stream, &page);
}

const ogg_packet* OggStream::nextPacket() {
    while (true) {
        const int got = ogg_stream_packetout(&m_stream, &m_packet);
        if (got == 0)
            return nullptr;
        // A stream that was recorded from its middle on lacks pages behind its head.
        if (got < 0) {
            m_damaged = m_damaged || m_soundSeen;
            continue;
        }
        if (m_packet.bytes <= 0 || takeHead(m_packet))
            continue;
        m_soundSeen = true;
        return &m_packet;
    }
}

/// True if the packet belongs to the head, or says nothing about sound.
bool OggStream::takeHead(const ogg_packet& packet) {
    const unsigned char* bytes = packet.packet;
    const AVCodecID id = m_coding->codec_id;
    if (id == AV_CODEC_ID_VORBIS)
        return (bytes[0] & 1U) != 0;
    if (id == AV_CODEC_ID_OPUS)
        return startsWith(packet, "OpusTags") || startsWith(packet, "OpusHead");
    if (id == AV_CODEC_ID_FLAC)
        return bytes[0] != 0xFF; // a block of metadata
    if (id == AV_CODEC_ID_SPEEX)
        return m_headLeft > 0 && m_headLeft-- > 0;
    m_head.emplace_back(bytes, bytes + packet.bytes);
    if (startsWith(packet, kSpeexStart) && packet.bytes >= kSpeexHeadBytes) {
        m_headLeft = 1 + speexNumber(m_head.front().data(), kSpeexMoreHeads);
        finishHead(AV_CODEC_ID_SPEEX, m_head.front());
    } else if (startsWith(packet, "OpusHead") && packet.bytes >= 19) {
        finishHead(AV_CODEC_ID_OPUS, m_head.front());
    } else if (startsWith(packet, "\x7F"
                                  "FLAC") &&
               packet.bytes >= 51) {
        // The mapping's own 13 bytes and the block's header of 4 stand before STREAMINFO.
        finishHead(AV_CODEC_ID_FLAC, {bytes + 17, bytes + 51});
    } else if (m_head.size() == 3) {
        return takeVorbisHead();
    }
    return true;
}

/// The three packets of Vorbis's head as libavcodec wants them: with Xiph's lacing.
bool OggStream::takeVorbisHead() {
    std::vector<std::uint8_t> laced{2};
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
        laced.insert(laced.end(), m_head[i].size() / 255, 255);
        laced.push_back(static_cast<std::uint8_t>(m_head[i].size() % 255));
    }
    for (const auto& packet : m_head)
        laced.insert(laced.end(), packet.begin(), packet.end());
    finishHead(AV_CODEC_ID_VORBIS, laced);
    m_vorbis.reset(av_vorbis_parse_init(m_coding->extradata, m_coding->extradata_size));
    return true;
}

void OggStream::finishHead(AVCodecID id, const std::vector<std::uint8_t>& extra) {
    m_coding->codec_id = id;
    m_coding->extradata =
        static_cast<std::uint8_t*>(av_mallocz(extra.size() + AV_INPUT_BUFFER_PADDING_SIZE));
    if (m_coding->extradata == nullptr)
        throw std::bad_alloc();
    std::copy(extra.begin(), extra.end(), m_coding->extradata);
    m_coding->extradata_size = static_cast<int>(extra.size());
}

std::uint64_t OggStream::preSkip() const {
    constexpr int kPlace = 10;
    if (m_coding->codec_id != AV_CODEC_ID_OPUS)
        return 0;
    const std::uint8_t* bytes = m_coding->extradata + kPlace;
    return bytes[0] | static_cast<unsigned>(bytes[1]) << 8U;
}

/// A subframe of the narrow band, in each of the bands that are put on top of each other (libspeex,
/// SPEEX_GET_LOOKAHEAD of its decoders).
std::uint64_t OggStream::decoderDelay() const {
    constexpr std::uint64_t kSubframe = 40;
    if (m_coding->codec_id != AV_CODEC_ID_SPEEX)
        return 0;
    return kSubframe << std::min<std::uint64_t>(2, speexNumber(m_coding->extradata, kSpeexMode));
}

std::uint64_t OggStream::samplesIn(const ogg_packet& packet) {
    if (m_coding->codec_id == AV_CODEC_ID_OPUS)
        return opusSamples(packet);
    if (m_coding->codec_id == AV_CODEC_ID_SPEEX)
        return speexSamples(m_coding->extradata);
    if (!m_vorbis)
        return 0;
    const int samples =
        av_vorbis_parse_frame(m_vorbis.get(), packet.packet, static_cast<int>(packet.bytes));
    return samples > 0 ? static_cast<std::uint64_t>(samples) : 0;
}

} // namespace tonegraft
