// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/Mp3Walk.h"

#include "audio/containers/Mp3Layout.h"
#include "audio/containers/NextFile.h"

#include <string>

namespace tonegraft {

namespace {

/// Each run is decoded by itself: more of them are no recording but an attack.
constexpr std::size_t kMostRuns = 4096;
/// Frames that must follow where a run begins anew behind something unknown.
constexpr int kFollowers = 2;

/// LAME's part of the Xing header: nine bytes of name, then what it did; 21 bytes on the delay and
/// the padding, twelve bits each (gabriel.mp3-tech.org/mp3infotag.html). Lavc writes the same.
void readLame(const HeaderBytes& lame, Mp3Info& info) {
    constexpr std::size_t kDelays = 21;
    constexpr unsigned kMostSamples = 3 * 1152;
    const bool named =
        lame.matches(0, "LAME") || lame.matches(0, "Lavc") || lame.matches(0, "Lavf");
    const auto delays = static_cast<unsigned>(lame.number(kDelays, 3, true));
    if (!named || lame.count() < kDelays + 3 || delays == 0)
        return;
    info.delay = delays >> 12U;
    info.padding = delays & 0xFFFU;
    info.saysPadding = info.delay <= kMostSamples && info.padding <= kMostSamples;
}

Mp3Info xingInfo(const InputFile& file, std::uint64_t at) {
    const HeaderBytes xing(file, at, 16);
    const auto flags = static_cast<unsigned>(xing.number(4, 4, true));
    Mp3Info info;
    std::size_t next = 8;
    if ((flags & 1U) != 0) {
        info.frames = xing.number(next, 4, true);
        next += 4;
    }
    if ((flags & 2U) != 0) {
        info.bytes = xing.number(next, 4, true);
        next += 4;
    }
    next += (flags & 4U) != 0 ? 100 : 0; // table of contents
    next += (flags & 8U) != 0 ? 4 : 0;   // quality
    readLame(HeaderBytes(file, at + next), info);
    return info;
}

/// The encoder's header, if this frame holds one instead of sound. It stands behind the side
/// information; some encoders count the checksum before that, some do not.
std::optional<Mp3Info> infoIn(const InputFile& file, std::uint64_t at, const MpegFrame& frame) {
    constexpr std::size_t kVbri = MpegFrame::kHeaderBytes + 32;
    for (const std::size_t place : {frame.sideInfo, frame.sideInfo + 2}) {
        const HeaderBytes bytes(file, at + place, 4);
        if (bytes.matches(0, "Xing") || bytes.matches(0, "Info"))
            return xingInfo(file, at + place);
    }
    const HeaderBytes vbri(file, at + kVbri, 18);
    if (!vbri.matches(0, "VBRI"))
        return std::nullopt;
    Mp3Info info;
    info.bytes = vbri.number(10, 4, true);
    info.frames = vbri.number(14, 4, true);
    return info;
}

/// The end of the tag at `at`; `at` itself if there is none.
std::uint64_t behindTag(const InputFile& file, std::uint64_t at) {
    constexpr std::uint64_t kApeHeader = 32;
    const HeaderBytes bytes(file, at, 16);
    if (const std::uint64_t id3 = id3Bytes(file, at))
        return at + id3;
    if (bytes.matches(0, "TAG"))
        return at + 128;
    if (bytes.matches(0, "APETAGEX"))
        return at + kApeHeader + bytes.number(12, 4, false);
    return at;
}

/// Where the next run begins at or after `at`; the end of the file if there is none.
std::uint64_t nextStart(const InputFile& file, std::uint64_t at) {
    constexpr std::size_t kBlock = 65536;
    std::vector<unsigned char> block(kBlock);
    for (; at < file.size(); at += kBlock) {
        const std::size_t count = file.readAt(at, block.data(), kBlock);
        for (std::size_t i = 0; i < count; ++i) {
            const bool tag = block[i] == 'I' && id3Bytes(file, at + i) > 0;
            if (tag || (block[i] == 0xFF && mp3FramesAt(file, at + i, kFollowers)))
                return at + i;
        }
    }
    return file.size();
}

/// Steps over what is no frame; says if that is junk.
std::uint64_t behindGap(const InputFile& file, std::uint64_t at, bool& junk) {
    constexpr std::uint64_t kMostZeros = 4096;
    for (std::uint64_t next = behindTag(file, at); next != at; next = behindTag(file, at))
        at = next;
    if (at >= file.size() || mp3FramesAt(file, at, kFollowers))
        return at;
    const std::uint64_t start = nextStart(file, at);
    if (nextSoundIn(file, at, start) < start)
        return file.size(); // another file is in between, and this one ends
    // Behind the last frame there may be whatever wants to be there.
    if (start < file.size() && (start - at > kMostZeros || !file.allZero(at, start)))
        junk = true;
    return start;
}

/// A frame or two behind junk, at the end of the file, are none: any bytes may look like them.
void dropChance(Mp3Runs& found) {
    constexpr std::uint64_t kFewest = 3;
    while (!found.runs.empty() && found.runs.back().behindJunk &&
           found.runs.back().frames < kFewest)
        found.runs.pop_back();
    for (const Mp3Run& run : found.runs)
        found.junkBetween = found.junkBetween || run.behindJunk;
}

} // namespace

bool mp3FramesAt(const InputFile& file, std::uint64_t at, int followers) {
    const auto first = mpegFrame(HeaderBytes(file, at, MpegFrame::kHeaderBytes));
    if (!first || first->freeFormat)
        return false;
    at += first->bytes;
    for (int i = 0; i < followers; ++i) {
        const HeaderBytes header(file, at, MpegFrame::kHeaderBytes);
        if (header.count() < MpegFrame::kHeaderBytes)
            return true; // the last one, or cut off in it
        const auto next = mpegFrame(header);
        if (!next || next->freeFormat || !next->continues(*first))
            return false;
        at += next->bytes;
    }
    return true;
}

int wholeMp3Frames(const InputFile& file, std::uint64_t at, int most) {
    std::optional<MpegFrame> first;
    int whole = 0;
    for (; whole < most; ++whole) {
        const auto frame = mpegFrame(HeaderBytes(file, at, MpegFrame::kHeaderBytes));
        const bool same = frame && !frame->freeFormat && (!first || frame->continues(*first));
        if (!same || at + frame->bytes > file.size())
            break;
        first = frame;
        at += frame->bytes;
    }
    return whole;
}

Mp3Runs walkMp3(const InputFile& file, std::uint64_t at) {
    Mp3Runs found;
    bool open = false;
    bool junk = false; // since the latest run
    MpegFrame latest;
    while (at < file.size() && found.runs.size() < kMostRuns) {
        const auto frame = mpegFrame(HeaderBytes(file, at, MpegFrame::kHeaderBytes));
        if (!frame || frame->freeFormat) {
            open = false;
            const std::uint64_t next = behindGap(file, at, junk);
            at = next > at ? next : at + 1;
            continue;
        }
        if (at + frame->bytes > file.size()) {
            if (open)
                found.runs.back().lastIsCut = true;
            break;
        }
        const std::optional<Mp3Info> info = infoIn(file, at, *frame);
        // A decoder takes a frame for one of the format before it where that changes.
        const bool changes = open && (!frame->continues(latest) || frame->mono != latest.mono);
        latest = *frame;
        if (info || changes || !open) {
            found.runs.push_back({at, at, at, 0, frame->samples, info, false, junk});
            junk = false;
            open = true;
        }
        Mp3Run& run = found.runs.back();
        at += frame->bytes;
        run.end = at;
        if (info)
            run.begin = at;
        else
            ++run.frames;
        found.bytes += frame->bytes;
    }
    dropChance(found);
    return found;
}

} // namespace tonegraft
