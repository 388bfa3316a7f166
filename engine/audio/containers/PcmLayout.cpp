// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/NextFile.h"
#include "audio/containers/PcmContainers.h"
#include "audio/files/FileMessage.h"

#include <cmath>

#include <sndfile.h>

namespace tonegraft {

namespace {

constexpr int kMostChannels = 1024;
constexpr double kHighestRateHz = 1e7;

/// libsndfile's name of the coding, 0 if the width does not exist.
int subformat(PcmCoding coding, int bytesPerSample) {
    constexpr int kInteger[] = {0, SF_FORMAT_PCM_S8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_24,
                                SF_FORMAT_PCM_32};
    switch (coding) {
    case PcmCoding::signedInteger:
        return bytesPerSample >= 1 && bytesPerSample <= 4 ? kInteger[bytesPerSample] : 0;
    case PcmCoding::unsignedByte:
        return bytesPerSample == 1 ? SF_FORMAT_PCM_U8 : 0;
    case PcmCoding::floatingPoint:
        return bytesPerSample == 4 ? SF_FORMAT_FLOAT : bytesPerSample == 8 ? SF_FORMAT_DOUBLE : 0;
    case PcmCoding::aLaw:
        return bytesPerSample == 1 ? SF_FORMAT_ALAW : 0;
    case PcmCoding::uLaw:
        return bytesPerSample == 1 ? SF_FORMAT_ULAW : 0;
    }
    return 0;
}

void requireSaneHeader(const InputFile& file, const PcmHeader& header) {
    if (header.channels < 1 || header.channels > kMostChannels)
        file.fail(MessageCode::readHeaderChannels, {std::to_string(header.channels)});
    if (!(header.sampleRateHz >= 1.0 && header.sampleRateHz <= kHighestRateHz))
        file.fail(MessageCode::readHeaderRate);
    if (subformat(header.coding, header.bytesPerSample) == 0)
        file.fail(MessageCode::readHeaderBits, {std::to_string(8 * header.bytesPerSample)});
}

} // namespace

int bytesPerSample(PcmCoding coding, int bits, std::uint64_t blockBytes, int channels,
                   std::uint64_t blocksPerSecond, std::uint64_t bytesPerSecond) {
    const int byBits = (bits + 7) / 8;
    const auto count = static_cast<std::uint64_t>(std::max(channels, 1));
    const int byBlock = blockBytes % count == 0 && blockBytes / count <= 8
                            ? static_cast<int>(blockBytes / count)
                            : 0;
    const bool witness = bytesPerSecond == 0 || bytesPerSecond == blocksPerSecond * blockBytes;
    const bool inFour =
        coding == PcmCoding::signedInteger && byBits == 3 && byBlock == 4 && witness;
    if (subformat(coding, byBits) != 0 && !inFour)
        return byBits;
    return subformat(coding, byBlock) != 0 ? byBlock : 0;
}

void refuseCoding(const InputFile& file, const std::string& container, const std::string& coding) {
    file.fail(MessageCode::readCoding, {container, coding});
}

namespace {

/// The samples themselves. `unfinished`: to the end of the file.
SoundLayout samplesAt(const InputFile& file, const std::string& formatName, const PcmHeader& header,
                      bool unfinished) {
    SoundLayout layout;
    layout.formatName = formatName;
    layout.sndfileFormat = SF_FORMAT_RAW | subformat(header.coding, header.bytesPerSample) |
                           (header.bigEndian ? SF_ENDIAN_BIG : SF_ENDIAN_LITTLE);
    layout.bytesPerFrame = header.channels * header.bytesPerSample;
    layout.sampleRateHz = static_cast<int>(std::lround(header.sampleRateHz));
    layout.channels = header.channels;
    layout.begin = std::min(header.dataOffset, file.size());
    const std::uint64_t present = file.size() - layout.begin;
    std::uint64_t usable = unfinished ? present : std::min(present, header.dataBytes);
    // Where no length is given, only the next one's signature tells that another file was joined.
    if (unfinished || header.toTheEnd) {
        const std::uint64_t end = nextFileIn(file, layout.begin, file.size());
        layout.nextFile = end < file.size() ? end : 0;
        usable = end - layout.begin;
    }
    usable -= usable % static_cast<std::uint64_t>(layout.bytesPerFrame);
    layout.end = layout.begin + usable;
    return layout;
}

/// Where another file begins behind what the container does not describe; the end of the file:
/// nowhere. Frames without a signature are not looked for among what may be samples.
std::uint64_t behindUnknown(const InputFile& file, std::uint64_t at) {
    constexpr std::uint64_t kMostZeros = 4096;
    const std::uint64_t most = std::min(at + kMostZeros, file.size());
    std::uint64_t zeros = at;
    while (zeros < most && file.allZero(zeros, zeros + 1))
        ++zeros;
    return startsFrames(file, zeros) ? zeros : nextFileIn(file, at, file.size());
}

/// What is behind the sound: more of it, another file, or what the header does not know of, as a
/// recorder leaves it that was stopped. That is not guessed at: what is no sound would be noise.
void addFollowing(const InputFile& file, PcmHeader header, SoundLayout& layout) {
    using Kind = Following::Kind;
    constexpr std::size_t kMostStretches = 4096;
    constexpr std::uint64_t kLeast = 1024; // less is some program's remark
    const std::uint64_t firstBytes = header.dataBytes;
    Following next{Kind::moreSound, 0, {}};
    while (header.dataEnd > 0) {
        next =
            following(file, ChunkWalk::behind(file, header.dataEnd, header.chunks), header.chunks);
        if (next.kind != Kind::moreSound || layout.joined.size() == kMostStretches)
            break;
        header.dataOffset = next.chunk.begin;
        header.dataBytes = next.chunk.size;
        header.dataEnd = next.chunk.begin + next.chunk.size;
        SoundLayout more = samplesAt(file, layout.formatName, header, false);
        if (more.end > more.begin)
            layout.joined.push_back(std::move(more));
    }
    const std::uint64_t joined = next.kind == Kind::anotherFile ? next.at
                                 : next.kind == Kind::unknown   ? behindUnknown(file, next.at)
                                                                : file.size();
    if (joined < file.size())
        layout.nextFile = joined;
    if (header.dataEnd > 0 && next.kind != Kind::end && header.dataEnd + kLeast <= joined &&
        !file.allZero(header.dataEnd, joined))
        warnOfRest(file, firstBytes, joined - header.dataEnd, layout);
}

} // namespace

void warnOfRest(const InputFile& file, std::uint64_t claimedBytes, std::uint64_t restBytes,
                SoundLayout& layout) {
    layout.warnings.push_back(fileMessage(file.path(), MessageCode::headerClaimsLess,
                                          {shownBytes(static_cast<double>(claimedBytes)),
                                           shownBytes(static_cast<double>(restBytes))}));
}

SoundLayout pcmLayout(const InputFile& file, const std::string& formatName,
                      const PcmHeader& header) {
    requireSaneHeader(file, header);
    const std::uint64_t begin = std::min(header.dataOffset, file.size());
    const std::uint64_t present = file.size() - begin;
    // A length of nothing in front of what can be nothing but sound was never filled in.
    const bool unfinished = header.unfinished || (header.dataBytes == 0 && present > 0 &&
                                                  !onlyChunksFrom(file, begin, header.chunks));
    SoundLayout layout = samplesAt(file, formatName, header, unfinished);
    if (layout.end == layout.begin)
        file.fail(MessageCode::readHeaderOnly, {formatName});
    if (unfinished)
        layout.warnings.push_back(fileMessage(file.path(), MessageCode::neverClosed));
    else if (header.toTheEnd)
        return layout;
    else if (present < header.dataBytes)
        layout.warnings.push_back(
            fileMessage(file.path(), MessageCode::headerClaimsMore,
                        {shownBytes(static_cast<double>(header.dataBytes)),
                         shownBytes(static_cast<double>(layout.end - layout.begin))}));
    else
        addFollowing(file, header, layout);
    return layout;
}

} // namespace tonegraft
