// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/ChunkWalk.h"
#include "audio/containers/PcmContainers.h"

namespace tonegraft {

namespace {

constexpr unsigned kPcmTag = 1;
constexpr unsigned kFloatTag = 3;
constexpr unsigned kALawTag = 6;
constexpr unsigned kULawTag = 7;
constexpr unsigned kExtensibleTag = 0xFFFE;

/// W64 names a chunk by its four letters and this rest of a GUID ("riff" has another one).
const std::string kW64GuidRest("\xF3\xAC\xD3\x11\x8C\xD1\x00\xC0\x4F\x8E\xDB\x8A", 12);

std::string codingName(unsigned tag) {
    switch (tag) {
    case 0x0002:
        return "Microsoft ADPCM";
    case 0x0011:
        return "IMA ADPCM";
    case 0x0031:
        return "GSM 6.10";
    case 0x0050:
    case 0x0055:
        return "MPEG audio";
    default:
        return "#" + std::to_string(tag);
    }
}

/// The part of the "fmt " chunk that WAV and W64 share.
void readFormat(const InputFile& file, const std::string& container, const Chunk& chunk,
                PcmHeader& header) {
    const HeaderBytes bytes(file, chunk.begin, 40);
    if (chunk.size < 16 || bytes.count() < 16)
        file.fail(MessageCode::readHeaderCutOff);
    const auto number = [&](std::size_t at, int width) {
        return bytes.number(at, width, header.bigEndian);
    };
    auto tag = static_cast<unsigned>(number(0, 2));
    if (tag == kExtensibleTag) {
        if (chunk.size < 40 || bytes.count() < 40)
            file.fail(MessageCode::readHeaderCutOff);
        tag = static_cast<unsigned>(number(24, 2));
    }
    if (tag != kPcmTag && tag != kFloatTag && tag != kALawTag && tag != kULawTag)
        refuseCoding(file, container, codingName(tag));

    header.channels = static_cast<int>(number(2, 2));
    header.sampleRateHz = static_cast<double>(number(4, 4));
    header.coding = tag == kPcmTag     ? PcmCoding::signedInteger
                    : tag == kFloatTag ? PcmCoding::floatingPoint
                    : tag == kALawTag  ? PcmCoding::aLaw
                                       : PcmCoding::uLaw;
    // 20 bits in 3 bytes are left-justified, and so are 24 in 4: the bytes count.
    const int bits = static_cast<int>(number(14, 2));
    header.bytesPerSample = bytesPerSample(header.coding, bits, number(12, 2), header.channels,
                                           number(4, 4), number(8, 4));
    if (header.bytesPerSample == 0)
        file.fail(MessageCode::readHeaderBits, {std::to_string(bits)});
    if (header.coding == PcmCoding::signedInteger && header.bytesPerSample == 1)
        header.coding = PcmCoding::unsignedByte;
}

/// Sizes that programs leave behind when they were stopped or wrote into a pipe.
bool isUnfinished(std::uint64_t dataBytes, std::uint64_t riffBytes, std::uint64_t dataBegin) {
    const bool unknown = dataBytes == 0xFFFFFFFF;
    const bool soxPipe = dataBytes >= 0x7FFFF000 && dataBytes <= 0x7FFFFFFF;
    const bool neverFilled = dataBytes == 0 && riffBytes + 8 <= dataBegin;
    return unknown || soxPipe || neverFilled;
}

} // namespace

SoundLayout riffLayout(const InputFile& file, std::uint64_t begin) {
    const HeaderBytes start(file, begin, 12);
    const bool large = start.matches(0, "RF64") || start.matches(0, "BW64");
    const std::string container = large ? "RF64" : "WAV";
    PcmHeader header;
    header.bigEndian = start.matches(0, "RIFX");
    ChunkStyle& style = header.chunks;
    style.bigEndian = header.bigEndian;
    style.base = begin;
    style.soundId = "data";

    std::uint64_t largeDataBytes = 0;
    bool formatSeen = false;
    Chunk chunk;
    Chunk data;
    for (ChunkWalk walk(file, begin + 12, style);
         !(formatSeen && data.begin > 0) && walk.next(chunk);) {
        if (chunk.id == "fmt " && !formatSeen) {
            readFormat(file, container, chunk, header);
            formatSeen = true;
        } else if (chunk.id == "ds64" && large && chunk.size >= 24) {
            largeDataBytes = HeaderBytes(file, chunk.begin, 24).number(8, 8, false);
        } else if (chunk.id == "data" && data.begin == 0) {
            data = chunk;
        } else if (chunk.id == "LIST" && HeaderBytes(file, chunk.begin, 4).matches(0, "wavl")) {
            // Stretches of sound and of silence: of the standard, but nobody writes or reads it.
            refuseCoding(file, container, "a list of waves (LIST wavl)");
        }
    }
    if (!formatSeen)
        file.fail(MessageCode::readHeaderMissing);
    if (data.begin == 0)
        file.fail(MessageCode::readHeaderOnly, {container});

    const std::uint64_t riffBytes = start.number(4, 4, header.bigEndian);
    header.dataOffset = data.begin;
    header.dataBytes = data.size;
    // The chunk's own size counts (EBU Tech 3306), unless it is one of the two that say nothing.
    const bool nothing = data.size == 0xFFFFFFFF || data.size == 0;
    if (large && nothing && largeDataBytes > 0)
        header.dataBytes = largeDataBytes;
    else
        header.unfinished = isUnfinished(data.size, riffBytes, data.begin - begin);
    header.dataEnd = data.begin + std::min(header.dataBytes, file.size());
    return pcmLayout(file, container, header);
}

SoundLayout w64Layout(const InputFile& file, std::uint64_t begin) {
    PcmHeader header;
    ChunkStyle& style = header.chunks;
    style.idBytes = 16;
    style.sizeBytes = 8;
    style.sizeIncludesHeader = true;
    style.alignment = 8;
    style.base = begin;
    style.soundId = "data" + kW64GuidRest;

    bool formatSeen = false;
    Chunk chunk;
    Chunk data;
    // 40: the "riff" GUID, the size of the file, the "wave" GUID.
    for (ChunkWalk walk(file, begin + 40, style);
         !(formatSeen && data.begin > 0) && walk.next(chunk);) {
        if (chunk.id == "fmt " + kW64GuidRest && !formatSeen) {
            readFormat(file, "W64", chunk, header);
            formatSeen = true;
        } else if (chunk.id == "data" + kW64GuidRest && data.begin == 0) {
            data = chunk;
        }
    }
    if (!formatSeen)
        file.fail(MessageCode::readHeaderMissing);
    if (data.begin == 0)
        file.fail(MessageCode::readHeaderOnly, {"W64"});
    header.dataOffset = data.begin;
    header.dataBytes = data.size;
    const std::uint64_t riffBytes = HeaderBytes(file, begin + 16, 8).number(0, 8, false);
    header.unfinished = data.size == 0 && riffBytes <= data.begin - begin;
    header.dataEnd = data.begin + std::min(data.size, file.size());
    return pcmLayout(file, "W64", header);
}

} // namespace tonegraft
