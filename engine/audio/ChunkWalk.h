// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/HeaderBytes.h"

#include <algorithm>

namespace tonegraft {

/// How a family of containers writes its chunks: identifier, size, body, padding.
struct ChunkStyle {
    std::size_t idBytes = 4;
    int sizeBytes = 4;
    bool bigEndian = false;
    bool sizeIncludesHeader = false;
    std::uint64_t alignment = 2;
};

struct Chunk {
    std::string id;
    std::uint64_t begin = 0; ///< of the body
    std::uint64_t size = 0;  ///< of the body, as declared: it may pass the end of the file
};

/// Walks over the chunks of a file. Ends at the end of the file, at a size that makes no sense,
/// or after more chunks than any real file has.
class ChunkWalk {
public:
    ChunkWalk(const InputFile& file, std::uint64_t first, ChunkStyle style)
        : m_file(file), m_next(first), m_style(style) {}

    bool next(Chunk& chunk) {
        const std::size_t header = m_style.idBytes + static_cast<std::size_t>(m_style.sizeBytes);
        if (m_walked++ == kMostChunks || m_next >= m_file.size())
            return false;
        const HeaderBytes bytes(m_file, m_next, header);
        if (bytes.count() < header)
            return false;
        chunk.id = bytes.text(0, m_style.idBytes);
        chunk.size = bytes.number(m_style.idBytes, m_style.sizeBytes, m_style.bigEndian);
        chunk.begin = m_next + header;
        if (m_style.sizeIncludesHeader)
            chunk.size = chunk.size < header ? 0 : chunk.size - header;
        // Capped first, so that the sum cannot run over.
        const std::uint64_t end = chunk.begin + std::min(chunk.size, m_file.size());
        m_next = (end + m_style.alignment - 1) / m_style.alignment * m_style.alignment;
        return true;
    }

private:
    static constexpr int kMostChunks = 10000;

    const InputFile& m_file;
    std::uint64_t m_next;
    ChunkStyle m_style;
    int m_walked = 0;
};

} // namespace tonegraft
