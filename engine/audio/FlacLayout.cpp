// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/HeaderBytes.h"
#include "audio/MediaLayout.h"

#include <algorithm>
#include <cstring>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
}

namespace tonegraft {

namespace {

constexpr std::size_t kMostPieces = 4096;
/// The signature, the header of the block STREAMINFO (the last block or not) and its size.
constexpr std::size_t kSignature = 8;

bool flacStartsAt(const unsigned char* bytes) {
    return std::memcmp(bytes, "fLaC", 4) == 0 && (bytes[4] & 0x7FU) == 0 && bytes[5] == 0 &&
           bytes[6] == 0 && bytes[7] == 34;
}

/// Behind the blocks of metadata, whose pictures and texts may hold anything. RFC 9639, 8.1.
std::uint64_t behindMetadata(const InputFile& file, std::uint64_t begin) {
    std::uint64_t at = begin + 4;
    for (int blocks = 0; blocks < 1000 && at < file.size(); ++blocks) {
        const HeaderBytes header(file, at, 4);
        at += 4 + header.number(1, 3, true);
        if ((header.byte(0) & 0x80U) != 0)
            break;
    }
    return std::min(at, file.size());
}

/// Where the next file begins that was joined to the one before; none: the end.
std::uint64_t nextFlac(const InputFile& file, std::uint64_t from) {
    constexpr std::size_t kBlock = 1 << 18;
    std::vector<unsigned char> bytes(kBlock + kSignature);
    for (std::uint64_t at = from; at < file.size(); at += kBlock) {
        const std::size_t count = file.readAt(at, bytes.data(), bytes.size());
        const unsigned char* next = bytes.data();
        const unsigned char* end = next + count;
        while (end - next >= static_cast<std::ptrdiff_t>(kSignature)) {
            next = static_cast<const unsigned char*>(
                std::memchr(next, 'f', static_cast<std::size_t>(end - next) - kSignature + 1));
            if (next == nullptr)
                break;
            if (flacStartsAt(next))
                return at + static_cast<std::uint64_t>(next - bytes.data());
            ++next;
        }
    }
    return file.size();
}

/// STREAMINFO (RFC 9639, 8.2): its total is taken for what should be there, never for the end.
/// The frames decide on that, as they do on rate, channels and bits.
SoundPiece pieceAt(const InputFile& file, std::uint64_t begin, std::uint64_t end) {
    const HeaderBytes info(file, begin + kSignature, 34);
    const unsigned bits = static_cast<unsigned>((info.number(12, 2, true) >> 4U) & 31U) + 1;
    constexpr unsigned kMostBits = 24;
    constexpr unsigned kAllBitsSince = AV_VERSION_INT(60, 0, 0);
    if (bits > kMostBits && avcodec_version() < kAllBitsSince)
        file.fail(MessageCode::readCoding, {"FLAC", "more than 24 bits a sample"});
    SoundPiece piece;
    piece.begin = begin;
    piece.end = end;
    piece.expectedSamples = info.number(13, 5, true) & 0xFFFFFFFFFU;
    return piece;
}

} // namespace

SoundLayout flacLayout(const InputFile& file, std::uint64_t begin) {
    SoundLayout layout;
    layout.formatName = "FLAC";
    layout.packing = Packing::container;
    layout.demuxer = "flac";
    layout.declaresLength = false;
    layout.begin = begin;
    layout.end = file.size();
    while (begin < file.size() && layout.pieces.size() < kMostPieces) {
        const std::uint64_t end = nextFlac(file, behindMetadata(file, begin));
        layout.pieces.push_back(pieceAt(file, begin, end));
        begin = end;
    }
    return layout;
}

} // namespace tonegraft
