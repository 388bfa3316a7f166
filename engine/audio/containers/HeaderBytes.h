// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/files/InputFile.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace tonegraft {

/// Up to 64 bytes of a header; what lies beyond the end of the file reads as 0.
class HeaderBytes {
public:
    HeaderBytes(const InputFile& file, std::uint64_t offset, std::size_t count = 64)
        : m_count(file.readAt(offset, m_bytes.data(), std::min(count, m_bytes.size()))) {}

    std::size_t count() const { return m_count; }
    bool matches(std::size_t at, const char* text) const {
        const std::size_t length = std::strlen(text);
        return at + length <= m_count && std::memcmp(m_bytes.data() + at, text, length) == 0;
    }
    std::string text(std::size_t at, std::size_t length) const {
        return std::string(reinterpret_cast<const char*>(m_bytes.data()) + at, length);
    }
    unsigned byte(std::size_t at) const { return m_bytes[at]; }
    /// An unsigned number of 1 to 8 bytes.
    std::uint64_t number(std::size_t at, int width, bool bigEndian) const {
        std::uint64_t value = 0;
        for (int i = 0; i < width; ++i) {
            const int index = bigEndian ? i : width - 1 - i;
            value = (value << 8U) | m_bytes[at + static_cast<std::size_t>(index)];
        }
        return value;
    }

private:
    std::array<std::uint8_t, 64> m_bytes{};
    std::size_t m_count;
};

} // namespace tonegraft
