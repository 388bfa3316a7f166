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

/// Where the file begins whose first atom ("ftyp") stands behind another one's movie, as `cat`
/// joins them; its own places count from there. None: there is none.
std::optional<std::uint64_t> nextMovie(const InputFile& file, std::uint64_t begin) {
    constexpr int kMostAtoms = 1 << 20;
    bool movieSeen = false;
    std::uint64_t at = begin;
    for (int atoms = 0; atoms < kMostAtoms; ++atoms) {
        const HeaderBytes header(file, at, 16);
        if (header.count() < 8)
            break;
        if (movieSeen && header.matches(4, "ftyp"))
            return at;
        movieSeen = movieSeen || header.matches(4, "moov");
        const std::uint64_t size = header.number(0, 4, true);
        const std::uint64_t bytes = size == 1 ? header.number(8, 8, true) : size;
        if (bytes < 8 || bytes > file.size() - at) // 0: to the end of the file
            break;
        at += bytes;
    }
    return std::nullopt;
}

/// Each is a piece of its own.
SoundLayout moviesLayout(const InputFile& file, const char* formatName) {
    constexpr std::size_t kMostMovies = 4096;
    SoundLayout layout = layoutOf(file, formatName, "mov");
    std::vector<SoundPiece>& pieces = layout.pieces;
    while (pieces.size() < kMostMovies) {
        const auto next = nextMovie(file, pieces.back().begin);
        if (!next)
            break;
        pieces.back().end = *next;
        pieces.push_back({*next, file.size()});
    }
    return layout;
}

/// ISO/IEC 14496-12, 4.3: the brand says which of the sisters it is.
SoundLayout brandedLayout(const InputFile& file, const std::string& brand) {
    if (brand == "M4A " || brand == "M4B ")
        return moviesLayout(file, "M4A");
    return moviesLayout(file, brand == "qt  " ? "QuickTime" : "MP4");
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
        return moviesLayout(file, "QuickTime");
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
