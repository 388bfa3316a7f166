// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/InputFile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tonegraft {

/// Where the sound is in a file and how it is coded. The containers of uncompressed sound (WAV,
/// RF64, W64, AIFF, CAF) are read here and not by libsndfile: it then sees nothing but the sample
/// bytes, none of its header parsers runs on foreign data, and a wrong length in a header does no
/// harm. Of the compressed formats only those on the accept list come through.
struct SoundLayout {
    std::string formatName; ///< "WAV", "FLAC", ...
    int sndfileFormat = 0;  ///< raw samples: what to open with; else what libsndfile must detect
    const char* demuxer = nullptr; ///< read through libavformat, with this one; else libsndfile
    std::uint64_t begin = 0;       ///< the bytes of the file that the decoder may see
    std::uint64_t end = 0;
    bool declaresLength = true; ///< compressed: a length in the header can be trusted
    bool endMissing = false;    ///< compressed: it visibly stops before its end
    // Raw samples only:
    int bytesPerFrame = 0; ///< bytes of one sample of all channels; 0: not raw
    int sampleRateHz = 0;
    int channels = 0;
    std::vector<Message> warnings;

    bool raw() const { return bytesPerFrame > 0; }
};

/// Decides by the file's content. Throws Error: empty, no sound file, a format or coding that is
/// not accepted, a broken header, no samples. Blocks. Thread: any.
SoundLayout soundLayout(const InputFile& file);

} // namespace tonegraft
