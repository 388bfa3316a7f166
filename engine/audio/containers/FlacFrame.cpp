// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/FlacFrame.h"

#include <algorithm>
#include <vector>

namespace tonegraft {

namespace {

/// What may stand before the first frame, and the longest frame that is looked for behind it.
constexpr std::size_t kSearchBytes = 65536;
constexpr std::size_t kLongestFrame = 262144;
constexpr std::size_t kLongestHeader = 16;

/// A frame's header. RFC 9639, 9.1.
struct FlacFrame {
    unsigned blocking = 0; ///< fixed or of variable size
    unsigned rate = 0;     ///< as it is coded; so are the others
    unsigned bits = 0;
    std::uint64_t number = 0; ///< of the frame, or of its first sample where the size varies

    bool mayFollow(const FlacFrame& first) const {
        constexpr std::uint64_t kMostSamples = 65536;
        const std::uint64_t most = blocking == 0 ? 1 : kMostSamples;
        return blocking == first.blocking && rate == first.rate && bits == first.bits &&
               number > first.number && number - first.number <= most;
    }
};

unsigned crc8(const unsigned char* bytes, std::size_t count) {
    constexpr unsigned kPolynomial = 0x07;
    unsigned crc = 0;
    for (std::size_t i = 0; i < count; ++i) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; ++bit)
            crc = ((crc << 1U) ^ ((crc & 0x80U) != 0 ? kPolynomial : 0U)) & 0xFFU;
    }
    return crc;
}

/// The coded number, as UTF-8 but up to 36 bits: how many bytes it takes, 0 if it is none.
std::size_t readNumber(const unsigned char* bytes, std::uint64_t& number) {
    std::size_t count = 0; // of leading ones
    while (count < 8 && (bytes[0] & (0x80U >> count)) != 0)
        ++count;
    if (count == 1 || count > 7)
        return 0;
    number = bytes[0] & (0xFFU >> (count + 1));
    for (std::size_t i = 1; i < count; ++i) {
        if ((bytes[i] & 0xC0U) != 0x80U)
            return 0;
        number = number << 6U | (bytes[i] & 0x3FU);
    }
    return std::max<std::size_t>(1, count);
}

/// None where rate or bits stand in STREAMINFO only.
std::optional<FlacFrame> frameIn(const unsigned char* bytes) {
    const unsigned size = bytes[2] >> 4U;
    const unsigned rate = bytes[2] & 15U;
    const unsigned bits = (bytes[3] >> 1U) & 7U;
    if (bytes[0] != 0xFF || (bytes[1] & 0xFEU) != 0xF8U || size == 0 || rate == 0 || rate == 15 ||
        bytes[3] >> 4U > 10 || bits == 0 || bits == 3 || (bytes[3] & 1U) != 0)
        return std::nullopt;
    FlacFrame frame{bytes[1] & 1U, rate, bits, 0};
    const std::size_t numberBytes = readNumber(bytes + 4, frame.number);
    if (numberBytes == 0)
        return std::nullopt;
    const std::size_t sizeBytes = size == 6 ? 1 : size == 7 ? 2 : 0;
    const std::size_t rateBytes = rate == 12 ? 1 : rate > 12 ? 2 : 0;
    const std::size_t end = 4 + numberBytes + sizeBytes + rateBytes;
    return crc8(bytes, end) == bytes[end] ? std::optional(frame) : std::nullopt;
}

} // namespace

std::optional<std::uint64_t> firstFlacFrame(const InputFile& file, std::uint64_t from) {
    std::vector<unsigned char> bytes(kSearchBytes + kLongestFrame);
    bytes.resize(file.readAt(from, bytes.data(), bytes.size()));
    const std::size_t end = bytes.size();
    bytes.resize(end + kLongestHeader); // zeros, so that the last bytes can be looked at
    int trials = 64;
    for (std::size_t i = 0; trials > 0 && i < std::min(kSearchBytes, end); ++i) {
        const auto first = frameIn(bytes.data() + i);
        trials -= first ? 1 : 0;
        for (std::size_t j = i + 1; first && j < std::min(end, i + kLongestFrame); ++j) {
            const auto next = frameIn(bytes.data() + j);
            if (next && next->mayFollow(*first))
                return from + i;
        }
    }
    return std::nullopt;
}

} // namespace tonegraft
