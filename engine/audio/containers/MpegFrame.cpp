// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/MpegFrame.h"

namespace tonegraft {

std::optional<MpegFrame> mpegFrame(const HeaderBytes& header) {
    constexpr int kBitRate1[] = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    constexpr int kBitRate2[] = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    constexpr int kRate[] = {44100, 48000, 32000};
    constexpr unsigned kMono = 3;
    if (header.count() < MpegFrame::kHeaderBytes || header.byte(0) != 0xFF ||
        (header.byte(1) & 0xE0U) != 0xE0U)
        return std::nullopt;
    MpegFrame frame;
    frame.version = (header.byte(1) >> 3U) & 3U;
    const unsigned layer = (header.byte(1) >> 1U) & 3U; // 1: layer III
    const unsigned bitRate = header.byte(2) >> 4U;
    const unsigned rate = (header.byte(2) >> 2U) & 3U;
    if (frame.version == 1 || layer != 1 || bitRate == 15 || rate == 3)
        return std::nullopt;
    const bool first = frame.version == 3;
    frame.mono = header.byte(3) >> 6U == kMono;
    frame.samples = first ? 1152 : 576;
    frame.sampleRateHz = kRate[rate] / (first ? 1 : frame.version == 2 ? 2 : 4);
    frame.sideInfo =
        MpegFrame::kHeaderBytes + (first ? (frame.mono ? 17U : 32U) : (frame.mono ? 9U : 17U));
    frame.freeFormat = bitRate == 0;
    if (!frame.freeFormat) {
        const int kilobits = first ? kBitRate1[bitRate] : kBitRate2[bitRate];
        const unsigned padding = (header.byte(2) >> 1U) & 1U;
        frame.bytes =
            static_cast<std::size_t>((first ? 144 : 72) * kilobits * 1000 / frame.sampleRateHz) +
            padding;
    }
    return frame;
}

std::size_t adtsFrameBytes(const HeaderBytes& header) {
    constexpr std::size_t kHeaderBytes = 7;
    constexpr unsigned kRates = 13;
    const bool sync = header.byte(0) == 0xFF && (header.byte(1) & 0xF6U) == 0xF0U;
    if (header.count() < kHeaderBytes || !sync || ((header.byte(2) >> 2U) & 15U) >= kRates)
        return 0;
    const std::size_t bytes =
        ((header.byte(3) & 3U) << 11U) | (header.byte(4) << 3U) | (header.byte(5) >> 5U);
    return bytes > kHeaderBytes ? bytes : 0;
}

} // namespace tonegraft
