// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/files/InputFile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tonegraft {

/// How the coded sound is cut into packets, and who takes it apart.
enum class Packing {
    none,      ///< raw samples: libsndfile, which sees nothing but their bytes
    container, ///< a demuxer of libavformat's
    oggPages,  ///< OggPackets
    mp3Frames, ///< Mp3Packets
    wideFlac,  ///< WideFlacReader: one piece of FLAC: of more than 24 bits a sample, or without a
               ///< head
    freeMp3,   ///< FreeMp3Reader: one piece of MP3, of free format
};

/// A stretch of coded sound with a beginning of its own. A file that was joined from several, or a
/// chained stream, has several of them; sample rate and channels may change between them.
struct SoundPiece {
    std::uint64_t begin = 0; ///< its bytes in the file
    std::uint64_t end = 0;
    std::uint64_t skippedAtStart = 0; ///< samples that the encoder put before the sound
    std::uint64_t skippedAtEnd = 0;   ///< and behind it
    /// How many there should be by what was counted or, where the end is missing, by what its
    /// header says; before any is skipped. 0: not known.
    std::uint64_t expectedSamples = 0;
    std::uint32_t oggSerial = 0; ///< oggPages: which of the streams
};

/// Where the sound is in a file and how it is coded. The containers of uncompressed sound (WAV,
/// RF64, W64, AIFF, CAF) are read here and not by a library: it then sees nothing but the sample
/// bytes, none of its header parsers runs on foreign data, and a wrong length in a header does no
/// harm. Of the compressed formats only those on the accept list come through, and where their
/// sound ends is decided by the sound that is there, not by a number in front of it.
struct SoundLayout {
    std::string formatName; ///< "WAV", "FLAC", ...
    Packing packing = Packing::none;
    std::uint64_t begin = 0; ///< the bytes of the file that the decoder may see
    std::uint64_t end = 0;
    std::vector<Message> warnings;
    // Compressed only:
    const char* demuxer = nullptr;  ///< container: which
    std::vector<SoundPiece> pieces; ///< at least one; a container is one
    bool declaresLength = true;     ///< container: a length in the header can be trusted
    bool endMissing = false;        ///< it visibly stops before its end
    bool damaged = false;           ///< between its packets is what belongs to none
    // Raw samples only:
    int sndfileFormat = 0; ///< what to open them with
    int bytesPerFrame = 0; ///< bytes of one sample of all channels
    int sampleRateHz = 0;
    int channels = 0;
    /// Where the signature of a file stands that was joined to this one; 0: nowhere.
    std::uint64_t nextFile = 0;
    /// More sound, to be read behind this: of the same file, or of what was joined to it. These
    /// have none of their own.
    std::vector<SoundLayout> joined;

    /// One stretch of bytes that are samples: each has a place that can be computed.
    bool plain() const { return raw() && joined.empty(); }
    bool raw() const { return packing == Packing::none; }
};

/// Decides by the file's content. Throws Error: empty, no sound file, a format or coding that is
/// not accepted, a broken header, no samples. Blocks. Thread: any.
SoundLayout soundLayout(const InputFile& file);

} // namespace tonegraft
