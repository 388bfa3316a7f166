// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/MpegFrame.h"

#include <vector>

namespace tonegraft {

/// What an encoder writes into a silent frame before the first one (Xing, LAME, Fraunhofer).
struct Mp3Info {
    std::uint64_t frames = 0; ///< 0: not stated
    std::uint64_t bytes = 0;  ///< of the stream with this frame; 0: not stated
    bool saysPadding = false;
    unsigned delay = 0;   ///< samples before the sound, without the decoder's own
    unsigned padding = 0; ///< samples behind it
};

/// Frames of one rate and as many channels that follow each other without a gap, from one encoder.
struct Mp3Run {
    std::uint64_t first = 0; ///< the frame with `info`
    std::uint64_t begin = 0; ///< behind that
    std::uint64_t end = 0;
    std::uint64_t frames = 0;
    std::size_t samplesPerFrame = 0;
    std::optional<Mp3Info> info;
    bool lastIsCut = false;  ///< the file ends within one frame more
    bool behindJunk = false; ///< what nobody knows is between the run before and this one
};

struct Mp3Runs {
    std::vector<Mp3Run> runs;
    std::uint64_t bytes = 0; ///< of all frames
    bool junkBetween = false;
};

/// All frames of the file from the one at `at` on. Tags between two runs are stepped over, and so
/// is what nobody knows. Linear in the size of the file.
Mp3Runs walkMp3(const InputFile& file, std::uint64_t at);

/// How many whole frames of one stream follow each other from `at` on, up to `most`.
int wholeMp3Frames(const InputFile& file, std::uint64_t at, int most);

/// True if a frame is at `at`, and `followers` more follow it or the end of the file.
bool mp3FramesAt(const InputFile& file, std::uint64_t at, int followers);

} // namespace tonegraft
