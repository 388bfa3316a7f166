// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/FlacFrame.h"
#include "audio/containers/HeaderBytes.h"
#include "audio/containers/MediaLayout.h"
#include "audio/containers/NextFile.h"

#include <algorithm>
#include <iterator>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
}

namespace tonegraft {

namespace {

constexpr std::size_t kMostPieces = 4096;
/// The signature, the header of the block STREAMINFO and its size.
constexpr std::size_t kSignature = 8;

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

/// Where something else begins: only that ends a FLAC file. Its own frames begin as some of ADTS
/// do, and a few of them by chance are as long as those would be.
std::uint64_t endOfFrames(const InputFile& file, std::uint64_t begin) {
    const auto sync = static_cast<unsigned>(HeaderBytes(file, begin, 2).number(0, 2, true));
    return nextFramesIn(file, begin, nextFileIn(file, begin, file.size()), sync);
}

/// STREAMINFO (RFC 9639, 8.2): its total is taken for what should be there, never for the end.
/// The frames decide on that, as they do on rate, channels and bits.
SoundPiece pieceAt(const InputFile& file, std::uint64_t begin, std::uint64_t end) {
    SoundPiece piece;
    piece.begin = begin;
    piece.end = end;
    piece.expectedSamples =
        HeaderBytes(file, begin + kSignature, 34).number(13, 5, true) & 0xFFFFFFFFFU;
    return piece;
}

/// Its samples are too wide for libavcodec, but not for libFLAC.
bool isWide(const InputFile& file, const SoundPiece& piece) {
    constexpr unsigned kMostBits = 24;
    constexpr unsigned kAllBitsSince = AV_VERSION_INT(60, 0, 0);
    const auto field =
        static_cast<unsigned>(HeaderBytes(file, piece.begin + kSignature, 34).number(12, 2, true));
    return ((field >> 4U) & 31U) + 1 > kMostBits && avcodec_version() < kAllBitsSince;
}

SoundLayout emptyLayout(bool throughLibFlac) {
    SoundLayout layout;
    layout.formatName = "FLAC";
    layout.packing = throughLibFlac ? Packing::wideFlac : Packing::container;
    layout.demuxer = "flac";
    layout.declaresLength = false;
    return layout;
}

} // namespace

SoundLayout flacLayout(const InputFile& file, std::uint64_t begin) {
    std::vector<SoundLayout> layouts;
    std::size_t pieces = 0;
    do {
        const std::uint64_t end = endOfFrames(file, behindMetadata(file, begin));
        const SoundPiece piece = pieceAt(file, begin, end);
        const bool wide = isWide(file, piece);
        if (layouts.empty() || wide || layouts.back().packing == Packing::wideFlac) {
            layouts.push_back(emptyLayout(wide));
            layouts.back().begin = begin;
        }
        layouts.back().pieces.push_back(piece);
        layouts.back().end = begin = end;
    } while (HeaderBytes(file, begin, 4).matches(0, "fLaC") && ++pieces < kMostPieces);
    SoundLayout first = std::move(layouts.front());
    first.joined.assign(std::make_move_iterator(layouts.begin() + 1),
                        std::make_move_iterator(layouts.end()));
    if (begin < file.size())
        first.nextFile = begin;
    return first;
}

/// libFLAC needs no STREAMINFO where the frames say all.
std::optional<SoundLayout> flacBehindJunk(const InputFile& file, std::uint64_t begin) {
    const auto first = firstFlacFrame(file, begin);
    if (!first)
        return std::nullopt;
    SoundLayout layout = emptyLayout(true);
    layout.begin = *first;
    layout.end = endOfFrames(file, *first);
    layout.pieces = {{layout.begin, layout.end}};
    if (layout.end < file.size())
        layout.nextFile = layout.end;
    return layout;
}

} // namespace tonegraft
