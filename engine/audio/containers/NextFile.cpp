// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/NextFile.h"

#include "audio/containers/HeaderBytes.h"
#include "audio/containers/MediaLayout.h"
#include "audio/containers/Mp3Layout.h"
#include "audio/containers/Mp3Walk.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

namespace tonegraft {

namespace {

/// Two four-letter words with the container's size between them.
bool isChunked(const HeaderBytes& start) {
    const bool riff = start.matches(0, "RIFF") || start.matches(0, "RIFX") ||
                      start.matches(0, "RF64") || start.matches(0, "BW64");
    const bool aiff = start.matches(8, "AIFF") || start.matches(8, "AIFC");
    return (riff && start.matches(8, "WAVE")) || (start.matches(0, "FORM") && aiff);
}

/// The first page of a stream: version 0, a flag that says so, no samples yet. RFC 3533, 6.
bool isOgg(const HeaderBytes& start) {
    return start.matches(0, "OggS") && start.byte(4) == 0 && (start.byte(5) & ~4U) == 2 &&
           start.number(6, 8, false) == 0;
}

/// A first atom of plausible size (ISO/IEC 14496-12, 4.3), or QuickTime from before the brands.
bool isMovie(const HeaderBytes& start) {
    const std::uint64_t bytes = start.number(0, 4, true);
    return (start.matches(4, "ftyp") && bytes >= 16 && bytes <= 256 && bytes % 4 == 0) ||
           (start.matches(4, "moov") && start.matches(12, "mvhd")) ||
           (start.matches(4, "wide") && start.matches(12, "mdat"));
}

bool isMatroska(const HeaderBytes& start) {
    const std::string head = start.text(0, 64);
    return start.matches(0, "\x1A\x45\xDF\xA3") &&
           (head.find("webm") != std::string::npos || head.find("matroska") != std::string::npos);
}

bool startsFile(const InputFile& file, std::uint64_t at) {
    const HeaderBytes start(file, at);
    return isChunked(start) || isOgg(start) || isMovie(start) || isMatroska(start) ||
           start.matches(0, "riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB") ||
           (start.matches(0, "caff") && start.number(4, 4, true) == 0x00010000) ||
           // the block STREAMINFO, the last one or not
           (start.matches(0, "fLaC") && (start.number(4, 4, true) & 0x7FFFFFFFU) == 34);
}

/// ID3v2.2 to 2.4: sizes have seven bits a byte.
bool isTaggedFile(const InputFile& file, std::uint64_t at) {
    constexpr int kFollowers = 3;
    const HeaderBytes tag(file, at, 10);
    if (!tag.matches(0, "ID3") || tag.byte(3) < 2 || tag.byte(3) > 4 || tag.byte(4) > 9 ||
        (tag.number(6, 4, true) & 0x80808080U) != 0)
        return false;
    const std::uint64_t behind = at + id3Bytes(file, at);
    return startsFile(file, behind) || mp3FramesAt(file, behind, kFollowers) ||
           freeMp3FramesAt(file, behind);
}

/// Whether a byte can be the first of a signature, or the first of a movie's second four.
std::array<bool, 256> possibleStarts() {
    std::array<bool, 256> possible{};
    for (const unsigned char one : {'R', 'B', 'F', 'c', 'f', 'r', 'O', 'I', 'm', 'w'})
        possible[one] = true;
    possible[0x1A] = true;
    return possible;
}

/// The same of three bytes.
bool mayStart(const unsigned char* bytes) {
    const auto is = [bytes](const char* word) { return std::memcmp(bytes, word, 3) == 0; };
    return is("RIF") || is("RF6") || is("BW6") || is("FOR") || is("caf") || is("fLa") ||
           is("rif") || is("Ogg") || is("ID3") || is("\x1A\x45\xDF");
}

bool mayBeMovie(const unsigned char* bytes) {
    const auto is = [bytes](const char* word) { return std::memcmp(bytes, word, 4) == 0; };
    return is("ftyp") || is("moov") || is("wide");
}

/// The first place among these bytes of the file where another file starts.
std::optional<std::uint64_t> startAmong(const InputFile& file, std::uint64_t at,
                                        const std::vector<unsigned char>& bytes,
                                        std::size_t count) {
    static const std::array<bool, 256> possible = possibleStarts();
    constexpr std::size_t kSecond = 4; // where a movie's four letters are
    for (std::size_t i = 0; i + kSecond <= count; ++i) {
        if (!possible[bytes[i]])
            continue;
        const std::uint64_t place = at + i;
        if (mayStart(bytes.data() + i) && (startsFile(file, place) || isTaggedFile(file, place)))
            return place;
        if (i >= kSecond && mayBeMovie(bytes.data() + i) && startsFile(file, place - kSecond))
            return place - kSecond;
    }
    return std::nullopt;
}

/// Whether these three bytes may begin a frame of either kind.
bool mayStartFrame(const unsigned char* bytes, unsigned notSync) {
    const unsigned sync = static_cast<unsigned>(bytes[0]) << 8U | bytes[1];
    const bool mp3 = (sync & 0xFFE6U) == 0xFFE2U && (bytes[2] & 0xF0U) != 0xF0U;
    const bool adts = (sync & 0xFFF6U) == 0xFFF0U;
    return (mp3 || adts) && sync != notSync;
}

} // namespace

std::uint64_t nextFileIn(const InputFile& file, std::uint64_t from, std::uint64_t to) {
    constexpr std::size_t kBlock = 1 << 18;
    constexpr std::size_t kOverlap = 8;
    if (from >= to)
        return to;
    std::vector<unsigned char> bytes(std::min<std::uint64_t>(kBlock, to - from) + kOverlap);
    for (std::uint64_t at = from; at < to; at += kBlock) {
        const std::size_t wanted = std::min<std::uint64_t>(bytes.size(), to - at);
        const std::size_t count = file.readAt(at, bytes.data(), wanted);
        if (const auto found = startAmong(file, at, bytes, count))
            return *found;
    }
    return to;
}

bool startsFrames(const InputFile& file, std::uint64_t at) {
    constexpr int kFewest = 4;
    return adtsBytes(file, at) > 0 || wholeMp3Frames(file, at, kFewest) == kFewest;
}

namespace {

/// Of free format, too.
bool startsAnyFrames(const InputFile& file, std::uint64_t at) {
    return startsFrames(file, at) || freeMp3FramesAt(file, at);
}

std::uint64_t firstPlaceIn(const InputFile& file, std::uint64_t from, std::uint64_t to,
                           unsigned notSync, bool (*starts)(const InputFile&, std::uint64_t)) {
    constexpr std::size_t kBlock = 1 << 18;
    constexpr std::size_t kOverlap = 2;
    if (from >= to)
        return to;
    std::vector<unsigned char> bytes(std::min<std::uint64_t>(kBlock, to - from) + kOverlap);
    for (std::uint64_t at = from; at < to; at += kBlock) {
        const std::size_t wanted = std::min<std::uint64_t>(bytes.size(), to - at);
        const unsigned char* const end = bytes.data() + file.readAt(at, bytes.data(), wanted);
        const unsigned char* next = bytes.data();
        while ((next = std::find(next, end, 0xFFU)) + kOverlap < end) {
            const std::uint64_t place = at + static_cast<std::uint64_t>(next - bytes.data());
            if (mayStartFrame(next, notSync) && starts(file, place))
                return place;
            ++next;
        }
    }
    return to;
}

} // namespace

std::uint64_t nextFramesIn(const InputFile& file, std::uint64_t from, std::uint64_t to,
                           unsigned notSync) {
    return firstPlaceIn(file, from, to, notSync, &startsFrames);
}

std::uint64_t nextSoundIn(const InputFile& file, std::uint64_t from, std::uint64_t to) {
    return firstPlaceIn(file, from, nextFileIn(file, from, to), 0, &startsAnyFrames);
}

std::uint64_t nextFileBehind(const InputFile& file, std::uint64_t end) {
    constexpr std::uint64_t kFarthest = std::uint64_t{16} << 20U; // tags with pictures
    if (end >= file.size() || startsAnyFrames(file, end))
        return end;
    const std::uint64_t to = end + std::min(kFarthest, file.size() - end);
    const std::uint64_t found = nextSoundIn(file, end, to);
    return found < to ? found : file.size();
}

} // namespace tonegraft
