// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/containers/HeaderBytes.h"

#include <algorithm>

namespace tonegraft {

/// How a family of containers writes its chunks: identifier, size, body, padding.
struct ChunkStyle {
    std::size_t idBytes = 4;
    int sizeBytes = 4;
    bool bigEndian = false;
    bool sizeIncludesHeader = false;
    std::uint64_t alignment = 2;
    std::string soundId;    ///< of the chunks that hold sound, if there may be several
    std::uint64_t base = 0; ///< of the container in the file: what the alignment counts from
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

    bool next(Chunk& chunk);

    /// Where the chunk behind this end begins. Some writers forget the byte that pads an odd one:
    /// then the letters of a chunk's kind stand right at the end, which a zero byte never does.
    static std::uint64_t behind(const InputFile& file, std::uint64_t end, const ChunkStyle& style);

private:
    static constexpr int kMostChunks = 10000;

    const InputFile& m_file;
    std::uint64_t m_next;
    ChunkStyle m_style;
    int m_walked = 0;
};

/// What a walk over the chunks behind the sound comes to.
struct Following {
    enum class Kind {
        end,         ///< of the file, where a tag of another kind may stand
        moreSound,   ///< another chunk of the sound's kind
        anotherFile, ///< the signature of one that was joined to this
        unknown,     ///< what the container does not describe
    };
    Kind kind = Kind::end;
    std::uint64_t at = 0; ///< where that stands
    Chunk chunk;          ///< moreSound
};
Following following(const InputFile& file, std::uint64_t at, const ChunkStyle& style);

/// True if whole chunks and nothing else are from `at` to the end of the file.
bool onlyChunksFrom(const InputFile& file, std::uint64_t at, const ChunkStyle& style);

} // namespace tonegraft
