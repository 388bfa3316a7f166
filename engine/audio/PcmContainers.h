// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/SoundLayout.h"

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
    bool unfinished = false; ///< the writer never filled in the length
};

/// Checks a header against the file. Less data than declared, or no length at all: what is there
/// is used, with a warning. Throws Error.
SoundLayout pcmLayout(const InputFile& file, const std::string& formatName,
                      const PcmHeader& header);

/// The containers, each after its signature has been recognized. Throw Error.
SoundLayout riffLayout(const InputFile& file); ///< WAV (little and big endian), RF64, BW64
SoundLayout w64Layout(const InputFile& file);  ///< Sony Wave64
SoundLayout aiffLayout(const InputFile& file); ///< AIFF and AIFF-C
SoundLayout cafLayout(const InputFile& file);  ///< Apple Core Audio Format

/// Throws Error: a coding that is not accepted (ADPCM, GSM, ALAC, ...): rare, and each decoder is
/// one more way in for a hostile file.
[[noreturn]] void refuseCoding(const InputFile& file, const std::string& container,
                               const std::string& coding);

} // namespace tonegraft
