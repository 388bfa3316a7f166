// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/files/FileMessage.h"
#include "audio/level/LevelMeters.h"
#include "audio/level/OutputLevel.h"
#include "audio/level/TruePeakLimiter.h"
#include "audio/writing/DecodedPeak.h"
#include "audio/writing/Dither.h"
#include "audio/writing/SoundWriter.h"
#include "tonegraft/OutputFiles.h"
#include "tonegraft/SoundFormats.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include <sndfile.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tonegraft {

namespace {

constexpr std::size_t kBlockNumbers = 65536;
/// libvorbis analyses a whole block at once, on its stack.
constexpr std::size_t kLossyBlockNumbers = 4096;
/// Some 190 kbit/s for two channels at 44.1 kHz: where few hear a difference.
constexpr double kLossyQuality = 0.6;
/// That leaves about a third of a byte of each number.
constexpr std::uint64_t kLossyNumbersInAByte = 2;
/// Coding moves the peaks; what it lifts over the ceiling is coded again from lower ones.
constexpr int kMostCodings = 5;
constexpr double kCodingMarginDb = 0.05;
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

static_assert(infoOf(SoundFileType::wav).libsndfile == SF_FORMAT_WAV &&
              infoOf(SoundFileType::wav).libsndfileLarge == SF_FORMAT_RF64 &&
              infoOf(SoundFileType::flac).libsndfile == SF_FORMAT_FLAC &&
              infoOf(SoundFileType::oggVorbis).libsndfile == (SF_FORMAT_OGG | SF_FORMAT_VORBIS) &&
              infoOf(SampleFormat::pcm16).libsndfile == SF_FORMAT_PCM_16 &&
              infoOf(SampleFormat::pcm24).libsndfile == SF_FORMAT_PCM_24 &&
              infoOf(SampleFormat::float32).libsndfile == SF_FORMAT_FLOAT);

SF_INFO soundInfo(const ClipShape& shape, const WriteOptions& options, bool large) {
    const SoundFileFormat& kind = infoOf(options.type);
    SF_INFO info{};
    info.samplerate = shape.sampleRateHz;
    info.channels = shape.channels;
    info.format = (large ? kind.libsndfileLarge : kind.libsndfile) |
                  (kind.isLossy() ? 0 : infoOf(options.format).libsndfile);
    return info;
}

bool takesIntegers(const WriteOptions& options) {
    return !infoOf(options.type).isLossy() && infoOf(options.format).isInteger;
}

/// A file that is nowhere but in memory.
class MemoryFile {
public:
    /// Throws Error about `shown`.
    explicit MemoryFile(const std::filesystem::path& shown)
        : m_shown(shown), m_descriptor(::memfd_create("tonegraft", MFD_CLOEXEC)) {
        if (m_descriptor < 0)
            failToWrite(shown, errno);
    }
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    int descriptor() const { return m_descriptor; }
    std::string content() const {
        std::string bytes(static_cast<std::size_t>(::lseek(m_descriptor, 0, SEEK_END)), '\0');
        for (std::size_t done = 0; done < bytes.size();) {
            const ssize_t got = ::pread(m_descriptor, bytes.data() + done, bytes.size() - done,
                                        static_cast<off_t>(done));
            if (got <= 0)
                failToWrite(m_shown, got < 0 ? errno : EIO);
            done += static_cast<std::size_t>(got);
        }
        return bytes;
    }

private:
    const std::filesystem::path& m_shown;
    int m_descriptor;
};

/// Some encoders refuse only when they begin.
bool encoderBegins(const std::filesystem::path& path, const ClipShape& shape,
                   const WriteOptions& options) {
    SF_INFO info = soundInfo(shape, options, false);
    const MemoryFile file(path);
    FileSink sink;
    sink.descriptor = file.descriptor();
    SF_VIRTUAL_IO callbacks{&sinkLength, &seekSink, &readSink, &writeSink, &tellSink};
    SNDFILE* sound = sf_open_virtual(&callbacks, SFM_WRITE, &info, &sink);
    bool begins = sound != nullptr;
    if (begins) {
        const std::vector<float> silence(static_cast<std::size_t>(info.channels));
        begins = sf_writef_float(sound, silence.data(), 1) == 1;
        begins = sf_close(sound) == 0 && begins;
    }
    return begins;
}

void requireWritable(const std::filesystem::path& path, const AudioClip& clip,
                     const WriteOptions& options) {
    if (clip.empty())
        fail(path, MessageCode::writeNoSound);
    for (const auto& channel : clip.channels) {
        if (channel.size() != clip.sampleCount())
            fail(path, MessageCode::writeUnevenChannels);
    }
    checkSoundFormat(path, shapeOf(clip), options);
}

/// The sample as libsndfile wants integers: in the upper bits. Clipped to full scale.
int quantized(float sample, int bits, double dither) {
    const double scale = std::ldexp(1.0, bits - 1);
    const double finite = std::isfinite(sample) ? sample : 0.0;
    const double steps = std::floor(finite * scale + dither + 0.5);
    const double clipped = std::clamp(steps, -scale, scale - 1.0);
    return static_cast<int>(clipped) * (1 << (32 - bits));
}

class SoundStream {
public:
    /// `shown`: for messages.
    SoundStream(int descriptor, const std::filesystem::path& shown, const AudioClip& clip,
                const WriteOptions& options, bool large)
        : m_shown(shown), m_clip(clip), m_options(options) {
        m_sink.descriptor = descriptor;
        SF_INFO info = soundInfo(shapeOf(clip), options, large);
        SF_VIRTUAL_IO callbacks{&sinkLength, &seekSink, &readSink, &writeSink, &tellSink};
        m_sound = sf_open_virtual(&callbacks, SFM_WRITE, &info, &m_sink);
        if (m_sound == nullptr)
            failWriting();
        // The PEAK chunk carries the time of writing: the same sound would not be the same bytes.
        sf_command(m_sound, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
        if (infoOf(options.type).isLossy()) {
            double quality = kLossyQuality;
            sf_command(m_sound, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
        }
        if (!options.comment.empty())
            sf_set_string(m_sound, SF_STR_COMMENT, options.comment.c_str());
    }
    ~SoundStream() {
        if (m_sound != nullptr)
            sf_close(m_sound);
    }
    SoundStream(const SoundStream&) = delete;
    SoundStream& operator=(const SoundStream&) = delete;

    void writeAll() {
        const std::size_t channels = m_clip.channels.size();
        const bool lossy = infoOf(m_options.type).isLossy();
        const std::size_t numbers = lossy ? kLossyBlockNumbers : kBlockNumbers;
        const std::size_t block = std::max<std::size_t>(1, numbers / channels);
        const bool integers = takesIntegers(m_options);
        m_integers.resize(integers ? block * channels : 0);
        m_floats.resize(integers ? 0 : block * channels);
        for (std::size_t begin = 0; begin < m_clip.sampleCount(); begin += block) {
            const std::size_t count = std::min(block, m_clip.sampleCount() - begin);
            const sf_count_t written =
                integers ? writeIntegers(begin, count) : writeFloats(begin, count);
            if (written != static_cast<sf_count_t>(count) || m_sink.error != 0)
                failWriting();
        }
        // Closing writes what the encoder still holds, and the final header.
        const int closed = sf_close(m_sound);
        m_sound = nullptr;
        if (closed != 0 || m_sink.error != 0)
            failWriting();
    }

private:
    sf_count_t writeIntegers(std::size_t begin, std::size_t count) {
        const bool dithered = infoOf(m_options.format).isDithered;
        const int bits = 8 * infoOf(m_options.format).bytes;
        const std::size_t channels = m_clip.channels.size();
        for (std::size_t i = 0; i < count * channels; ++i) {
            const float sample = m_clip.channels[i % channels][begin + i / channels];
            m_integers[i] = quantized(sample, bits, dithered ? m_dither.next() : 0.0);
        }
        return sf_writef_int(m_sound, m_integers.data(), static_cast<sf_count_t>(count));
    }

    sf_count_t writeFloats(std::size_t begin, std::size_t count) {
        const bool clipped = infoOf(m_options.type).isLossy();
        const std::size_t channels = m_clip.channels.size();
        for (std::size_t i = 0; i < count * channels; ++i) {
            const float sample = m_clip.channels[i % channels][begin + i / channels];
            const float finite = std::isfinite(sample) ? sample : 0.0F;
            m_floats[i] = clipped ? std::clamp(finite, -1.0F, 1.0F) : finite;
        }
        return sf_writef_float(m_sound, m_floats.data(), static_cast<sf_count_t>(count));
    }

    [[noreturn]] void failWriting() const {
        if (m_sink.error != 0)
            failToWrite(m_shown, m_sink.error);
        fail(m_shown, MessageCode::writeEncoderFailed, {infoOf(m_options.type).name});
    }

    const std::filesystem::path& m_shown;
    const AudioClip& m_clip;
    const WriteOptions& m_options;
    TriangularDither m_dither{m_options.ditherSeed};
    FileSink m_sink;
    SNDFILE* m_sound = nullptr;
    std::vector<int> m_integers;
    std::vector<float> m_floats;
};

void rewind(int descriptor, const std::filesystem::path& path) {
    if (::ftruncate(descriptor, 0) != 0 || ::lseek(descriptor, 0, SEEK_SET) != 0)
        failToWrite(path, errno);
}

/// Coded so that peaks which keep the ceiling of outputs keep it once decoded, too.
void writeLossy(int descriptor, const std::filesystem::path& path, const AudioClip& clip,
                const WriteOptions& options) {
    SoundStream(descriptor, path, clip, options, false).writeAll();
    const double ceiling = std::pow(10.0, kCeilingDbtp / 20.0);
    if (truePeak(clip) > ceiling)
        return; // louder than any output: as it was wanted
    double peak = decodedPeak(descriptor);
    LimiterSettings lower;
    lower.ceilingDbtp = kCeilingDbtp;
    for (int coding = 1; coding < kMostCodings && peak > ceiling; ++coding) {
        lower.ceilingDbtp -= 20.0 * std::log10(peak / ceiling) + kCodingMarginDb;
        AudioClip limited = clip;
        limitPeaks(limited, lower);
        rewind(descriptor, path);
        SoundStream(descriptor, path, limited, options, false).writeAll();
        peak = decodedPeak(descriptor);
    }
}

} // namespace

void checkSoundFormat(const std::filesystem::path& path, const ClipShape& shape,
                      const WriteOptions& options) {
    const SoundFileFormat& kind = infoOf(options.type);
    if (!kind.isLossy() && !kind.holds(options.format))
        fail(path, MessageCode::writeSampleFormat, {kind.name, infoOf(options.format).name});
    const SF_INFO info = soundInfo(shape, options, false);
    if (!kind.takesRate(shape.sampleRateHz) || shape.channels > kind.mostChannels ||
        sf_format_check(&info) == 0 || !encoderBegins(path, shape, options))
        fail(path, MessageCode::writeImpossible,
             {kind.name, std::to_string(shape.channels), std::to_string(shape.sampleRateHz)});
}

std::uint64_t soundFileBytes(const ClipShape& shape, const WriteOptions& options) {
    const auto samples =
        static_cast<std::uint64_t>(std::max(0LL, std::llround(shape.seconds * shape.sampleRateHz)));
    const std::uint64_t numbers = samples * static_cast<std::uint64_t>(shape.channels);
    const std::uint64_t sound =
        infoOf(options.type).isLossy()
            ? numbers / kLossyNumbersInAByte
            : numbers * static_cast<std::uint64_t>(infoOf(options.format).bytes);
    return sound + options.comment.size() + kHeaderBytes;
}

void writeSound(AtomicFile& file, const AudioClip& clip, const WriteOptions& options,
                std::uint64_t largestWaveBytes) {
    if (infoOf(options.type).isLossy()) {
        writeLossy(file.descriptor(), file.path(), clip, options);
        return;
    }
    const bool large = soundFileBytes(shapeOf(clip), options) > largestWaveBytes;
    SoundStream(file.descriptor(), file.path(), clip, options, large).writeAll();
}

std::string soundFileContent(const AudioClip& clip, const WriteOptions& options) {
    const std::filesystem::path shown = std::string("a sound in memory");
    requireWritable(shown, clip, options);
    const MemoryFile file(shown);
    if (infoOf(options.type).isLossy()) {
        writeLossy(file.descriptor(), shown, clip, options);
    } else {
        SoundStream(file.descriptor(), shown, clip, options, false).writeAll();
    }
    return file.content();
}

void writeClip(const std::filesystem::path& path, const AudioClip& clip,
               const WriteOptions& options) {
    requireWritable(path, clip, options);
    AtomicFile file(path, soundFileBytes(shapeOf(clip), options));
    writeSound(file, clip, options);
    file.commit();
}

} // namespace tonegraft
