// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/Dither.h"
#include "audio/FileMessage.h"
#include "audio/WaveWriter.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include <sndfile.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tonegraft {

namespace {

constexpr std::size_t kBlockNumbers = 65536;
/// Header and the fixed parts of the chunks.
constexpr std::uint64_t kHeaderBytes = 1024;

/// The callbacks by which libsndfile writes. An error must not pass through the C code.
struct FileSink {
    int descriptor = -1;
    int error = 0;
};

FileSink& sinkOf(void* user) {
    return *static_cast<FileSink*>(user);
}

sf_count_t sinkLength(void* user) {
    struct stat status {};
    return ::fstat(sinkOf(user).descriptor, &status) == 0 ? status.st_size : 0;
}

sf_count_t seekSink(sf_count_t offset, int whence, void* user) {
    return ::lseek(sinkOf(user).descriptor, offset, whence);
}

sf_count_t tellSink(void* user) {
    return ::lseek(sinkOf(user).descriptor, 0, SEEK_CUR);
}

sf_count_t readSink(void* bytes, sf_count_t count, void* user) {
    return ::read(sinkOf(user).descriptor, bytes, static_cast<std::size_t>(count));
}

sf_count_t writeSink(const void* bytes, sf_count_t count, void* user) {
    FileSink& sink = sinkOf(user);
    const auto* source = static_cast<const char*>(bytes);
    sf_count_t done = 0;
    while (done < count && sink.error == 0) {
        const ssize_t written =
            ::write(sink.descriptor, source + done, static_cast<std::size_t>(count - done));
        if (written > 0)
            done += written;
        else if (written == 0)
            sink.error = ENOSPC;
        else if (errno != EINTR)
            sink.error = errno;
    }
    return done;
}

int subformat(SampleFormat format) {
    switch (format) {
    case SampleFormat::pcm16:
        return SF_FORMAT_PCM_16;
    case SampleFormat::pcm24:
        return SF_FORMAT_PCM_24;
    case SampleFormat::float32:
        return SF_FORMAT_FLOAT;
    }
    return SF_FORMAT_FLOAT;
}

std::uint64_t bytesPerSample(SampleFormat format) {
    return format == SampleFormat::pcm16 ? 2 : format == SampleFormat::pcm24 ? 3 : 4;
}

void requireWritable(const std::filesystem::path& path, const AudioClip& clip) {
    if (clip.empty())
        fail(path, MessageCode::writeNoSound);
    for (const auto& channel : clip.channels) {
        if (channel.size() != clip.sampleCount())
            fail(path, MessageCode::writeUnevenChannels);
    }
    if (clip.sampleRateHz < 1 || clip.channelCount() > 64)
        fail(path, MessageCode::writeImpossible,
             {"WAV", std::to_string(clip.channelCount()), std::to_string(clip.sampleRateHz)});
}

/// The sample as libsndfile wants integers: in the upper bits. Clipped to full scale.
int quantized(float sample, int bits, double dither) {
    const double scale = std::ldexp(1.0, bits - 1);
    const double finite = std::isfinite(sample) ? sample : 0.0;
    const double steps = std::floor(finite * scale + dither + 0.5);
    const double clipped = std::clamp(steps, -scale, scale - 1.0);
    return static_cast<int>(clipped) * (1 << (32 - bits));
}

class WaveStream {
public:
    WaveStream(AtomicFile& file, const AudioClip& clip, const WriteOptions& options, bool large)
        : m_file(file), m_clip(clip), m_options(options) {
        m_sink.descriptor = file.descriptor();
        SF_INFO info{};
        info.samplerate = clip.sampleRateHz;
        info.channels = clip.channelCount();
        info.format = (large ? SF_FORMAT_RF64 : SF_FORMAT_WAV) | subformat(options.format);
        SF_VIRTUAL_IO callbacks{&sinkLength, &seekSink, &readSink, &writeSink, &tellSink};
        m_sound = sf_open_virtual(&callbacks, SFM_WRITE, &info, &m_sink);
        if (m_sound == nullptr)
            file.fail(m_sink.error != 0 ? m_sink.error : EINVAL);
        // The PEAK chunk carries the time of writing: the same sound would not be the same bytes.
        sf_command(m_sound, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
        if (!options.comment.empty())
            sf_set_string(m_sound, SF_STR_COMMENT, options.comment.c_str());
    }
    ~WaveStream() {
        if (m_sound != nullptr)
            sf_close(m_sound);
    }
    WaveStream(const WaveStream&) = delete;
    WaveStream& operator=(const WaveStream&) = delete;

    void writeAll() {
        const std::size_t channels = m_clip.channels.size();
        const std::size_t block = std::max<std::size_t>(1, kBlockNumbers / channels);
        const bool integers = m_options.format != SampleFormat::float32;
        m_integers.resize(integers ? block * channels : 0);
        m_floats.resize(integers ? 0 : block * channels);
        for (std::size_t begin = 0; begin < m_clip.sampleCount(); begin += block) {
            const std::size_t count = std::min(block, m_clip.sampleCount() - begin);
            requireWritten(integers ? writeIntegers(begin, count) : writeFloats(begin, count),
                           count);
        }
        // Closing writes the final header.
        const int closed = sf_close(m_sound);
        m_sound = nullptr;
        if (closed != 0 || m_sink.error != 0)
            m_file.fail(m_sink.error != 0 ? m_sink.error : EIO);
    }

private:
    sf_count_t writeIntegers(std::size_t begin, std::size_t count) {
        const bool dithered = m_options.format == SampleFormat::pcm16;
        const int bits = dithered ? 16 : 24;
        const std::size_t channels = m_clip.channels.size();
        for (std::size_t i = 0; i < count * channels; ++i) {
            const float sample = m_clip.channels[i % channels][begin + i / channels];
            m_integers[i] = quantized(sample, bits, dithered ? m_dither.next() : 0.0);
        }
        return sf_writef_int(m_sound, m_integers.data(), static_cast<sf_count_t>(count));
    }

    sf_count_t writeFloats(std::size_t begin, std::size_t count) {
        const std::size_t channels = m_clip.channels.size();
        for (std::size_t i = 0; i < count * channels; ++i) {
            const float sample = m_clip.channels[i % channels][begin + i / channels];
            m_floats[i] = std::isfinite(sample) ? sample : 0.0F;
        }
        return sf_writef_float(m_sound, m_floats.data(), static_cast<sf_count_t>(count));
    }

    void requireWritten(sf_count_t written, std::size_t count) const {
        if (written != static_cast<sf_count_t>(count) || m_sink.error != 0)
            m_file.fail(m_sink.error != 0 ? m_sink.error : EIO);
    }

    AtomicFile& m_file;
    const AudioClip& m_clip;
    const WriteOptions& m_options;
    TriangularDither m_dither{m_options.ditherSeed};
    FileSink m_sink;
    SNDFILE* m_sound = nullptr;
    std::vector<int> m_integers;
    std::vector<float> m_floats;
};

} // namespace

std::uint64_t waveFileBytes(const AudioClip& clip, const WriteOptions& options) {
    return static_cast<std::uint64_t>(clip.sampleCount()) * clip.channels.size() *
               bytesPerSample(options.format) +
           options.comment.size() + kHeaderBytes;
}

void writeWave(AtomicFile& file, const AudioClip& clip, const WriteOptions& options,
               std::uint64_t largestWaveBytes) {
    const bool large = waveFileBytes(clip, options) > largestWaveBytes;
    WaveStream(file, clip, options, large).writeAll();
}

void writeClip(const std::filesystem::path& path, const AudioClip& clip,
               const WriteOptions& options) {
    requireWritable(path, clip);
    AtomicFile file(path, waveFileBytes(clip, options));
    writeWave(file, clip, options);
    file.commit();
}

} // namespace tonegraft
