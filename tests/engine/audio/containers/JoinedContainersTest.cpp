// SPDX-License-Identifier: GPL-3.0-or-later
// Containers that were joined, as `cat` does it, are read to the end of the last one.
#include "engine/audio/support/SoundFiles.h"

#include <sndfile.h>

namespace tonegraft::test {
namespace {

constexpr int kWav = SF_FORMAT_WAV | SF_FORMAT_PCM_16;

LoadedClip read(const std::string& bytes, const ReadOptions& options = {}) {
    const TempFolder folder;
    writeBytes(folder / "clip", bytes);
    return readClip(folder / "clip", options);
}

std::string media(const std::string& name) {
    return readBytes(std::string(TONEGRAFT_TEST_DATA) + "/media/" + name);
}

std::vector<float> tail(const std::vector<float>& samples, std::size_t from) {
    return {samples.begin() + static_cast<std::ptrdiff_t>(from), samples.end()};
}

/// A file of the media behind itself is twice the sound.
void expectTwice(const std::string& name, const std::string& bytes) {
    const AudioClip one = read(bytes).clip;
    const LoadedClip both = read(bytes + bytes);
    EXPECT_TRUE(both.warnings.empty()) << name;
    ASSERT_EQ(both.clip.sampleCount(), 2 * one.sampleCount()) << name;
    for (std::size_t c = 0; c < one.channels.size(); ++c)
        EXPECT_EQ(tail(both.clip.channels[c], one.sampleCount()), one.channels[c]) << name;
}

TEST(JoinedContainers, ofOneKindAreReadOneAfterTheOther) {
    for (const char* name : {"aac.m4a", "aac.mp4", "fragments.mp4", "alac.m4a", "pcm.mov",
                             "flac.mkv", "opus.webm", "vorbis.webm"})
        expectTwice(name, media(name));
}

TEST(JoinedContainers, matroskaOfNoGivenSizeEndsWhereTheNextBegins) {
    std::string live = media("flac.mkv");
    for (const char* id : {"\x18\x53\x80\x67", "\x1F\x43\xB6\x75"}) {
        const std::size_t at = live.find(id) + 4;
        const auto first = static_cast<unsigned char>(live.at(at));
        const int bytes = __builtin_clz(first) - 24 + 1;
        live.replace(at, static_cast<std::size_t>(bytes), static_cast<std::size_t>(bytes), '\xFF');
        live[at] = static_cast<char>((0x200U >> static_cast<unsigned>(bytes)) - 1U);
    }
    expectTwice("live", live);
}

TEST(JoinedContainers, whatChangesAtTheJointIsConverted) {
    const LoadedClip both =
        read(media("aac.m4a") + media("alac.m4a")); // 13230, then 1600 at 16 kHz
    EXPECT_TRUE(both.warnings.empty());
    EXPECT_EQ(both.clip.channelCount(), 2);
    EXPECT_EQ(both.clip.sampleCount(), 13230U + 4410U);
    EXPECT_NEAR(rms(tail(both.clip.channels[1], 13230 + 400)), 0.3536, 0.02);
    EXPECT_EQ(read(media("vorbis.webm") + media("flac.mkv")).clip.sampleCount(), 13248U + 4410U);
}

TEST(JoinedContainers, wavBehindWavIsReadOn) {
    const AudioClip first = sineClip(48000, 4001, 2, 440.0);
    const AudioClip second = sineClip(48000, 3000, 2, 700.0);
    const std::string bytes = encoded(first, kWav) + encoded(second, kWav);
    const LoadedClip both = read(bytes);
    EXPECT_TRUE(both.warnings.empty());
    ASSERT_EQ(both.clip.sampleCount(), 7001U);
    EXPECT_EQ(tail(both.clip.channels[1], 4001), read(encoded(second, kWav)).clip.channels[1]);

    const LoadedClip part = read(bytes, {ClipRole::content, 4000.0 / 48000.0, 0.01});
    EXPECT_EQ(part.clip.channels[0], std::vector<float>(both.clip.channels[0].begin() + 4000,
                                                        both.clip.channels[0].begin() + 4480));
}

TEST(JoinedContainers, anySignedFormatBehindSamplesIsReadOn) {
    const AudioClip clip = sineClip(48000, 4800, 1, 440.0);
    for (const int first : {kWav, SF_FORMAT_RF64 | SF_FORMAT_PCM_24,
                            SF_FORMAT_AIFF | SF_FORMAT_PCM_16, SF_FORMAT_W64 | SF_FORMAT_PCM_16}) {
        for (const int second :
             {kWav, SF_FORMAT_AIFF | SF_FORMAT_PCM_16, SF_FORMAT_W64 | SF_FORMAT_PCM_24,
              SF_FORMAT_FLAC | SF_FORMAT_PCM_16}) {
            const LoadedClip both = read(encoded(clip, first) + encoded(clip, second));
            EXPECT_TRUE(both.warnings.empty()) << first << " " << second;
            EXPECT_EQ(both.clip.sampleCount(), 9600U) << first << " " << second;
        }
    }
}

TEST(JoinedContainers, wavOfAnotherRateIsConverted) {
    const std::string first = encoded(sineClip(48000, 4800, 2, 440.0), kWav);
    const LoadedClip both = read(first + encoded(sineClip(24000, 2400, 1, 440.0), kWav));
    EXPECT_TRUE(both.warnings.empty());
    EXPECT_EQ(both.clip.sampleCount(), 9600U);
    EXPECT_NEAR(rms(tail(both.clip.channels[1], 5000)), 0.3536, 0.02);
}

TEST(JoinedContainers, allChunksOfSoundInAWavAreRead) {
    const std::string data(4000, '\x11');
    const std::string more = "LIST" + le32(3) + "abc" + std::string(1, '\0') + "data" + le32(2000) +
                             std::string(2000, '\x22');
    WaveHeader header;
    header.riffBytes = 36 + data.size() + more.size();
    header.dataBytes = data.size();
    const LoadedClip loaded = read(waveBytes(header, data) + more);
    EXPECT_TRUE(loaded.warnings.empty());
    ASSERT_EQ(loaded.clip.sampleCount(), 3000U);
    EXPECT_EQ(loaded.clip.channels[0].back(), static_cast<float>(0x2222) / 32768.0F);
}

TEST(JoinedContainers, aJoinedFileThatCannotBeReadIsNamed) {
    const std::string one = honestWave({}, std::string(4000, '\x11'));
    const LoadedClip loaded = read(one + "RIFF" + std::string(3000, '\x01'));
    EXPECT_EQ(loaded.clip.sampleCount(), 2000U);
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_EQ(loaded.warnings[0].code, MessageCode::headerClaimsLess);
}

} // namespace
} // namespace tonegraft::test
