// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/HeaderBytes.h"
#include "audio/containers/MediaLayout.h"
#include "audio/containers/NextFile.h"

#include <algorithm>
#include <string>

namespace tonegraft {

namespace {

constexpr std::size_t kMostDocuments = 4096;
constexpr const char* kDocument = "\x1A\x45\xDF\xA3";
constexpr const char* kSegment = "\x18\x53\x80\x67";
constexpr const char* kCluster = "\x1F\x43\xB6\x75";
constexpr std::uint64_t kIdBytes = 4; // of these three

/// A number of EBML's (RFC 8794, section 4): as many bytes more as its first has leading zeros.
struct EbmlNumber {
    std::uint64_t value = 0;
    std::uint64_t bytes = 0;
    bool unknown = false; ///< all bits set: no size given
};

EbmlNumber ebmlNumber(const InputFile& file, std::uint64_t offset) {
    const HeaderBytes header(file, offset, 8);
    EbmlNumber number;
    unsigned mask = 0x80;
    for (number.bytes = 1; number.bytes <= 8 && (header.byte(0) & mask) == 0; ++number.bytes)
        mask >>= 1U;
    if (header.count() < number.bytes || number.bytes > 8)
        return {};
    const std::uint64_t bits = 7 * number.bytes;
    const std::uint64_t all = (std::uint64_t{1} << bits) - 1;
    number.value = header.number(0, static_cast<int>(number.bytes), true) & all;
    number.unknown = number.value == all;
    return number;
}

/// A document's place in the file; several are there where files were joined.
struct Document {
    std::uint64_t end = 0;
    bool endMissing = false; ///< it says that it ends beyond the file
};

/// A segment or cluster of no given size, as live recordings have them, ends where no element of
/// its own follows: at the next document, or where nothing can be understood any more.
std::uint64_t behindElements(const InputFile& file, std::uint64_t at) {
    constexpr int kMostElements = 1 << 22; // blocks of a day
    for (int elements = 0; elements < kMostElements && at < file.size(); ++elements) {
        const HeaderBytes header(file, at, kIdBytes);
        if (header.matches(0, kDocument))
            return at;
        const EbmlNumber id = ebmlNumber(file, at);
        const EbmlNumber size = ebmlNumber(file, at + id.bytes);
        const std::uint64_t begin = at + id.bytes + size.bytes;
        if (id.bytes == 0 || id.bytes > kIdBytes || size.bytes == 0)
            break;
        if (size.unknown && !header.matches(0, kCluster))
            break;
        if (!size.unknown && size.value > file.size() - std::min(file.size(), begin))
            break;
        at = begin + (size.unknown ? 0 : size.value);
    }
    return nextFileIn(file, at, file.size());
}

/// The segment, which holds all the rest, says where it ends: the demuxer would look for more in
/// what is behind it, byte by byte.
Document documentAt(const InputFile& file, std::uint64_t begin) {
    const EbmlNumber head = ebmlNumber(file, begin + kIdBytes);
    const std::uint64_t most = file.size() - std::min(file.size(), begin);
    if (head.bytes == 0 || head.unknown || head.value > most)
        return {file.size(), false};
    const std::uint64_t segment = begin + kIdBytes + head.bytes + head.value;
    if (!HeaderBytes(file, segment, kIdBytes).matches(0, kSegment))
        return {file.size(), false};
    const EbmlNumber size = ebmlNumber(file, segment + kIdBytes);
    if (size.bytes == 0)
        return {file.size(), false};
    const std::uint64_t first = segment + kIdBytes + size.bytes;
    if (size.unknown)
        return {behindElements(file, first), false};
    const std::uint64_t end = first + size.value; // 57 bits and less
    return {std::min(end, file.size()), end > file.size()};
}

} // namespace

SoundLayout matroskaLayout(const InputFile& file, std::uint64_t begin) {
    // The document's type stands among the first elements.
    const std::string head = HeaderBytes(file, begin).text(0, 64);
    const bool web = head.find("webm") != std::string::npos;
    SoundLayout layout;
    layout.formatName = web ? "WebM" : "Matroska";
    layout.packing = Packing::container;
    layout.demuxer = "matroska";
    layout.declaresLength = false; // that of the longest track, which may be the picture's
    layout.begin = begin;
    while (layout.pieces.size() < kMostDocuments &&
           HeaderBytes(file, begin, kIdBytes).matches(0, kDocument)) {
        const Document document = documentAt(file, begin);
        layout.pieces.push_back({begin, document.end});
        layout.endMissing = document.endMissing;
        begin = document.end;
    }
    layout.end = nextFileBehind(file, begin);
    if (layout.end < file.size())
        layout.nextFile = layout.end;
    return layout;
}

} // namespace tonegraft
