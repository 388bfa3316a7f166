// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/containers/ChunkWalk.h"

namespace tonegraft {

namespace {

bool isKnown(const std::string& id) {
    for (const char* known :
         {"fmt ", "data", "fact", "LIST", "ds64", "JUNK", "junk", "PAD ", "bext",
          "cue ", "smpl", "inst", "PEAK", "id3 ", "ID3 ", "iXML", "_PMX", "axml",
          "plst", "COMM", "SSND", "FVER", "wave", "RIFF", "RF64", "FORM", "MARK",
          "INST", "NAME", "AUTH", "ANNO", "COMT", "APPL", "CHAN", "(c) "}) {
        if (id == known)
            return true;
    }
    return false;
}

bool isPrintable(const std::string& id) {
    return std::all_of(id.begin(), id.end(),
                       [](char letter) { return letter >= 0x20 && letter < 0x7F; });
}

/// A chunk is none of these, whose signatures are not as long.
bool startsFile(const HeaderBytes& bytes) {
    if (bytes.matches(4, "ftyp"))
        return true;
    for (const char* signature :
         {"RIFF", "RIFX", "RF64", "BW64", "FORM", "caff", "fLaC", "OggS", "ID3\x03", "ID3\x04",
          "\x1A\x45\xDF\xA3", "riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB"}) {
        if (bytes.matches(0, signature))
            return true;
    }
    return false;
}

} // namespace

std::uint64_t ChunkWalk::behind(const InputFile& file, std::uint64_t end, const ChunkStyle& style) {
    const std::uint64_t over = (end - style.base) % style.alignment;
    const std::uint64_t aligned = over == 0 ? end : end + style.alignment - over;
    if (style.alignment != 2 || over == 0)
        return aligned;
    const HeaderBytes there(file, end, 5);
    if (there.count() < 4)
        return aligned;
    const bool unpadded = isKnown(there.text(0, 4)) ||
                          (isPrintable(there.text(0, 4)) && !isPrintable(there.text(1, 4)));
    return unpadded ? end : aligned;
}

bool ChunkWalk::next(Chunk& chunk) {
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
    m_next = behind(m_file, chunk.begin + std::min(chunk.size, m_file.size()), m_style);
    return true;
}

Following following(const InputFile& file, std::uint64_t at, const ChunkStyle& style) {
    constexpr std::uint64_t kId3v1 = 128;
    using Kind = Following::Kind;
    Chunk chunk;
    std::uint64_t end = at;
    for (ChunkWalk walk(file, at, style); end < file.size();) {
        const HeaderBytes start(file, end, 16);
        if ((start.matches(0, "TAG") && file.size() - end == kId3v1) ||
            start.matches(0, "APETAGEX"))
            return {Kind::end, end, {}};
        if (startsFile(start))
            return {Kind::anotherFile, end, {}};
        if (!walk.next(chunk) || !isPrintable(chunk.id.substr(0, 4)) ||
            chunk.size > file.size() - chunk.begin)
            return {Kind::unknown, end, {}};
        if (!style.soundId.empty() && chunk.id == style.soundId && chunk.size > 0)
            return {Kind::moreSound, end, chunk};
        end = ChunkWalk::behind(file, chunk.begin + chunk.size, style);
    }
    return {Kind::end, end, {}};
}

bool onlyChunksFrom(const InputFile& file, std::uint64_t at, const ChunkStyle& style) {
    Following next = following(file, at, style);
    while (next.kind == Following::Kind::moreSound)
        next = following(file, ChunkWalk::behind(file, next.chunk.begin + next.chunk.size, style),
                         style);
    return next.kind == Following::Kind::end;
}

} // namespace tonegraft
