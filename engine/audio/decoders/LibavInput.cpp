// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/LibavInput.h"

#include <cerrno>
#include <cstdio>
#include <new>

extern "C" {
#include <libavcodec/packet.h>
#include <libavformat/avformat.h>
#include <libavutil/error.h>
#include <libavutil/mem.h>
}

namespace tonegraft {

namespace {

constexpr int kBufferBytes = 1 << 15;
/// Interleaved sound of a video costs a buffer for every chunk; nothing honest costs more.
constexpr std::uint64_t kReadsPerByte = 64;
constexpr std::uint64_t kLeastBudget = 64 << 20;
constexpr int kMostStreams = 256;

/// QuickTime and playlists may refer to other files and to the network.
int refuseOtherFiles(AVFormatContext* /*format*/, AVIOContext** io, const char* /*url*/,
                     int /*flags*/, AVDictionary** /*options*/) {
    *io = nullptr;
    return AVERROR(EPERM);
}

} // namespace

LibavInput::LibavInput(const InputFile& file, const SoundLayout& layout, const SoundPiece& piece)
    : m_window{file, piece.begin, piece.end - piece.begin, 0, nullptr},
      m_budget(kLeastBudget + kReadsPerByte * file.size()) {
    try {
        open(layout);
    } catch (...) {
        close();
        throw;
    }
}

LibavInput::~LibavInput() {
    close();
}

void LibavInput::open(const SoundLayout& layout) {
    auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
    if (buffer == nullptr)
        throw std::bad_alloc();
    m_io = avio_alloc_context(buffer, kBufferBytes, 0, this, &onRead, nullptr, &onSeek);
    if (m_io == nullptr) {
        av_free(buffer);
        throw std::bad_alloc();
    }
    m_format = avformat_alloc_context();
    if (m_format == nullptr)
        throw std::bad_alloc();
    m_format->pb = m_io;
    m_format->flags |= AVFMT_FLAG_CUSTOM_IO;
    m_format->io_open = &refuseOtherFiles;
    m_format->max_streams = kMostStreams;
    // On failure it frees the context and leaves null.
    const int opened =
        avformat_open_input(&m_format, "", av_find_input_format(layout.demuxer), nullptr);
    m_window.throwFailure();
    if (opened == AVERROR(ENOMEM))
        throw std::bad_alloc();
    if (opened < 0)
        m_window.file.fail(MessageCode::readDamagedData, {layout.formatName});
}

void LibavInput::close() noexcept {
    avformat_close_input(&m_format);
    if (m_io != nullptr)
        av_freep(&m_io->buffer);
    avio_context_free(&m_io);
}

void LibavInput::keepOnly(int stream) {
    for (unsigned i = 0; i < m_format->nb_streams; ++i)
        m_format->streams[i]->discard =
            static_cast<int>(i) == stream ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
}

bool LibavInput::readPacket(AVPacket& packet) {
    av_packet_unref(&packet);
    const int read = av_read_frame(m_format, &packet);
    m_window.throwFailure();
    if (read == AVERROR(ENOMEM))
        throw std::bad_alloc();
    m_damaged = m_damaged || (read < 0 && read != AVERROR_EOF) || m_budget == 0;
    return read >= 0;
}

bool LibavInput::seek(int stream, std::int64_t timestamp) {
    const bool done = av_seek_frame(m_format, stream, timestamp, AVSEEK_FLAG_BACKWARD) >= 0;
    m_window.throwFailure();
    return done;
}

int LibavInput::onRead(void* self, std::uint8_t* bytes, int count) {
    auto& input = *static_cast<LibavInput*>(self);
    if (count <= 0)
        return AVERROR(EINVAL);
    const std::size_t got = input.m_window.read(
        bytes, std::min<std::uint64_t>(input.m_budget, static_cast<unsigned>(count)));
    input.m_budget -= got;
    return got > 0 ? static_cast<int>(got) : AVERROR_EOF;
}

std::int64_t LibavInput::onSeek(void* self, std::int64_t offset, int whence) {
    FileWindow& window = static_cast<LibavInput*>(self)->m_window;
    const int kind = whence & ~AVSEEK_FORCE;
    if (kind == AVSEEK_SIZE)
        return static_cast<std::int64_t>(window.length);
    const auto base = static_cast<std::int64_t>(kind == SEEK_SET   ? 0
                                                : kind == SEEK_CUR ? window.position
                                                                   : window.length);
    std::int64_t target = 0;
    if (__builtin_add_overflow(base, offset, &target) || target < 0)
        return AVERROR(EINVAL);
    window.position = static_cast<std::uint64_t>(target);
    return target;
}

} // namespace tonegraft
