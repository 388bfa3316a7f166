// SPDX-License-Identifier: GPL-3.0-or-later
// Where two fields of a header disagree, the one that decides is believed.
#include "engine/audio/support/OggBytes.h"
#include "engine/audio/support/SoundFiles.h"
#include "tonegraft/Loudness.h"

#include <cstring>

#include <sndfile.h>

namespace tonegraft::test {
namespace {

constexpr int kVorbis = SF_FORMAT_OGG | SF_FORMAT_VORBIS;
constexpr int kOpus = SF_FORMAT_OGG | SF_FORMAT_OPUS;

LoadedClip read(const std::string& bytes) {
    const TempFolder folder;
    writeBytes(folder / "clip", bytes);
    return readClip(folder / "clip");
}

std::string be16(unsigned value) {
    const std::string reversed = le16(value);
    return std::string(reversed.rbegin(), reversed.rend());
}

std::string be64(std::uint64_t value) {
    return be32(value >> 32U) + be32(value & 0xFFFFFFFFU);
}

/// Samples of a ramp in whole numbers of that width, channel after channel, lowest byte first.
std::string ramp(unsigned channels, unsigned bytes, std::size_t frames) {
    std::string data;
    for (std::size_t i = 0; i < frames * channels; ++i) {
        const auto value = static_cast<std::int64_t>(i % 100) - 50; // of 128
        const auto whole = bytes == 1 ? value + 128 : value * (std::int64_t{1} << (8 * bytes - 8));
        data += le64(static_cast<std::uint64_t>(whole)).substr(0, bytes);
    }
    return data;
}

void expectRamp(const LoadedClip& loaded, unsigned channels, std::size_t frames) {
    ASSERT_EQ(loaded.clip.channelCount(), static_cast<int>(channels));
    ASSERT_EQ(loaded.clip.sampleCount(), frames);
    for (std::size_t i = 0; i < frames * channels; ++i)
        ASSERT_EQ(loaded.clip.channels[i % channels][i / channels],
                  static_cast<float>(static_cast<int>(i % 100) - 50) / 128.0F)
            << "sample " << i;
    EXPECT_TRUE(loaded.warnings.empty());
}

/// A WAV header whose block size and byte rate say what they want.
std::string wave(unsigned channels, unsigned bits, unsigned block, std::uint64_t byteRate,
                 const std::string& data) {
    WaveHeader header;
    header.channels = channels;
    header.bits = bits;
    std::string bytes = honestWave(header, data);
    bytes.replace(28, 4, le32(byteRate));
    bytes.replace(32, 2, le16(block));
    return bytes;
}

TEST(HeaderFields, bitsAndChannelsDecideAgainstAnyBlockSizeOfWav) {
    constexpr std::size_t kFrames = 120;
    for (const unsigned channels : {1U, 2U, 3U}) {
        for (const unsigned bytes : {1U, 2U, 3U, 4U}) {
            for (unsigned block = 0; block <= 33; ++block) {
                const unsigned right = channels * bytes;
                const std::string data = ramp(channels, bytes, kFrames);
                SCOPED_TRACE(std::to_string(channels) + " channels of " +
                             std::to_string(8 * bytes) + " bits in blocks of " +
                             std::to_string(block));
                expectRamp(read(wave(channels, 8 * bytes, block, 8000 * right, data)), channels,
                           kFrames);
                // Computed from the wrong block size. (24 bits in four bytes exist: see below.)
                if (!(bytes == 3 && block == 4 * channels))
                    expectRamp(read(wave(channels, 8 * bytes, block, 8000 * block, data)), channels,
                               kFrames);
            }
        }
    }
}

TEST(HeaderFields, aWiderBlockDecidesWhereItsByteRateAgrees) {
    for (const unsigned bits : {20U, 24U}) {
        for (const unsigned channels : {1U, 2U}) {
            const std::string data = ramp(channels, 4, 120);
            expectRamp(read(wave(channels, bits, 4 * channels, 32000 * channels, data)), channels,
                       120);
        }
    }
    expectRamp(read(wave(1, 20, 3, 24000, ramp(1, 3, 120))), 1, 120);
    expectRamp(read(wave(2, 12, 4, 32000, ramp(2, 2, 120))), 2, 120);
}

TEST(HeaderFields, theBlockDecidesWhereTheBitsMakeNoSense) {
    expectRamp(read(wave(2, 0, 4, 32000, ramp(2, 2, 120))), 2, 120);
    const std::vector<float> samples = {0.5F, -0.25F, 0.125F};
    std::string bytes = wave(1, 16, 4, 32000, floatBytes(samples));
    bytes.replace(20, 2, le16(3)); // floats of 16 bits do not exist
    EXPECT_EQ(read(bytes).clip.channels[0], samples);
    // A-law has eight, whatever stands there; 0xD5 is its smallest number above zero.
    for (const unsigned bits : {8U, 16U, 13U}) {
        bytes = wave(1, bits, 1, 8000, std::string(100, '\xD5'));
        bytes.replace(20, 2, le16(6));
        const LoadedClip law = read(bytes);
        ASSERT_EQ(law.clip.sampleCount(), 100U);
        EXPECT_NEAR(law.clip.channels[0][0], 8.0F / 32768.0F, 1e-6);
    }
}

TEST(HeaderFields, theDataChunkDecidesAgainstTheSizesInFrontOfIt) {
    // Of RF64, the chunk's own size counts unless it says nothing.
    const AudioClip clip = sineClip(8000, 1000);
    std::string bytes = encoded(clip, SF_FORMAT_RF64 | SF_FORMAT_PCM_16);
    const std::size_t size = bytes.find("data") + 4;
    const std::size_t large = bytes.find("ds64") + 16;
    for (const std::uint64_t stated : {0xFFFFFFFFU, 2000U, 0U}) {
        bytes.replace(size, 4, le32(stated));
        EXPECT_EQ(read(bytes).clip.sampleCount(), 1000U) << stated;
    }
    bytes.replace(size, 4, le32(2000));
    bytes.replace(large, 8, le64(500));
    EXPECT_EQ(read(bytes).clip.sampleCount(), 1000U);
}

TEST(HeaderFields, opusIsDecodedAtItsOneRate) {
    const std::string bytes = encoded(sineClip(48000, 30000, 2), kOpus);
    const AudioClip right = read(bytes).clip;
    ASSERT_EQ(right.sampleRateHz, 48000);
    for (const std::uint64_t rate : {0U, 1U, 8000U, 11025U, 16000U, 44100U, 96000U, 0xFFFFFFFFU}) {
        std::vector<std::string> pages = oggPages(bytes);
        pages[0].replace(pages[0].find("OpusHead") + 12, 4, le32(rate));
        const LoadedClip loaded = read(oggFile(pages));
        EXPECT_EQ(loaded.clip.sampleRateHz, 48000) << rate;
        EXPECT_EQ(loaded.clip.channels, right.channels) << rate;
    }
}

TEST(HeaderFields, opusInWebmEndsTheSameWhateverRateIsStated) {
    const std::string path = std::string(TONEGRAFT_TEST_DATA) + "/media/opus.webm";
    const std::string bytes = readBytes(path);
    const AudioClip right = read(bytes).clip;
    const std::size_t rate = bytes.find("\xB5\x88") + 2; // "SamplingFrequency", eight bytes
    ASSERT_LT(rate, bytes.size());
    for (const std::uint64_t stated : {0x40BF400000000000U, 0x40E5888000000000U}) { // 8, 44.1 kHz
        std::string other = bytes;
        other.replace(rate, 8, be64(stated));
        const LoadedClip loaded = read(other);
        EXPECT_EQ(loaded.clip.sampleRateHz, 48000);
        EXPECT_NEAR(static_cast<double>(loaded.clip.sampleCount()),
                    static_cast<double>(right.sampleCount()), 3.0); // a sample at 8 kHz is six
        EXPECT_TRUE(loaded.warnings.empty());
    }
}

/// AIFF-C with the chunk "wave" that QuickTime writes, before or behind the sound.
std::string aiffC(const std::string& coding, unsigned bits, unsigned little, bool waveFirst,
                  const std::string& data, std::uint64_t frames) {
    // 8000 Hz in 80 bits: 2^12 * 1.953125.
    const std::string rate = be16(16383 + 12) + be64(std::uint64_t{8000} << 51U);
    const std::string common =
        "COMM" + be32(24) + be16(1) + be32(frames) + be16(bits) + rate + coding + std::string(2, 0);
    const std::string wave = "wave" + be32(30) + be32(12) + "frma" + coding + be32(10) + "enda" +
                             be16(little) + be32(8) + be32(0);
    const std::string sound = "SSND" + be32(8 + data.size()) + be32(0) + be32(0) + data;
    const std::string body = "AIFC" + (waveFirst ? common + wave + sound : common + sound + wave);
    return "FORM" + be32(body.size()) + body;
}

TEST(HeaderFields, theOrderOfBytesInAiffCIsThatOfItsWaveChunk) {
    for (const bool waveFirst : {true, false}) {
        for (const unsigned bytes : {3U, 4U}) {
            const std::string coding = bytes == 3 ? "in24" : "in32";
            const std::string little = ramp(1, bytes, 120);
            std::string big = little;
            for (std::size_t at = 0; at < big.size(); at += bytes)
                std::reverse(big.begin() + static_cast<std::ptrdiff_t>(at),
                             big.begin() + static_cast<std::ptrdiff_t>(at + bytes));
            expectRamp(read(aiffC(coding, 8 * bytes, 1, waveFirst, little, 120)), 1, 120);
            expectRamp(read(aiffC(coding, 8 * bytes, 0, waveFirst, big, 120)), 1, 120);
            // The coding's name says how many bits there are.
            expectRamp(read(aiffC(coding, 16, 1, waveFirst, little, 120)), 1, 120);
        }
        const std::vector<float> samples = {0.5F, -0.25F, 0.125F, 1.0F};
        EXPECT_EQ(read(aiffC("fl32", 32, 1, waveFirst, floatBytes(samples), 4)).clip.channels[0],
                  samples);
        // "sowt" and "twos" name their order themselves.
        expectRamp(read(aiffC("sowt", 16, 0, waveFirst, ramp(1, 2, 120), 120)), 1, 120);
        expectRamp(read(aiffC("42ni", 24, 0, waveFirst, ramp(1, 3, 120), 120)), 1, 120);
        expectRamp(read(aiffC("23ni", 32, 0, waveFirst, ramp(1, 4, 120), 120)), 1, 120);
    }
}

TEST(HeaderFields, theChunkOfAiffDecidesAgainstTheNumberOfFrames) {
    const std::string data = ramp(1, 3, 1200);
    for (const std::uint64_t frames : {0U, 1U, 600U, 1199U, 1200U, 2400U})
        expectRamp(read(aiffC("in24", 24, 1, true, data, frames)), 1, 1200);
    // Unless its size cannot be right.
    std::string bytes = aiffC("in24", 24, 1, true, data, 1200);
    const std::size_t size = bytes.find("SSND") + 4;
    bytes.replace(size, 4, be32(0));
    expectRamp(read(bytes), 1, 1200);
    bytes.replace(size, 4, be32(8 + 3 * 600));
    expectRamp(read(bytes), 1, 1200);
    // Or it is filled up to whole blocks, as its block size says.
    bytes = aiffC("in24", 24, 1, true, data, 1100);
    bytes.replace(bytes.find("SSND") + 12, 4, be32(512));
    expectRamp(read(bytes), 1, 1100);
}

TEST(HeaderFields, bitsAndChannelsDecideAgainstThePacketsOfCaf) {
    const AudioClip clip = sineClip(8000, 500, 2);
    std::string bytes = encoded(clip, SF_ENDIAN_LITTLE | SF_FORMAT_CAF | SF_FORMAT_PCM_16);
    const AudioClip right = read(bytes).clip;
    const std::size_t packet = bytes.find("lpcm") + 8;
    for (const std::uint64_t size : {0U, 1U, 2U, 3U, 4U, 8U, 16U, 0xFFFFFFFFU}) {
        bytes.replace(packet, 4, be32(size));
        EXPECT_EQ(read(bytes).clip.channels, right.channels) << size;
    }
    bytes.replace(packet, 4, be32(4));
    bytes.replace(packet + 12, 4, be32(0)); // the bits are not stated: the packets decide
    EXPECT_EQ(read(bytes).clip.channels, right.channels);
}

/// Six sines, in the order of WAV: left, right, center, low, back left, back right.
AudioClip surround() {
    AudioClip clip;
    clip.sampleRateHz = 48000;
    for (const double frequency : {400.0, 600.0, 800.0, 60.0, 1000.0, 1200.0})
        clip.channels.push_back(sine(48000, 48000, frequency, 0.3));
    return clip;
}

TEST(HeaderFields, surroundInOggComesInTheOrderOfWav) {
    const AudioClip clip = surround();
    // libsndfile writes channels as they come; Ogg's order is left, center, right, backs, low.
    AudioClip ogg = clip;
    constexpr std::size_t kOrder[] = {0, 2, 1, 4, 5, 3};
    for (std::size_t c = 0; c < 6; ++c)
        ogg.channels[c] = clip.channels[kOrder[c]];
    for (const int format : {kVorbis, kOpus}) {
        const LoadedClip loaded = read(encoded(ogg, format));
        ASSERT_EQ(loaded.clip.channelCount(), 6);
        ASSERT_EQ(loaded.clip.sampleCount(), 48000U);
        for (std::size_t c = 0; c < 6; ++c) {
            double product = 0.0;
            for (std::size_t i = 0; i < 48000; ++i)
                product += static_cast<double>(loaded.clip.channels[c][i]) * clip.channels[c][i];
            const double cosine =
                product / 48000.0 / rms(loaded.clip.channels[c]) / rms(clip.channels[c]);
            EXPECT_GT(cosine, 0.95) << "channel " << c;
        }
        // The low channel does not count, the two in the back count more.
        EXPECT_NEAR(loudnessOf(loaded.clip).integratedLufs, loudnessOf(clip).integratedLufs, 0.3);
    }
}

} // namespace
} // namespace tonegraft::test
