// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/HeaderBytes.h"

#include <cstddef>
#include <optional>

namespace tonegraft {

/// The header of a frame of MPEG audio, layer III ("MP3"). ISO/IEC 11172-3, 2.4.1.3 and 13818-3.
struct MpegFrame {
    static constexpr std::size_t kHeaderBytes = 4;

    std::size_t bytes = 0;   ///< of the frame with its header
    std::size_t samples = 0; ///< a channel
    int sampleRateHz = 0;
    std::size_t sideInfo = 0; ///< where it ends, without the checksum that may stand before it
    unsigned version = 0;     ///< 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
    bool mono = false;
    bool freeFormat = false; ///< no bit rate given: `bytes` is 0, only the next frame tells

    /// Same version and rate: what does not change within a stream.
    bool continues(const MpegFrame& other) const {
        return version == other.version && sampleRateHz == other.sampleRateHz;
    }
};

/// None if these bytes are no such header.
std::optional<MpegFrame> mpegFrame(const HeaderBytes& header);

/// The header of a frame of AAC by itself (ADTS): the bytes of the frame, 0 if it is none.
/// ISO/IEC 13818-7, 6.2.
std::size_t adtsFrameBytes(const HeaderBytes& header);

} // namespace tonegraft
