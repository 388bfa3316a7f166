// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/Mp3Layout.h"

#include "audio/containers/Mp3Walk.h"
#include "audio/containers/NextFile.h"

#include <vector>

namespace tonegraft {

namespace {

/// What may stand before the first frame.
constexpr std::size_t kSearchBytes = 65536;
constexpr std::size_t kMostZeros = 4096;
constexpr std::uint64_t kFewestBehindJunk = 4;
/// Half a sample more or less than 529 is what every decoder adds to the encoder's delay.
constexpr unsigned kDecoderDelay = 529;

struct FirstFrame {
    std::uint64_t at = 0;
    bool freeFormat = false;
};

std::optional<FirstFrame> firstFrame(const InputFile& file, std::uint64_t from, Mp3Start start) {
    const int followers = start == Mp3Start::behindJunk ? 3 : 1;
    int freeFormatTrials = 16;
    std::vector<unsigned char> bytes(start == Mp3Start::here ? kMostZeros : kSearchBytes);
    bytes.resize(file.readAt(from, bytes.data(), bytes.size()));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == 0xFF && mp3FramesAt(file, from + i, followers))
            return FirstFrame{from + i, false};
        if (bytes[i] == 0xFF && freeFormatTrials-- > 0 && freeMp3FramesAt(file, from + i))
            return FirstFrame{from + i, true};
        if (start == Mp3Start::here && bytes[i] != 0)
            break;
    }
    return std::nullopt;
}

/// How many frames there are is counted; the encoder's header says whether the file was cut off
/// and how much of the first and last frames is sound.
SoundPiece pieceOf(const Mp3Run& run) {
    SoundPiece piece;
    piece.begin = run.begin;
    piece.end = run.end;
    piece.expectedSamples = run.frames * run.samplesPerFrame;
    if (!run.info)
        return piece;
    const Mp3Info& info = *run.info;
    // Some encoders count the header's frame too, and some write a number that is wrong or none:
    // where they also count the bytes and these are there, nothing is missing.
    const std::uint64_t missing = info.frames > run.frames ? info.frames - run.frames : 0;
    const bool bytesThere = info.bytes > 0 && run.end - run.first >= info.bytes;
    const bool cut = (missing > 1 || (missing == 1 && run.lastIsCut)) && !bytesThere;
    if (cut)
        piece.expectedSamples = info.frames * run.samplesPerFrame;
    if (info.saysPadding)
        piece.skippedAtStart = info.delay + kDecoderDelay;
    // The padding is that of the last frame it counted, by frames or by bytes.
    const bool sameEnd = info.frames == 0 || (missing <= 1 && info.frames + 1 >= run.frames) ||
                         run.end - run.first == info.bytes;
    if (info.saysPadding && sameEnd && !cut && info.padding > kDecoderDelay)
        piece.skippedAtEnd = info.padding - kDecoderDelay;
    return piece;
}

SoundLayout freeFormatLayout(const InputFile& file, std::uint64_t begin) {
    SoundLayout layout;
    layout.formatName = "MP3";
    layout.packing = Packing::freeMp3;
    layout.begin = begin;
    layout.end = nextFileIn(file, begin, file.size());
    if (layout.end < file.size())
        layout.nextFile = layout.end;
    return layout;
}

} // namespace

std::optional<SoundLayout> mp3Layout(const InputFile& file, std::uint64_t from, Mp3Start start) {
    const auto first = firstFrame(file, from, start);
    if (!first)
        return std::nullopt;
    if (first->freeFormat)
        return freeFormatLayout(file, first->at);
    const Mp3Runs found = walkMp3(file, first->at);
    // Other files hold MP3 too, such as videos: theirs is not in one piece. And a few frames at
    // the very end of a file are chance.
    const std::uint64_t rest = file.size() - first->at;
    const bool chance = found.runs.empty() || found.runs[0].frames < kFewestBehindJunk;
    if (start == Mp3Start::behindJunk && (chance || found.bytes < rest - rest / 10))
        return std::nullopt;
    SoundLayout layout;
    layout.formatName = "MP3";
    layout.packing = Packing::mp3Frames;
    layout.begin = first->at;
    layout.end = file.size();
    layout.damaged = found.junkBetween;
    for (const Mp3Run& run : found.runs) {
        if (run.frames > 0)
            layout.pieces.push_back(pieceOf(run));
    }
    if (layout.pieces.empty())
        file.fail(MessageCode::readNothingDecoded);
    layout.end = nextFileBehind(file, layout.pieces.back().end);
    if (layout.end < file.size())
        layout.nextFile = layout.end;
    return layout;
}

bool freeMp3FramesAt(const InputFile& file, std::uint64_t at) {
    constexpr std::size_t kLongest = 8192;
    const auto frame = mpegFrame(HeaderBytes(file, at, MpegFrame::kHeaderBytes));
    if (!frame || !frame->freeFormat)
        return false;
    std::vector<unsigned char> bytes(2 * kLongest + 8);
    bytes.resize(file.readAt(at, bytes.data(), bytes.size()));
    const auto repeats = [&](std::size_t place) {
        return place + 2 < bytes.size() && bytes[place] == bytes[0] &&
               bytes[place + 1] == bytes[1] && (bytes[place + 2] & 0xFCU) == (bytes[2] & 0xFCU);
    };
    for (std::size_t length = frame->sideInfo; length <= kLongest; ++length) {
        if (!repeats(length))
            continue;
        // One byte of padding more or less.
        if (repeats(2 * length - 1) || repeats(2 * length) || repeats(2 * length + 1))
            return true;
    }
    return false;
}

std::uint64_t id3Bytes(const InputFile& file, std::uint64_t from) {
    std::uint64_t at = from;
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
    return at - from;
}

} // namespace tonegraft
