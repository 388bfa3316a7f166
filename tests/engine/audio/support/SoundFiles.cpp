// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include <cmath>
#include <cstring>
#include <stdexcept>

#include <sndfile.h>

namespace tonegraft::test {

const std::vector<EncodedKind>& encodedKinds() {
    constexpr double k8 = 1.0 / 128;
    constexpr double k16 = 1.0 / 32768;
    constexpr double k24 = 1.0 / 8388608;
    constexpr double kLaw = 0.02; // A-law and µ-law: 13 to 14 bits near zero, 6 at full scale
    static const std::vector<EncodedKind> kinds = {
        {"wav_u8", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, "WAV", k8, false},
        {"wav_16", SF_FORMAT_WAV | SF_FORMAT_PCM_16, "WAV", k16, false},
        {"wav_24", SF_FORMAT_WAV | SF_FORMAT_PCM_24, "WAV", k24, false},
        {"wav_32", SF_FORMAT_WAV | SF_FORMAT_PCM_32, "WAV", k24, false},
        {"wav_float", SF_FORMAT_WAV | SF_FORMAT_FLOAT, "WAV", 0.0, false},
        {"wav_double", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, "WAV", 0.0, false},
        {"wav_alaw", SF_FORMAT_WAV | SF_FORMAT_ALAW, "WAV", kLaw, false},
        {"wav_ulaw", SF_FORMAT_WAV | SF_FORMAT_ULAW, "WAV", kLaw, false},
        {"wav_big", SF_ENDIAN_BIG | SF_FORMAT_WAV | SF_FORMAT_PCM_24, "WAV", k24, false},
        {"wavex_16", SF_FORMAT_WAVEX | SF_FORMAT_PCM_16, "WAV", k16, false},
        {"wavex_float", SF_FORMAT_WAVEX | SF_FORMAT_FLOAT, "WAV", 0.0, false},
        {"rf64_24", SF_FORMAT_RF64 | SF_FORMAT_PCM_24, "RF64", k24, false},
        {"rf64_float", SF_FORMAT_RF64 | SF_FORMAT_FLOAT, "RF64", 0.0, false},
        {"w64_16", SF_FORMAT_W64 | SF_FORMAT_PCM_16, "W64", k16, false},
        {"w64_float", SF_FORMAT_W64 | SF_FORMAT_FLOAT, "W64", 0.0, false},
        {"aiff_s8", SF_FORMAT_AIFF | SF_FORMAT_PCM_S8, "AIFF", k8, false},
        {"aiff_16", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, "AIFF", k16, false},
        {"aiff_24", SF_FORMAT_AIFF | SF_FORMAT_PCM_24, "AIFF", k24, false},
        {"aiff_u8", SF_FORMAT_AIFF | SF_FORMAT_PCM_U8, "AIFF", k8, false},
        {"aiff_little", SF_ENDIAN_LITTLE | SF_FORMAT_AIFF | SF_FORMAT_PCM_16, "AIFF", k16, false},
        {"aiff_float", SF_FORMAT_AIFF | SF_FORMAT_FLOAT, "AIFF", 0.0, false},
        {"aiff_double", SF_FORMAT_AIFF | SF_FORMAT_DOUBLE, "AIFF", 0.0, false},
        {"aiff_alaw", SF_FORMAT_AIFF | SF_FORMAT_ALAW, "AIFF", kLaw, false},
        {"caf_16", SF_FORMAT_CAF | SF_FORMAT_PCM_16, "CAF", k16, false},
        {"caf_24le", SF_ENDIAN_LITTLE | SF_FORMAT_CAF | SF_FORMAT_PCM_24, "CAF", k24, false},
        {"caf_float", SF_FORMAT_CAF | SF_FORMAT_FLOAT, "CAF", 0.0, false},
        {"caf_ulaw", SF_FORMAT_CAF | SF_FORMAT_ULAW, "CAF", kLaw, false},
        {"flac_16", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, "FLAC", k16, false},
        {"flac_24", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, "FLAC", k24, false},
        {"ogg_vorbis", SF_FORMAT_OGG | SF_FORMAT_VORBIS, "Ogg Vorbis", 0.1, true},
        {"ogg_opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, "Ogg Opus", 0.1, true},
        {"mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, "MP3", 0.1, true},
    };
    return kinds;
}

std::vector<EncodedKind> oneOfEachContainer() {
    std::vector<EncodedKind> chosen;
    for (const EncodedKind& kind : encodedKinds()) {
        for (const char* label : {"wav_16", "wavex_float", "rf64_24", "w64_16", "aiff_24",
                                  "caf_float", "flac_16", "ogg_vorbis", "ogg_opus", "mp3"}) {
            if (std::string(kind.label) == label)
                chosen.push_back(kind);
        }
    }
    return chosen;
}

std::string labelOf(const testing::TestParamInfo<EncodedKind>& kind) {
    return kind.param.label;
}

void PrintTo(const EncodedKind& kind, std::ostream* stream) {
    *stream << kind.label;
}

void encode(const std::filesystem::path& path, const AudioClip& clip, int sndfileFormat) {
    SF_INFO info{};
    info.samplerate = clip.sampleRateHz;
    info.channels = clip.channelCount();
    info.format = sndfileFormat;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (file == nullptr)
        throw std::runtime_error(std::string("cannot encode: ") + sf_strerror(nullptr));
    sf_command(file, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    std::vector<float> interleaved;
    for (std::size_t i = 0; i < clip.sampleCount(); ++i) {
        for (const auto& channel : clip.channels)
            interleaved.push_back(channel[i]);
    }
    sf_writef_float(file, interleaved.data(), static_cast<sf_count_t>(clip.sampleCount()));
    sf_close(file);
}

std::string encoded(const AudioClip& clip, int sndfileFormat) {
    const TempFolder folder;
    encode(folder / "clip", clip, sndfileFormat);
    return readBytes(folder / "clip");
}

namespace {

std::string littleEndian(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i, value >>= 8U)
        text += static_cast<char>(value & 0xFFU);
    return text;
}

} // namespace

std::string le16(unsigned value) {
    return littleEndian(value, 2);
}
std::string le32(std::uint64_t value) {
    return littleEndian(value, 4);
}
std::string le64(std::uint64_t value) {
    return littleEndian(value, 8);
}

std::string be32(std::uint64_t value) {
    const std::string reversed = le32(value);
    return std::string(reversed.rbegin(), reversed.rend());
}

std::string waveBytes(const WaveHeader& header, const std::string& data) {
    const unsigned block = header.channels * header.bits / 8;
    return "RIFF" + le32(header.riffBytes) + "WAVEfmt " + le32(16) + le16(header.tag) +
           le16(header.channels) + le32(header.sampleRateHz) + le32(header.sampleRateHz * block) +
           le16(block) + le16(header.bits) + "data" + le32(header.dataBytes) + data;
}

std::string honestWave(WaveHeader header, const std::string& data) {
    header.dataBytes = data.size();
    header.riffBytes = 36 + data.size();
    return waveBytes(header, data);
}

std::string floatBytes(const std::vector<float>& samples) {
    std::string bytes(samples.size() * sizeof(float), '\0');
    std::memcpy(bytes.data(), samples.data(), bytes.size());
    return bytes;
}

std::string errorOfReading(const std::filesystem::path& path, const ReadOptions& options) {
    try {
        readClip(path, options);
    } catch (const Error& error) {
        return error.what();
    }
    ADD_FAILURE() << "reading " << path << " did not fail";
    return {};
}

std::string errorOfWriting(const std::filesystem::path& path, const AudioClip& clip,
                           const WriteOptions& options) {
    try {
        writeClip(path, clip, options);
    } catch (const Error& error) {
        return error.what();
    }
    ADD_FAILURE() << "writing " << path << " did not fail";
    return {};
}

void expectClipOrError(const std::filesystem::path& path) {
    try {
        const LoadedClip loaded = readClip(path);
        ASSERT_GT(loaded.clip.sampleCount(), 0U);
        for (const auto& channel : loaded.clip.channels) {
            ASSERT_EQ(channel.size(), loaded.clip.sampleCount());
            for (const float sample : channel)
                ASSERT_TRUE(std::isfinite(sample));
        }
    } catch (const Error& error) {
        const std::string message = error.what();
        ASSERT_NE(message.find(path.filename().string()), std::string::npos) << message;
    }
}

} // namespace tonegraft::test

#ifdef __SANITIZE_ADDRESS__
// libsndfile 1.2.0 forgets libvorbis's 5.8 kB of set-up where the headers of a Vorbis file are
// damaged; whole files leak nothing.
// NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() {
    return "leak:vorbis_info_init\n";
}
#endif
