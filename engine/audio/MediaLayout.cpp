// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/MediaLayout.h"

#include "audio/HeaderBytes.h"
#include "audio/MpegFrame.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tonegraft {

namespace {

SoundLayout layoutOf(const InputFile& file, const char* formatName, const char* demuxer,
                     std::uint64_t begin = 0) {
    SoundLayout layout;
    layout.formatName = formatName;
    layout.packing = Packing::container;
    layout.demuxer = demuxer;
    layout.begin = begin;
    layout.end = file.size();
    layout.pieces = {{layout.begin, layout.end}};
    return layout;
}

/// ISO/IEC 14496-12, 4.3: the brand says which of the sisters it is.
SoundLayout brandedLayout(const InputFile& file, const std::string& brand) {
    if (brand == "M4A " || brand == "M4B ")
        return layoutOf(file, "M4A", "mov");
    return layoutOf(file, brand == "qt  " ? "QuickTime" : "MP4", "mov");
}

/// QuickTime files from before the brands: the first atom is one of these, and fits the file.
bool isOldQuickTime(const InputFile& file, const HeaderBytes& start) {
    const std::uint64_t size = start.number(0, 4, true);
    const bool sane = size == 0 || size == 1 || (size >= 8 && size <= file.size());
    for (const char* type : {"moov", "mdat", "wide", "free", "skip", "pnot"}) {
        if (sane && start.matches(4, type))
            return true;
    }
    return false;
}

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

/// Where the segment, which holds all the rest, says that it ends: beyond the file if it is cut
/// off, none if it does not say.
std::optional<std::uint64_t> segmentEnd(const InputFile& file) {
    constexpr std::uint64_t kIdBytes = 4;
    const EbmlNumber head = ebmlNumber(file, kIdBytes);
    if (head.bytes == 0 || head.unknown || head.value > file.size())
        return std::nullopt;
    const std::uint64_t segment = kIdBytes + head.bytes + head.value;
    if (!HeaderBytes(file, segment, kIdBytes).matches(0, "\x18\x53\x80\x67"))
        return std::nullopt;
    const EbmlNumber size = ebmlNumber(file, segment + kIdBytes);
    if (size.bytes == 0 || size.unknown)
        return std::nullopt;
    return segment + kIdBytes + size.bytes + size.value; // 57 bits and less
}

SoundLayout matroskaLayout(const InputFile& file) {
    // The document's type stands among the first elements.
    const std::string head = HeaderBytes(file, 0).text(0, 64);
    const bool web = head.find("webm") != std::string::npos;
    SoundLayout layout = layoutOf(file, web ? "WebM" : "Matroska", "matroska");
    layout.declaresLength = false; // that of the longest track, which may be the picture's
    if (const auto end = segmentEnd(file)) {
        layout.endMissing = *end > file.size();
        // In what is behind it the demuxer would look for more, byte by byte.
        layout.end = std::min(*end, file.size());
        layout.pieces[0].end = layout.end;
    }
    return layout;
}

SoundLayout adtsFrom(const InputFile& file, std::uint64_t begin) {
    SoundLayout layout = layoutOf(file, "AAC", "aac", begin);
    layout.declaresLength = false;
    return layout;
}

/// How many bytes of whole frames follow each other from `at` on; 0 if they are so few that they
/// may be chance.
std::uint64_t adtsBytes(const InputFile& file, std::uint64_t at) {
    constexpr int kFewest = 4;
    const std::uint64_t begin = at;
    int frames = 0;
    for (; true; ++frames) {
        const std::size_t bytes = adtsFrameBytes(HeaderBytes(file, at, 8));
        if (bytes == 0 || at + bytes > file.size())
            break;
        at += bytes;
    }
    return frames >= kFewest ? at - begin : 0;
}

} // namespace

std::optional<SoundLayout> mediaLayout(const InputFile& file) {
    const HeaderBytes start(file, 0, 16);
    if (start.matches(4, "ftyp"))
        return brandedLayout(file, start.text(8, 4));
    if (start.matches(0, "\x1A\x45\xDF\xA3"))
        return matroskaLayout(file);
    if (isOldQuickTime(file, start))
        return layoutOf(file, "QuickTime", "mov");
    return std::nullopt;
}

std::optional<SoundLayout> adtsLayout(const InputFile& file, std::uint64_t begin) {
    const std::size_t bytes = adtsFrameBytes(HeaderBytes(file, begin, 8));
    if (bytes == 0)
        return std::nullopt;
    // A header alone is little more than chance: the next one must follow, or the end.
    const HeaderBytes following(file, begin + bytes, 8);
    if (following.count() > 0 && adtsFrameBytes(following) == 0)
        return std::nullopt;
    return adtsFrom(file, begin);
}

std::optional<SoundLayout> adtsBehindJunk(const InputFile& file, std::uint64_t begin) {
    constexpr std::size_t kSearchBytes = 65536;
    std::vector<unsigned char> bytes(kSearchBytes);
    bytes.resize(file.readAt(begin, bytes.data(), bytes.size()));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint64_t at = begin + i;
        if (bytes[i] != 0xFF || !adtsLayout(file, at))
            continue;
        const std::uint64_t rest = file.size() - at;
        const std::uint64_t found = adtsBytes(file, at);
        if (found > 0 && found >= rest - rest / 10)
            return adtsFrom(file, at);
        // Whatever begins within these frames ends with them.
        i += static_cast<std::size_t>(std::min<std::uint64_t>(found, kSearchBytes));
    }
    return std::nullopt;
}

} // namespace tonegraft
