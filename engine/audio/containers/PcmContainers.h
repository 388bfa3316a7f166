// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/ChunkWalk.h"
#include "audio/containers/SoundLayout.h"

namespace tonegraft {

enum class PcmCoding { signedInteger, unsignedByte, floatingPoint, aLaw, uLaw };

/// What the header of an uncompressed container says.
struct PcmHeader {
    PcmCoding coding = PcmCoding::signedInteger;
    int bytesPerSample = 0;
    bool bigEndian = false;
    int channels = 0;
    double sampleRateHz = 0.0;
    std::uint64_t dataOffset = 0;
    std::uint64_t dataBytes = 0;
    std::uint64_t dataEnd = 0; ///< of its chunk; 0: not known
    bool unfinished = false;   ///< the writer never filled in the length
    bool toTheEnd = false;     ///< it said that the sound goes on to the end of the file
    ChunkStyle chunks;         ///< of the container, for what follows the sound
};

/// How many bytes a sample has, where header fields can disagree. The bits per sample decide, if
/// the coding exists in that width: they are written by hand, while the size of a block is
/// computed from them and the channels, and that goes wrong. The block decides where the bits make
/// no sense, and for 20 and 24 bits in four bytes, if `bytesPerSecond` (0: not stated) is of the
/// same opinion; no other width was ever written into a wider one. 0: nothing makes sense.
int bytesPerSample(PcmCoding coding, int bits, std::uint64_t blockBytes, int channels,
                   std::uint64_t blocksPerSecond, std::uint64_t bytesPerSecond);

/// Checks a header against the file. Less data than declared, or no length at all: what is there
/// is used, with a warning. Throws Error.
SoundLayout pcmLayout(const InputFile& file, const std::string& formatName,
                      const PcmHeader& header);

/// Warns that behind the bytes that the header claims there are more, which it does not describe.
void warnOfRest(const InputFile& file, std::uint64_t claimedBytes, std::uint64_t restBytes,
                SoundLayout& layout);

/// The containers, each after its signature has been recognized at `begin`. Throw Error.
/// WAV (little and big endian), RF64, BW64.
SoundLayout riffLayout(const InputFile& file, std::uint64_t begin);
/// Sony Wave64.
SoundLayout w64Layout(const InputFile& file, std::uint64_t begin);
/// AIFF and AIFF-C.
SoundLayout aiffLayout(const InputFile& file, std::uint64_t begin);
/// Apple Core Audio Format.
SoundLayout cafLayout(const InputFile& file, std::uint64_t begin);

/// Throws Error: a coding that is not accepted (ADPCM, GSM, ALAC, ...): rare, and each decoder is
/// one more way in for a hostile file.
[[noreturn]] void refuseCoding(const InputFile& file, const std::string& container,
                               const std::string& coding);

} // namespace tonegraft
