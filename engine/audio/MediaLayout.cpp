// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/MediaLayout.h"

#include "audio/HeaderBytes.h"

#include <algorithm>
#include <string>

namespace tonegraft {

namespace {

SoundLayout layoutOf(const InputFile& file, const char* formatName, const char* demuxer) {
    SoundLayout layout;
    layout.formatName = formatName;
    layout.demuxer = demuxer;
    layout.end = file.size();
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
    }
    return layout;
}

/// Bytes of the ADTS frame whose header is at `header`, 0 if it is none. ISO/IEC 13818-7, 6.2.
std::size_t adtsFrameBytes(const HeaderBytes& header) {
    constexpr std::size_t kHeaderBytes = 7;
    constexpr unsigned kRates = 13;
    const bool sync = header.byte(0) == 0xFF && (header.byte(1) & 0xF6U) == 0xF0U;
    if (header.count() < kHeaderBytes || !sync || ((header.byte(2) >> 2U) & 15U) >= kRates)
        return 0;
    const std::size_t bytes =
        ((header.byte(3) & 3U) << 11U) | (header.byte(4) << 3U) | (header.byte(5) >> 5U);
    return bytes > kHeaderBytes ? bytes : 0;
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
    SoundLayout layout = layoutOf(file, "AAC", "aac");
    layout.begin = begin;
    layout.declaresLength = false;
    return layout;
}

} // namespace tonegraft
