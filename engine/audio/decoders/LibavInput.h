// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/decoders/FileWindow.h"
#include "audio/decoders/PacketSource.h"

struct AVFormatContext;
struct AVIOContext;

namespace tonegraft {

/// A media file, opened by libavformat with the one demuxer that the layout names, on nothing but
/// the bytes of this file: no protocol, no other file, no probing. Thread: one at a time.
class LibavInput {
public:
    /// Throws Error if the demuxer finds nothing it understands.
    LibavInput(const InputFile& file, const SoundLayout& layout, const SoundPiece& piece);
    ~LibavInput();
    LibavInput(const LibavInput&) = delete;
    LibavInput& operator=(const LibavInput&) = delete;

    const AVFormatContext& format() const { return *m_format; }
    /// Only packets of this stream will come.
    void keepOnly(int stream);
    /// Replaces the packet's content by the next one; false at the end, or where the file cannot
    /// be understood any more, which counts as damage. Throws Error if the disk fails.
    bool readPacket(AVPacket& packet);
    bool damaged() const { return m_damaged; }
    /// Goes to a packet at or before this time of the stream; returns false if it cannot.
    bool seek(int stream, std::int64_t timestamp);

private:
    static int onRead(void* self, std::uint8_t* bytes, int count);
    static std::int64_t onSeek(void* self, std::int64_t offset, int whence);
    void open(const SoundLayout& layout);
    void close() noexcept;

    FileWindow m_window;
    std::uint64_t m_budget; // bytes that may still be read: a hostile index leads round in circles
    AVIOContext* m_io = nullptr;
    AVFormatContext* m_format = nullptr;
    bool m_damaged = false;
};

} // namespace tonegraft
