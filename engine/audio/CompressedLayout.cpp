// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/CompressedLayout.h"

#include "audio/HeaderBytes.h"

#include <algorithm>
#include <vector>

#include <sndfile.h>

namespace tonegraft {

namespace {

/// Some encoders leave zeros or junk between the tag and the first frame.
constexpr std::size_t kMp3SearchBytes = 65536;

/// Bytes of the MPEG layer III frame whose header is at `header`, 0 if it is none. ISO/IEC
/// 11172-3, 2.4.1.3 and 13818-3.
std::size_t mp3FrameBytes(const unsigned char* header) {
    constexpr int kBitRate1[] = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    constexpr int kBitRate2[] = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    constexpr int kRate[] = {44100, 48000, 32000};
    if (header[0] != 0xFF || (header[1] & 0xE0U) != 0xE0U)
        return 0;
    const unsigned version = (header[1] >> 3U) & 3U; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
    const unsigned layer = (header[1] >> 1U) & 3U;   // 1: layer III
    const unsigned bitRate = header[2] >> 4U;
    const unsigned rate = (header[2] >> 2U) & 3U;
    if (version == 1 || layer != 1 || bitRate == 0 || bitRate == 15 || rate == 3)
        return 0;
    const int divisor = version == 3 ? 1 : version == 2 ? 2 : 4;
    const int kilobits = version == 3 ? kBitRate1[bitRate] : kBitRate2[bitRate];
    const int bytes = (version == 3 ? 144 : 72) * kilobits * 1000 / (kRate[rate] / divisor);
    const unsigned padding = (header[2] >> 1U) & 1U;
    return static_cast<std::size_t>(bytes) + padding;
}

/// Same version, layer and rate: what does not change within a stream.
bool sameStream(const unsigned char* a, const unsigned char* b) {
    return a[1] >> 1U == b[1] >> 1U && (a[2] & 0x0CU) == (b[2] & 0x0CU);
}

/// A header alone is eleven bits of chance; the next frame must follow where it says.
bool mp3StartsAt(const InputFile& file, std::uint64_t offset, const unsigned char* header) {
    const std::size_t bytes = mp3FrameBytes(header);
    if (bytes == 0)
        return false;
    unsigned char following[4] = {};
    if (file.readAt(offset + bytes, following, 4) < 4)
        return true; // the only frame, or cut off in it
    return mp3FrameBytes(following) > 0 && sameStream(header, following);
}

/// An encoder's header frame declares the number of frames; without it lengths are estimates.
bool hasLengthHeader(const InputFile& file, std::uint64_t offset) {
    std::string frame(200, '\0');
    frame.resize(file.readAt(offset, frame.data(), frame.size()));
    for (const char* tag : {"Xing", "Info", "VBRI"}) {
        if (frame.find(tag) != std::string::npos)
            return true;
    }
    return false;
}

/// True if the last page is whole and marked as the end of its stream (RFC 3533, section 6).
bool endsProperly(const InputFile& file) {
    constexpr std::uint64_t kLargestPage = 65307;
    constexpr std::size_t kPageHeader = 27;
    constexpr unsigned char kEndOfStream = 4;
    const std::uint64_t from = file.size() - std::min(file.size(), 2 * kLargestPage);
    std::string tail(static_cast<std::size_t>(file.size() - from), '\0');
    tail.resize(file.readAt(from, tail.data(), tail.size()));
    const std::size_t page = tail.rfind("OggS");
    if (page == std::string::npos || page + kPageHeader > tail.size())
        return false;
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(tail[at]); };
    const std::size_t segments = byte(page + 26);
    std::size_t end = page + kPageHeader + segments;
    if (end > tail.size())
        return false;
    for (std::size_t i = 0; i < segments; ++i)
        end += byte(page + kPageHeader + i);
    return end <= tail.size() && (byte(page + 5) & kEndOfStream) != 0;
}

} // namespace

SoundLayout oggLayout(const InputFile& file) {
    // The first packet begins after the page's header of 27 bytes and its segment table.
    const HeaderBytes page(file, 0);
    const std::uint64_t packet = 27 + page.byte(26);
    const HeaderBytes start(file, packet, 8);
    SoundLayout layout;
    layout.end = file.size();
    layout.endMissing = !endsProperly(file);
    if (start.matches(0, "\x01vorbis")) {
        layout.formatName = "Ogg Vorbis";
        layout.sndfileFormat = SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    } else if (start.matches(0, "OpusHead")) {
        layout.formatName = "Ogg Opus";
        layout.sndfileFormat = SF_FORMAT_OGG | SF_FORMAT_OPUS;
    } else {
        file.fail(MessageCode::readOggCoding);
    }
    return layout;
}

std::uint64_t id3Bytes(const InputFile& file) {
    std::uint64_t at = 0;
    for (int tags = 0; tags < 8; ++tags) {
        const HeaderBytes tag(file, at, 10);
        if (tag.count() < 10 || !tag.matches(0, "ID3"))
            break;
        std::uint64_t size = 0; // seven bits a byte
        for (std::size_t i = 6; i < 10; ++i)
            size = (size << 7U) | (tag.byte(i) & 0x7FU);
        const bool footer = (tag.byte(5) & 0x10U) != 0;
        at += 10 + size + (footer ? 10 : 0);
    }
    return at;
}

bool findMp3(const InputFile& file, std::uint64_t from, SoundLayout& layout) {
    std::vector<unsigned char> bytes(kMp3SearchBytes);
    bytes.resize(file.readAt(from, bytes.data(), bytes.size()));
    for (std::size_t at = 0; at + 4 <= bytes.size(); ++at) {
        if (!mp3StartsAt(file, from + at, bytes.data() + at))
            continue;
        layout.formatName = "MP3";
        layout.sndfileFormat = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
        layout.begin = from + at;
        layout.end = file.size();
        layout.declaresLength = hasLengthHeader(file, layout.begin);
        return true;
    }
    return false;
}

} // namespace tonegraft
