// SPDX-License-Identifier: GPL-3.0-or-later
// What a header says about the length does not end the reading while there is sound.
#include "engine/audio/support/OggBytes.h"
#include "engine/audio/support/SoundFiles.h"

#include <sndfile.h>

namespace tonegraft::test {
namespace {

constexpr int kFlac = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
constexpr int kFlac24 = SF_FORMAT_FLAC | SF_FORMAT_PCM_24;
constexpr int kVorbis = SF_FORMAT_OGG | SF_FORMAT_VORBIS;
constexpr int kOpus = SF_FORMAT_OGG | SF_FORMAT_OPUS;
constexpr int kMp3 = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
constexpr double kSmear = 0.1;       // what a lossy coding changes, of the RMS
constexpr std::size_t kJoint = 2000; // samples around a joint, where filters ring

LoadedClip read(const std::string& bytes, const ReadOptions& options = {}) {
    const TempFolder folder;
    writeBytes(folder / "clip", bytes);
    return readClip(folder / "clip", options);
}

std::vector<float> joined(std::vector<float> a, const std::vector<float>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::vector<float> part(const std::vector<float>& samples, std::size_t begin, std::size_t end) {
    return {samples.begin() + static_cast<std::ptrdiff_t>(begin),
            samples.begin() + static_cast<std::ptrdiff_t>(end)};
}

/// Whether it is this sine, but for the coding's noise and what is near its ends.
void expectSine(const std::vector<float>& samples, std::size_t begin, std::size_t end,
                double frequencyHz, double phaseSamples) {
    std::vector<float> difference;
    for (std::size_t i = begin + kJoint; i + kJoint < end; ++i) {
        const double time = (static_cast<double>(i) - phaseSamples) / 48000.0;
        difference.push_back(samples.at(i) -
                             static_cast<float>(0.5 * std::sin(2 * kPi * frequencyHz * time)));
    }
    EXPECT_LT(rms(difference), kSmear * 0.3536) << "of " << frequencyHz << " Hz";
}

/// Without the encoder's header: its frame becomes one of silence.
std::string withoutInfo(std::string mp3) {
    for (const char* tag : {"Info", "Xing"}) {
        if (const std::size_t at = mp3.find(tag); at < 200)
            mp3.replace(at, 4, std::string(4, '\0'));
    }
    return mp3;
}

void setXingFrames(std::string& mp3, std::uint64_t frames) {
    const std::size_t at = std::min(mp3.find("Info"), mp3.find("Xing"));
    ASSERT_LT(at, 200U);
    mp3.replace(at + 8, 4, be32(frames));
}

class Joined : public testing::TestWithParam<std::pair<const char*, int>> {};

TEST_P(Joined, filesOfOneKindAreReadOneAfterTheOther) {
    const int format = GetParam().second;
    const std::string first = encoded(sineClip(48000, 30000, 2, 440.0), format);
    const std::string second = encoded(sineClip(48000, 25000, 2, 550.0), format);
    const AudioClip a = read(first).clip;
    const AudioClip b = read(second).clip;
    const LoadedClip both = read(first + second + first);
    EXPECT_TRUE(both.warnings.empty()) << both.warnings.front().text();
    ASSERT_EQ(both.clip.channelCount(), 2);
    for (std::size_t c = 0; c < 2; ++c)
        EXPECT_EQ(both.clip.channels[c],
                  joined(joined(a.channels[c], b.channels[c]), a.channels[c]));
}

TEST_P(Joined, whatChangesAtTheJointIsConverted) {
    const int format = GetParam().second;
    const LoadedClip both = read(encoded(sineClip(48000, 30000, 2, 440.0), format) +
                                 encoded(sineClip(24000, 12000, 1, 550.0), format) +
                                 encoded(sineClip(48000, 20000, 2, 330.0), format));
    EXPECT_TRUE(both.warnings.empty()) << both.warnings.front().text();
    EXPECT_EQ(both.clip.sampleRateHz, 48000);
    ASSERT_EQ(both.clip.channelCount(), 2);
    ASSERT_NEAR(static_cast<double>(both.clip.sampleCount()), 74000.0, 2.0);
    expectSine(both.clip.channels[0], 0, 30000, 440.0, 0);
    expectSine(both.clip.channels[1], 0, 30000, 880.0, 0);
    // One channel goes to both, as loud as it was.
    expectSine(both.clip.channels[0], 30000, 54000, 550.0, 30000);
    expectSine(both.clip.channels[1], 30000, 54000, 550.0, 30000);
    expectSine(both.clip.channels[1], 54000, 74000, 660.0, 54000);
}

TEST_P(Joined, twoChannelsAreMixedWhereTheFirstFileHasOne) {
    const int format = GetParam().second;
    AudioClip two = sineClip(48000, 24000, 2, 440.0);
    two.channels[1] = two.channels[0];
    const LoadedClip both =
        read(encoded(sineClip(48000, 24000, 1, 440.0), format) + encoded(two, format));
    ASSERT_EQ(both.clip.channelCount(), 1);
    EXPECT_EQ(both.clip.sampleCount(), 48000U);
    expectSine(both.clip.channels[0], 0, 24000, 440.0, 0);
    expectSine(both.clip.channels[0], 24000, 48000, 440.0, 24000);
}

TEST_P(Joined, aRegionAcrossTheJointIsThatPart) {
    const int format = GetParam().second;
    const std::string one = encoded(sineClip(48000, 30000, 2, 440.0), format);
    const AudioClip whole = read(one + one).clip;
    ReadOptions options;
    options.startSeconds = 0.5;
    options.durationSeconds = 0.25;
    const LoadedClip region = read(one + one, options);
    EXPECT_TRUE(region.warnings.empty());
    for (std::size_t c = 0; c < 2; ++c)
        EXPECT_EQ(region.clip.channels[c], part(whole.channels[c], 24000, 36000));
}

INSTANTIATE_TEST_SUITE_P(All, Joined,
                         testing::Values(std::pair{"flac", kFlac}, std::pair{"vorbis", kVorbis},
                                         std::pair{"opus", kOpus}, std::pair{"mp3", kMp3}),
                         [](const auto& kind) { return std::string(kind.param.first); });

TEST(JoinedSound, opusBehindVorbisAndMoreBitsBehindFewer) {
    const AudioClip clip = sineClip(48000, 30000, 2, 440.0);
    const LoadedClip chain = read(encoded(clip, kVorbis) + encoded(clip, kOpus));
    EXPECT_EQ(chain.clip.sampleCount(), 60000U);
    EXPECT_TRUE(chain.warnings.empty());
    expectSine(chain.clip.channels[0], 30000, 60000, 440.0, 30000);
    const LoadedClip bits = read(encoded(clip, kFlac) + encoded(clip, kFlac24));
    ASSERT_EQ(bits.clip.sampleCount(), 60000U);
    EXPECT_LE(largestDifference(part(bits.clip.channels[0], 30000, 60000), clip.channels[0]),
              1.0 / 8388608);
}

TEST(JoinedSound, aTotalInFlacThatIsTooSmallDoesNotEndIt) {
    const AudioClip clip = sineClip(48000, 30000, 2, 440.0);
    std::string bytes = encoded(clip, kFlac);
    const std::string whole = bytes;
    // STREAMINFO's last four bytes before the checksum: the total of samples.
    for (const std::uint64_t total : {15000U, 29999U, 1U}) {
        bytes.replace(22, 4, be32(total));
        const LoadedClip loaded = read(bytes);
        EXPECT_EQ(loaded.clip.channels, read(whole).clip.channels) << total;
        EXPECT_TRUE(loaded.warnings.empty()) << total;
    }
    bytes.replace(22, 4, be32(60000));
    const LoadedClip loaded = read(bytes);
    EXPECT_EQ(loaded.clip.sampleCount(), 30000U);
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_EQ(loaded.warnings[0].code, MessageCode::cutOff);
}

TEST(JoinedSound, aCountOfFramesInMp3ThatIsTooSmallDoesNotEndIt) {
    std::string bytes = encoded(sineClip(48000, 60000, 2, 440.0), kMp3);
    const AudioClip whole = read(bytes).clip;
    ASSERT_EQ(whole.sampleCount(), 60000U);
    for (const std::uint64_t frames : {25U, 1U}) {
        setXingFrames(bytes, frames);
        const LoadedClip loaded = read(bytes);
        EXPECT_TRUE(loaded.warnings.empty()) << frames;
        // The padding belongs to the end that it counted, which is not the end.
        ASSERT_GE(loaded.clip.sampleCount(), 60000U) << frames;
        EXPECT_LT(loaded.clip.sampleCount(), 60000U + 2304U) << frames;
        EXPECT_EQ(part(loaded.clip.channels[0], 0, 60000), whole.channels[0]) << frames;
    }
}

TEST(JoinedSound, thePaddingOfMp3IsThatOfTheBytesThatItsHeaderCounts) {
    std::string bytes = encoded(sineClip(48000, 60000, 2, 440.0), kMp3);
    const std::size_t at = std::min(bytes.find("Info"), bytes.find("Xing"));
    ASSERT_LT(at, 200U);
    bytes.replace(at + 12, 4, be32(bytes.size()));
    setXingFrames(bytes, 25);
    EXPECT_EQ(read(bytes).clip.sampleCount(), 60000U);
}

TEST(JoinedSound, mp3OfAStreamThatChangesIsReadOn) {
    const std::string first = withoutInfo(encoded(sineClip(48000, 48000, 2, 440.0), kMp3));
    const std::string second = withoutInfo(encoded(sineClip(24000, 24000, 1, 440.0), kMp3));
    const std::size_t a = read(first).clip.sampleCount();
    const std::size_t b = read(second).clip.sampleCount();
    const LoadedClip both = read(first + second);
    EXPECT_TRUE(both.warnings.empty());
    EXPECT_EQ(both.clip.channelCount(), 2);
    EXPECT_EQ(both.clip.sampleCount(), a + 2 * b);
    EXPECT_NEAR(rms(part(both.clip.channels[1], a + 10000, a + 40000)), 0.3536, 0.02);
}

TEST(JoinedSound, tagsAtTheJointAndTheEndAreSteppedOver) {
    const std::string id3 = std::string("ID3\x04\0\0\0\0\0\x0A", 10) + std::string(10, 'x');
    const std::string id3v1 = "TAG" + std::string(125, '\xFF');
    const std::string one = encoded(sineClip(48000, 30000, 2, 440.0), kMp3);
    const LoadedClip both = read(id3 + one + id3v1 + id3 + one + id3v1);
    EXPECT_EQ(both.clip.channels, read(one + one).clip.channels);
    EXPECT_TRUE(both.warnings.empty());
}

TEST(JoinedSound, adtsIsReadAcrossTheJoint) {
    const std::string one = readBytes(std::string(TONEGRAFT_TEST_DATA) + "/media/aac.aac");
    const LoadedClip both = read(one + one);
    EXPECT_EQ(both.clip.sampleCount(), 2 * read(one).clip.sampleCount());
    EXPECT_TRUE(both.warnings.empty());
}

TEST(JoinedSound, junkBetweenFramesIsNamedAndSteppedOver) {
    const std::string one = encoded(sineClip(48000, 30000, 2, 440.0), kMp3);
    const LoadedClip both = read(one + std::string(5000, 'x') + one);
    EXPECT_EQ(both.clip.channels, read(one + one).clip.channels);
    ASSERT_EQ(both.warnings.size(), 1U);
    EXPECT_EQ(both.warnings[0].code, MessageCode::damagedParts);
}

TEST(JoinedSound, aWavThatGoesOnBehindItsStatedEndSaysSo) {
    const std::string one = honestWave({}, std::string(4000, '\x11'));
    const LoadedClip loaded = read(one + std::string(4000, '\x11'));
    EXPECT_EQ(loaded.clip.sampleCount(), 2000U);
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_EQ(loaded.warnings[0].code, MessageCode::headerClaimsLess);
    EXPECT_NE(loaded.warnings[0].text().find("4 kB of sound"), std::string::npos)
        << loaded.warnings[0].text();
    // What may follow, chunks, tags and zeros, is no sound.
    EXPECT_TRUE(read(one + "LIST" + le32(2000) + std::string(2000, '\x11')).warnings.empty());
    EXPECT_TRUE(read(one + "TAG" + std::string(125, ' ')).warnings.empty());
    EXPECT_TRUE(read(one + std::string(70000, '\0')).warnings.empty());
}

} // namespace
} // namespace tonegraft::test
