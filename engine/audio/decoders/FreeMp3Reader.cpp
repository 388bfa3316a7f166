// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/FreeMp3Reader.h"

#include "audio/decoders/FileWindow.h"
#include "audio/decoders/SampleConverter.h"
#include "tonegraft/Error.h"

#include <cstdio>
#include <new>

#include <mpg123.h>

namespace tonegraft {

namespace {

// The callbacks by which libmpg123 reads.

mpg123_ssize_t readWindow(void* user, void* bytes, std::size_t count) {
    return static_cast<mpg123_ssize_t>(static_cast<FileWindow*>(user)->read(bytes, count));
}

off_t seekWindow(void* user, off_t offset, int whence) {
    FileWindow& window = *static_cast<FileWindow*>(user);
    const auto length = static_cast<off_t>(window.length);
    const off_t base = whence == SEEK_SET   ? 0
                       : whence == SEEK_CUR ? static_cast<off_t>(window.position)
                                            : length;
    off_t target = 0;
    if (__builtin_add_overflow(base, offset, &target) || target < 0)
        return -1;
    window.position = static_cast<std::uint64_t>(target);
    return target;
}

} // namespace

struct FreeMp3Reader::Impl {
    FileWindow window;
    mpg123_handle* decoder = nullptr;
    SoundFormat format;
    bool ended = false;
    bool broken = false;

    explicit Impl(FileWindow seen) : window(std::move(seen)) {}
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        if (decoder != nullptr)
            mpg123_delete(decoder);
    }

    void open(const InputFile& file);
    bool learnFormat();
};

void FreeMp3Reader::Impl::open(const InputFile& file) {
    mpg123_init();
    decoder = mpg123_new(nullptr, nullptr);
    if (decoder == nullptr)
        throw std::bad_alloc();
    // It would tell stderr what it thinks of a file, and write integers.
    mpg123_param(decoder, MPG123_ADD_FLAGS, MPG123_QUIET | MPG123_FORCE_FLOAT, 0.0);
    if (mpg123_replace_reader_handle(decoder, &readWindow, &seekWindow, nullptr) != MPG123_OK ||
        mpg123_open_handle(decoder, &window) != MPG123_OK || !learnFormat()) {
        window.throwFailure();
        file.fail(MessageCode::readNothingDecoded);
    }
}

/// That of the first frame. Where the channels change behind it, the library mixes; a change of
/// the rate ends the sound.
bool FreeMp3Reader::Impl::learnFormat() {
    long rateHz = 0;
    int encoding = 0;
    if (mpg123_getformat(decoder, &rateHz, &format.channels, &encoding) != MPG123_OK)
        return false;
    format.sampleRateHz = static_cast<int>(rateHz);
    return mpg123_format_none(decoder) == MPG123_OK &&
           mpg123_format(decoder, rateHz, format.channels, MPG123_ENC_FLOAT_32) == MPG123_OK;
}

FreeMp3Reader::FreeMp3Reader(const InputFile& file, const SoundLayout& layout)
    : m_impl(std::make_unique<Impl>(
          FileWindow{file, layout.begin, layout.end - layout.begin, 0, nullptr})) {
    m_impl->open(file);
}

FreeMp3Reader::~FreeMp3Reader() = default;

int FreeMp3Reader::sampleRateHz() const {
    return m_impl->format.sampleRateHz;
}

int FreeMp3Reader::channels() const {
    return m_impl->format.channels;
}

std::size_t FreeMp3Reader::read(float* interleaved, std::size_t samplesPerChannel) {
    Impl& self = *m_impl;
    const std::size_t sampleBytes = sizeof(float) * static_cast<std::size_t>(self.format.channels);
    std::size_t done = 0;
    while (!self.ended && done < samplesPerChannel) {
        std::size_t bytes = 0;
        const int state = mpg123_read(
            self.decoder, reinterpret_cast<unsigned char*>(interleaved) + done * sampleBytes,
            (samplesPerChannel - done) * sampleBytes, &bytes);
        self.window.throwFailure();
        done += bytes / sampleBytes;
        self.ended = state != MPG123_OK && state != MPG123_NEW_FORMAT;
        self.broken = self.broken || (self.ended && state != MPG123_DONE);
    }
    return done;
}

bool FreeMp3Reader::damaged() const {
    return m_impl->broken;
}

} // namespace tonegraft
