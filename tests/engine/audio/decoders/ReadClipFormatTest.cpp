// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include <sndfile.h>

namespace tonegraft::test {
namespace {

constexpr int kRateHz = 48000; // the one rate that every coding takes
constexpr std::size_t kSamples = 12000;

/// Two channels that a swap or a mix would give away.
AudioClip testClip() {
    return sineClip(kRateHz, kSamples, 2, 440.0, 0.5);
}

class ReadClipFormat : public testing::TestWithParam<EncodedKind> {};

TEST_P(ReadClipFormat, decodesToTheEncodedSamplesUnderAnyName) {
    const EncodedKind& kind = GetParam();
    const TempFolder folder;
    const AudioClip clip = testClip();
    encode(folder / "no extension", clip, kind.sndfileFormat);
    const LoadedClip loaded = readClip(folder / "no extension");

    EXPECT_EQ(loaded.formatName, kind.formatName);
    EXPECT_TRUE(loaded.warnings.empty());
    EXPECT_EQ(loaded.clip.sampleRateHz, kRateHz);
    ASSERT_EQ(loaded.clip.channelCount(), 2);
    ASSERT_EQ(loaded.clip.sampleCount(), kSamples);
    for (std::size_t c = 0; c < 2; ++c) {
        if (kind.lossy) {
            AudioClip difference = clip;
            for (std::size_t i = 0; i < kSamples; ++i)
                difference.channels[c][i] -= loaded.clip.channels[c][i];
            EXPECT_LT(rms(difference.channels[c]), kind.tolerance * rms(clip.channels[c]));
        } else {
            EXPECT_LE(largestDifference(loaded.clip.channels[c], clip.channels[c]), kind.tolerance);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, ReadClipFormat, testing::ValuesIn(encodedKinds()), labelOf);

class RefusedFormat : public testing::TestWithParam<std::pair<const char*, int>> {};

TEST_P(RefusedFormat, isRefusedWithAReasonAndARemedy) {
    const TempFolder folder;
    encode(folder / "clip.wav", sineClip(8000, 8000), GetParam().second);
    const std::string message = errorOfReading(folder / "clip.wav");
    EXPECT_NE(message.find("clip.wav"), std::string::npos) << message;
    EXPECT_NE(message.find("FLAC"), std::string::npos) << message; // what to convert to
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedFormat,
    testing::Values(std::pair{"wav_ms_adpcm", SF_FORMAT_WAV | SF_FORMAT_MS_ADPCM},
                    std::pair{"wav_ima_adpcm", SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM},
                    std::pair{"wav_gsm", SF_FORMAT_WAV | SF_FORMAT_GSM610},
                    std::pair{"w64_ima_adpcm", SF_FORMAT_W64 | SF_FORMAT_IMA_ADPCM},
                    std::pair{"aiff_ima_adpcm", SF_FORMAT_AIFF | SF_FORMAT_IMA_ADPCM},
                    std::pair{"aiff_gsm", SF_FORMAT_AIFF | SF_FORMAT_GSM610},
                    std::pair{"caf_alac", SF_FORMAT_CAF | SF_FORMAT_ALAC_16},
                    std::pair{"au", SF_FORMAT_AU | SF_FORMAT_PCM_16},
                    std::pair{"voc", SF_FORMAT_VOC | SF_FORMAT_PCM_16},
                    std::pair{"paf", SF_FORMAT_PAF | SF_FORMAT_PCM_16},
                    std::pair{"svx", SF_FORMAT_SVX | SF_FORMAT_PCM_16},
                    std::pair{"nist", SF_FORMAT_NIST | SF_FORMAT_PCM_16},
                    std::pair{"mat4", SF_FORMAT_MAT4 | SF_FORMAT_PCM_16},
                    std::pair{"mat5", SF_FORMAT_MAT5 | SF_FORMAT_PCM_16},
                    std::pair{"pvf", SF_FORMAT_PVF | SF_FORMAT_PCM_16},
                    std::pair{"htk", SF_FORMAT_HTK | SF_FORMAT_PCM_16},
                    std::pair{"sds", SF_FORMAT_SDS | SF_FORMAT_PCM_16},
                    std::pair{"avr", SF_FORMAT_AVR | SF_FORMAT_PCM_16},
                    std::pair{"mpc2k", SF_FORMAT_MPC2K | SF_FORMAT_PCM_16}),
    [](const auto& made) { return std::string(made.param.first); });

TEST(ReadClip, decidesByContentNotByName) {
    const TempFolder folder;
    encode(folder / "clip.mp3", testClip(), SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    EXPECT_EQ(readClip(folder / "clip.mp3").formatName, "FLAC");
}

TEST(ReadClip, readsMp3AndFlacBehindAnId3Tag) {
    const TempFolder folder;
    const std::string tag = std::string("ID3\x04\0\0\0\0\0\x0A", 10) + std::string(10, '\0');
    const auto mp3 = encoded(testClip(), SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III);
    const auto flac = encoded(testClip(), SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    writeBytes(folder / "plain", mp3);
    writeBytes(folder / "tagged", tag + mp3);
    writeBytes(folder / "junk behind the tag", tag + std::string(100, 'x') + mp3);
    writeBytes(folder / "flac", tag + flac);
    const AudioClip plain = readClip(folder / "plain").clip;
    EXPECT_EQ(readClip(folder / "tagged").clip.channels, plain.channels);
    EXPECT_EQ(readClip(folder / "junk behind the tag").clip.channels, plain.channels);
    EXPECT_EQ(readClip(folder / "flac").formatName, "FLAC");
}

TEST(ReadClip, doesNotLetAnId3TagSmuggleAnotherFormatIn) {
    const TempFolder folder;
    const std::string tag = std::string("ID3\x04\0\0\0\0\0\x0A", 10) + std::string(10, '\0');
    writeBytes(folder / "clip.mp3", tag + encoded(testClip(), SF_FORMAT_AU | SF_FORMAT_PCM_16));
    EXPECT_NE(errorOfReading(folder / "clip.mp3").find("ID3"), std::string::npos);
}

TEST(ReadClip, skipsForeignChunksBeforeAndAfterTheSound) {
    const TempFolder folder;
    const std::string data = le16(16384) + le16(0xC000); // 0.5, -0.5
    const std::string odd = "LIST" + le32(3) + "abc" + std::string(1, '\0');
    std::string bytes = honestWave({}, data);
    bytes.insert(12, odd);
    bytes += "id3 " + le32(4) + "\x7F\x7F\x7F\x7F";
    writeBytes(folder / "clip.wav", bytes);
    const LoadedClip loaded = readClip(folder / "clip.wav");
    EXPECT_EQ(loaded.clip.channels[0], (std::vector<float>{0.5F, -0.5F}));
    EXPECT_TRUE(loaded.warnings.empty());
}

TEST(ReadClip, takesTwentyBitsInThreeBytesAsLeftJustified) {
    const TempFolder folder;
    WaveHeader header;
    header.bits = 24;
    std::string bytes = honestWave(header, std::string("\0\0\x40", 3));
    bytes[34] = 20; // the valid bits; the block stays 3 bytes
    writeBytes(folder / "clip.wav", bytes);
    EXPECT_EQ(readClip(folder / "clip.wav").clip.channels[0], std::vector<float>{0.5F});
}

} // namespace
} // namespace tonegraft::test
