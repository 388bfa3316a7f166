// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/decoders/SndfileReader.h"

#include "audio/decoders/FileWindow.h"

#include <limits>

#include <sndfile.h>

namespace tonegraft {

namespace {

// The callbacks by which libsndfile reads.

FileWindow& windowOf(void* user) {
    return *static_cast<FileWindow*>(user);
}

sf_count_t lengthOfWindow(void* user) {
    return static_cast<sf_count_t>(windowOf(user).length);
}

sf_count_t tellWindow(void* user) {
    return static_cast<sf_count_t>(windowOf(user).position);
}

sf_count_t seekWindow(sf_count_t offset, int whence, void* user) {
    FileWindow& window = windowOf(user);
    const sf_count_t base = whence == SEEK_SET   ? 0
                            : whence == SEEK_CUR ? tellWindow(user)
                                                 : lengthOfWindow(user);
    sf_count_t target = 0;
    if (__builtin_add_overflow(base, offset, &target) || target < 0)
        return -1;
    window.position = static_cast<std::uint64_t>(target);
    return target;
}

sf_count_t readWindow(void* bytes, sf_count_t count, void* user) {
    if (count <= 0)
        return 0;
    return static_cast<sf_count_t>(windowOf(user).read(bytes, static_cast<std::uint64_t>(count)));
}

sf_count_t refuseWrite(const void* /*bytes*/, sf_count_t /*count*/, void* /*user*/) {
    return 0;
}

} // namespace

struct SndfileReader::Impl {
    FileWindow window;
    SF_INFO info{};
    SNDFILE* sound = nullptr;

    explicit Impl(FileWindow seen) : window(std::move(seen)) {}
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        if (sound != nullptr)
            sf_close(sound);
    }
};

SndfileReader::SndfileReader(const InputFile& file, const SoundLayout& layout)
    : m_impl(std::make_unique<Impl>(
          FileWindow{file, layout.begin, layout.end - layout.begin, 0, nullptr})) {
    SF_INFO& info = m_impl->info;
    info.format = layout.sndfileFormat;
    info.samplerate = layout.sampleRateHz;
    info.channels = layout.channels;
    SF_VIRTUAL_IO callbacks{&lengthOfWindow, &seekWindow, &readWindow, &refuseWrite, &tellWindow};
    m_impl->sound = sf_open_virtual(&callbacks, SFM_READ, &info, &m_impl->window);
    m_impl->window.throwFailure();
    if (m_impl->sound == nullptr)
        file.fail(MessageCode::readDamagedData, {layout.formatName});
}

SndfileReader::~SndfileReader() = default;

int SndfileReader::sampleRateHz() const {
    return m_impl->info.samplerate;
}

int SndfileReader::channels() const {
    return m_impl->info.channels;
}

std::uint64_t SndfileReader::declaredSamples() const {
    const sf_count_t frames = m_impl->info.frames;
    const bool known = frames > 0 && frames < std::numeric_limits<sf_count_t>::max();
    return known ? static_cast<std::uint64_t>(frames) : 0;
}

std::size_t SndfileReader::read(float* interleaved, std::size_t samplesPerChannel) {
    const sf_count_t got =
        sf_readf_float(m_impl->sound, interleaved, static_cast<sf_count_t>(samplesPerChannel));
    m_impl->window.throwFailure();
    return got > 0 ? static_cast<std::size_t>(got) : 0;
}

bool SndfileReader::damaged() const {
    return sf_error(m_impl->sound) != SF_ERR_NO_ERROR;
}

} // namespace tonegraft
