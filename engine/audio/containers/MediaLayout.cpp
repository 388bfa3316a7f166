// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/MediaLayout.h"

#include "audio/containers/HeaderBytes.h"
#include "audio/containers/MpegFrame.h"
#include "audio/containers/NextFile.h"

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

/// Where the atoms of one file end.
struct MovieEnd {
    std::uint64_t at = 0;
    bool another = false; ///< there another one begins, as `cat` joins them
};

/// Walks over a file's atoms. Another one's first is "ftyp", if it is not from before the brands;
/// each has one "moov". Its places count from its own beginning.
MovieEnd endOfMovie(const InputFile& file, std::uint64_t begin) {
    constexpr int kMostAtoms = 1 << 20;
    std::uint64_t behindMovie = 0; // 0: not seen yet
    std::uint64_t behindData = 0;
    bool dataFirst = false;
    std::uint64_t at = begin;
    for (int atoms = 0; atoms < kMostAtoms; ++atoms) {
        const HeaderBytes header(file, at, 16);
        if (header.count() < 8)
            break;
        if (behindMovie > 0 && header.matches(4, "ftyp"))
            return {at, true};
        if (behindMovie > 0 && behindData > 0 && header.matches(4, "moov"))
            return {dataFirst ? behindMovie : behindData, true};
        const std::uint64_t size = header.number(0, 4, true);
        const std::uint64_t bytes = size == 1 ? header.number(8, 8, true) : size;
        if (size == 0 && header.matches(4, "mdat"))
            return {file.size(), false}; // it goes on to the end; other zeros are no atom
        if (bytes < 8 || bytes > file.size() - at)
            break;
        at += bytes;
        if (header.matches(4, "moov")) {
            behindMovie = at;
            dataFirst = behindData > 0;
        }
        if (header.matches(4, "mdat") && !(behindMovie > 0 && dataFirst))
            behindData = at;
    }
    const std::uint64_t next = behindMovie > 0 ? nextFileBehind(file, at) : file.size();
    return {next, false};
}

/// Each is a piece of its own.
SoundLayout moviesLayout(const InputFile& file, const char* formatName, std::uint64_t begin) {
    constexpr std::size_t kMostMovies = 4096;
    SoundLayout layout = layoutOf(file, formatName, "mov", begin);
    layout.pieces.clear();
    MovieEnd movie{begin, true};
    while (movie.another && layout.pieces.size() < kMostMovies) {
        begin = movie.at;
        movie = endOfMovie(file, begin);
        layout.pieces.push_back({begin, movie.at});
    }
    layout.end = movie.at;
    if (movie.at < file.size())
        layout.nextFile = movie.at;
    return layout;
}

/// ISO/IEC 14496-12, 4.3: the brand says which of the sisters it is.
SoundLayout brandedLayout(const InputFile& file, const std::string& brand, std::uint64_t begin) {
    if (brand == "M4A " || brand == "M4B ")
        return moviesLayout(file, "M4A", begin);
    return moviesLayout(file, brand == "qt  " ? "QuickTime" : "MP4", begin);
}

/// QuickTime files from before the brands: the first atom is one of these, and fits the file.
bool isOldQuickTime(std::uint64_t bytes, const HeaderBytes& start) {
    const std::uint64_t size = start.number(0, 4, true);
    const bool sane = size == 0 || size == 1 || (size >= 8 && size <= bytes);
    for (const char* type : {"moov", "mdat", "wide", "free", "skip", "pnot"}) {
        if (sane && start.matches(4, type))
            return true;
    }
    return false;
}

SoundLayout adtsFrom(const InputFile& file, std::uint64_t begin) {
    SoundLayout layout = layoutOf(file, "AAC", "aac", begin);
    layout.declaresLength = false;
    // What is damaged between its frames, the demuxer steps over.
    std::uint64_t bytes = adtsBytes(file, begin);
    layout.end = begin;
    do {
        layout.end = nextFileBehind(file, layout.end + bytes);
        bytes = adtsBytes(file, layout.end);
    } while (bytes > 0);
    layout.pieces.back().end = layout.end;
    if (layout.end < file.size())
        layout.nextFile = layout.end;
    return layout;
}

} // namespace

std::optional<SoundLayout> mediaLayout(const InputFile& file, std::uint64_t begin) {
    const HeaderBytes start(file, begin, 16);
    if (start.matches(4, "ftyp"))
        return brandedLayout(file, start.text(8, 4), begin);
    if (start.matches(0, "\x1A\x45\xDF\xA3"))
        return matroskaLayout(file, begin);
    if (isOldQuickTime(file.size() - begin, start))
        return moviesLayout(file, "QuickTime", begin);
    return std::nullopt;
}

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
