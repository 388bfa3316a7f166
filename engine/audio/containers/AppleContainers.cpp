// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/ChunkWalk.h"
#include "audio/containers/PcmContainers.h"

#include <cmath>
#include <cstring>

namespace tonegraft {

namespace {

/// IEEE 754 80-bit extended precision, as AIFF writes sample rates; -1 for infinities and NaN.
double extendedNumber(const HeaderBytes& bytes, std::size_t at) {
    const auto signAndExponent = static_cast<unsigned>(bytes.number(at, 2, true));
    const std::uint64_t mantissa = bytes.number(at + 2, 8, true);
    const int exponent = static_cast<int>(signAndExponent & 0x7FFFU);
    if (exponent == 0x7FFF || (signAndExponent & 0x8000U) != 0)
        return -1.0;
    return std::ldexp(static_cast<double>(mantissa), exponent - 16383 - 63);
}

double doubleNumber(const HeaderBytes& bytes, std::size_t at) {
    const std::uint64_t bits = bytes.number(at, 8, true);
    double value = 0.0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

/// For a message: four bytes of a foreign file, made printable.
std::string shownCode(const std::string& code) {
    std::string shown;
    for (const char letter : code)
        shown += letter >= 0x20 && letter < 0x7F ? letter : '?';
    return "\"" + shown + "\"";
}

/// The compression type of AIFF-C.
void applyAiffCoding(const InputFile& file, const std::string& code, PcmHeader& header) {
    const auto is = [&](const char* name) { return code == name; };
    if (is("NONE") || is("twos") || is("in24") || is("in32"))
        header.coding = PcmCoding::signedInteger;
    else if (is("sowt") || is("42ni") || is("23ni"))
        header.bigEndian = false;
    else if (is("raw "))
        header.coding = PcmCoding::unsignedByte;
    else if (is("fl32") || is("FL32") || is("fl64") || is("FL64"))
        header.coding = PcmCoding::floatingPoint;
    else if (is("alaw") || is("ALAW"))
        header.coding = PcmCoding::aLaw;
    else if (is("ulaw") || is("ULAW"))
        header.coding = PcmCoding::uLaw;
    else
        refuseCoding(file, "AIFF", shownCode(code));
    // Some writers leave the number of bits of the sound before coding.
    if (header.coding == PcmCoding::floatingPoint)
        header.bytesPerSample = is("fl64") || is("FL64") ? 8 : 4;
    else if (header.coding != PcmCoding::signedInteger)
        header.bytesPerSample = 1;
    else if (is("in24") || is("42ni"))
        header.bytesPerSample = 3;
    else if (is("in32") || is("23ni"))
        header.bytesPerSample = 4;
}

/// AIFF-C from QuickTime has a chunk "wave" with atoms like those of a movie. Of the codings that
/// name no order of bytes (in24, in32, fl32, fl64), its atom "enda" says that the lowest is first.
/// It decides: nobody else would write it.
bool saysLittleEndian(const InputFile& file, const Chunk& chunk) {
    const std::uint64_t end = chunk.begin + std::min<std::uint64_t>(chunk.size, 4096);
    for (std::uint64_t at = chunk.begin; at + 10 <= end;) {
        const HeaderBytes atom(file, at, 10);
        if (atom.matches(4, "enda"))
            return atom.number(8, 2, true) != 0;
        at += std::max<std::uint64_t>(atom.number(0, 4, true), 8);
    }
    return false;
}

bool namesNoOrder(const std::string& code) {
    for (const char* one : {"in24", "in32", "fl32", "FL32", "fl64", "FL64"}) {
        if (code == one)
            return true;
    }
    return false;
}

/// The "COMM" chunk; returns the number of frames it declares.
std::uint64_t readCommon(const InputFile& file, bool compressed, const Chunk& chunk,
                         PcmHeader& header) {
    const HeaderBytes bytes(file, chunk.begin, 22);
    const std::size_t least = compressed ? 22 : 18;
    if (chunk.size < least || bytes.count() < least)
        file.fail(MessageCode::readHeaderCutOff);
    header.bigEndian = true;
    header.channels = static_cast<int>(bytes.number(0, 2, true));
    header.bytesPerSample = static_cast<int>(bytes.number(6, 2, true) + 7) / 8;
    header.sampleRateHz = extendedNumber(bytes, 8);
    if (compressed)
        applyAiffCoding(file, bytes.text(18, 4), header);
    return bytes.number(2, 4, true);
}

/// The "desc" chunk of CAF.
void readDescription(const InputFile& file, const Chunk& chunk, PcmHeader& header) {
    const HeaderBytes bytes(file, chunk.begin, 32);
    if (chunk.size < 32 || bytes.count() < 32)
        file.fail(MessageCode::readHeaderCutOff);
    constexpr unsigned kIsFloat = 1;
    constexpr unsigned kIsLittleEndian = 2;
    const std::string code = bytes.text(8, 4);
    const auto flags = static_cast<unsigned>(bytes.number(12, 4, true));
    header.sampleRateHz = doubleNumber(bytes, 0);
    header.channels = static_cast<int>(std::min<std::uint64_t>(bytes.number(24, 4, true), 65535));
    header.bigEndian = (flags & kIsLittleEndian) == 0;
    const std::uint64_t packetBytes = bytes.number(16, 4, true);
    if (code == "alaw")
        header.coding = PcmCoding::aLaw;
    else if (code == "ulaw")
        header.coding = PcmCoding::uLaw;
    else if (code != "lpcm")
        refuseCoding(file, "CAF", shownCode(code));
    else if ((flags & kIsFloat) != 0)
        header.coding = PcmCoding::floatingPoint;
    // A packet of samples is one frame of all channels, whatever the header says of either number.
    header.bytesPerSample = bytesPerSample(
        header.coding, static_cast<int>(std::min<std::uint64_t>(bytes.number(28, 4, true), 1024)),
        packetBytes, header.channels, 0, 0);
    if (header.bytesPerSample == 0)
        file.fail(MessageCode::readHeaderPackets);
}

/// The chunk "SSND": its size decides on the length. The number of frames in "COMM" counts where
/// the chunk is filled up to whole blocks, and where its size cannot be right: it is 0, or what
/// follows it is no chunk.
void applyAiffLength(const InputFile& file, const Chunk& data, std::uint64_t frames,
                     PcmHeader& header) {
    const HeaderBytes start(file, data.begin, 8);
    const std::uint64_t skipped = start.number(0, 4, true);
    const bool inBlocks = start.number(4, 4, true) != 0;
    header.dataOffset = data.begin + 8 + skipped;
    header.dataEnd = data.begin + std::min(data.size, file.size());
    header.dataBytes = data.size > 8 + skipped ? data.size - 8 - skipped : 0;
    const std::uint64_t byFrames = frames * static_cast<std::uint64_t>(header.channels) *
                                   static_cast<std::uint64_t>(header.bytesPerSample);
    const std::uint64_t present = file.size() - std::min(file.size(), header.dataOffset);
    const bool fits = byFrames > 0 && byFrames <= present;
    const bool chunkIsWrong =
        data.size == 0 ||
        (header.dataEnd < file.size() &&
         !onlyChunksFrom(file, ChunkWalk::behind(file, header.dataEnd, header.chunks),
                         header.chunks));
    if (fits &&
        (chunkIsWrong ? byFrames > header.dataBytes : inBlocks && byFrames < header.dataBytes)) {
        header.dataBytes = byFrames;
        header.dataEnd = std::max(header.dataEnd, header.dataOffset + byFrames);
    }
    header.unfinished = header.dataBytes == 0 && data.size == 0;
}

} // namespace

SoundLayout aiffLayout(const InputFile& file, std::uint64_t begin) {
    const bool compressed = HeaderBytes(file, begin + 8, 4).matches(0, "AIFC");
    PcmHeader header;
    header.chunks.bigEndian = true;
    header.chunks.base = begin;
    std::uint64_t frames = 0;
    bool commonSeen = false;
    bool littleEndian = false;
    Chunk chunk;
    Chunk common;
    Chunk data;
    for (ChunkWalk walk(file, begin + 12, header.chunks); walk.next(chunk);) {
        if (chunk.id == "COMM" && !commonSeen) {
            frames = readCommon(file, compressed, chunk, header);
            common = chunk;
            commonSeen = true;
        } else if (chunk.id == "SSND" && data.begin == 0) {
            data = chunk;
        } else if (chunk.id == "wave") {
            littleEndian = littleEndian || saysLittleEndian(file, chunk);
        }
    }
    if (!commonSeen)
        file.fail(MessageCode::readHeaderMissing);
    if (data.begin == 0)
        file.fail(MessageCode::readHeaderOnly, {"AIFF"});
    if (compressed && littleEndian &&
        namesNoOrder(HeaderBytes(file, common.begin + 18, 4).text(0, 4)))
        header.bigEndian = false;
    applyAiffLength(file, data, frames, header);
    return pcmLayout(file, "AIFF", header);
}

SoundLayout cafLayout(const InputFile& file, std::uint64_t begin) {
    PcmHeader header;
    ChunkStyle& style = header.chunks;
    style.sizeBytes = 8;
    style.bigEndian = true;
    style.alignment = 1;
    style.base = begin;
    bool descriptionSeen = false;
    Chunk chunk;
    Chunk data;
    for (ChunkWalk walk(file, begin + 8, style);
         !(descriptionSeen && data.begin > 0) && walk.next(chunk);) {
        if (chunk.id == "desc" && !descriptionSeen) {
            readDescription(file, chunk, header);
            descriptionSeen = true;
        } else if (chunk.id == "data" && data.begin == 0) {
            data = chunk;
        }
    }
    if (!descriptionSeen)
        file.fail(MessageCode::readHeaderMissing);
    if (data.begin == 0)
        file.fail(MessageCode::readHeaderOnly, {"CAF"});
    // The body starts with an edit count of 4 bytes; -1 as size means "to the end of the file".
    constexpr std::uint64_t kToTheEnd = ~std::uint64_t{0};
    header.dataOffset = data.begin + 4;
    header.toTheEnd = data.size == kToTheEnd;
    header.dataBytes = header.toTheEnd ? file.size() - std::min(file.size(), data.begin + 4)
                       : data.size > 4 ? data.size - 4
                                       : 0;
    header.unfinished = data.size == 0;
    header.dataEnd = data.begin + std::min(data.size, file.size());
    return pcmLayout(file, "CAF", header);
}

} // namespace tonegraft
