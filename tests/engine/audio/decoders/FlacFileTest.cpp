// SPDX-License-Identifier: GPL-3.0-or-later
// Regions of long FLAC files, and what may stand behind their sound.
#include "audio/decoders/LibavReader.h"
#include "engine/audio/support/SoundFiles.h"

#include <sndfile.h>

namespace tonegraft::test {
namespace {

constexpr int kFlac = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
constexpr std::size_t kSamples = 400000;

AudioClip longClip() {
    AudioClip clip;
    clip.sampleRateHz = 48000;
    clip.channels = {noise(kSamples, 0.4, 1), noise(kSamples, 0.4, 2)};
    return clip;
}

TEST(FlacFile, whatIsBeforeARegionIsSteppedOverAndNotDecoded) {
    const TempFolder folder;
    encode(folder / "clip", longClip(), kFlac);
    const AudioClip whole = readClip(folder / "clip").clip;
    const InputFile file(folder / "clip");
    for (const std::size_t begin : {std::size_t{5000}, std::size_t{4096 * 20}, kSamples - 20000}) {
        LibavReader reader(file, soundLayout(file));
        ASSERT_EQ(reader.skip(begin), begin);
        std::vector<float> samples(2000);
        ASSERT_EQ(reader.read(samples.data(), 1000), 1000U);
        for (std::size_t i = 0; i < 1000; ++i)
            ASSERT_EQ(samples[2 * i + 1], whole.channels[1][begin + i]) << begin;
    }
}

TEST(FlacFile, aRegionIsThatPartOfTheWhole) {
    const TempFolder folder;
    const std::string bytes = encoded(longClip(), kFlac);
    writeBytes(folder / "clip", bytes + bytes);
    const AudioClip whole = readClip(folder / "clip").clip;
    ASSERT_EQ(whole.sampleCount(), 2 * kSamples);
    for (const double start : {0.01, 3.3, 8.3, 8.34, 12.0, 16.6}) {
        const AudioClip part = readClip(folder / "clip", {ClipRole::content, start, 0.05}).clip;
        const auto first = whole.channels[0].begin() + std::llround(start * 48000);
        EXPECT_EQ(part.channels[0], std::vector<float>(first, first + 2400)) << start;
    }
}

TEST(FlacFile, aRegionBehindTheEndOfACutFileNamesTheEnd) {
    const TempFolder folder;
    const std::string bytes = encoded(longClip(), kFlac);
    writeBytes(folder / "clip", bytes.substr(0, bytes.size() / 2));
    const LoadedClip all = readClip(folder / "clip");
    const std::string message = errorOfReading(folder / "clip", {ClipRole::style, 8.0, 0.0});
    const std::string end = std::to_string(all.clip.sampleCount() / 48000);
    EXPECT_NE(message.find("the sound ends at " + end + "."), std::string::npos) << message;
}

TEST(FlacFile, tagsAndZerosBehindTheSoundAreNoDamage) {
    const TempFolder folder;
    const std::string bytes = encoded(longClip(), kFlac);
    const std::string tag = "TAG" + std::string(125, 'x');
    const std::string id3 = std::string("ID3\x04\0\0\0\0\0\x0A", 10) + std::string(10, '\0');
    for (const std::string& rest : {tag, std::string(5000, '\0'), tag + id3 + bytes}) {
        writeBytes(folder / "clip", bytes + rest);
        const LoadedClip loaded = readClip(folder / "clip");
        EXPECT_EQ(loaded.clip.sampleCount() % kSamples, 0U);
        EXPECT_TRUE(loaded.warnings.empty()) << loaded.warnings[0].text();
    }
}

TEST(FlacFile, aRecordingFromTheMiddleOfAStreamIsReadFromItsFirstFrameOn) {
    const TempFolder folder;
    const std::string bytes = encoded(longClip(), kFlac);
    writeBytes(folder / "clip", bytes);
    const AudioClip whole = readClip(folder / "clip").clip;
    const std::size_t frames = bytes.find("\xFF\xF8");
    ASSERT_NE(frames, std::string::npos);
    for (const std::size_t begin : {frames, frames + 1, bytes.size() / 2}) {
        writeBytes(folder / "clip", bytes.substr(begin));
        const LoadedClip late = readClip(folder / "clip");
        EXPECT_EQ(late.formatName, "FLAC");
        EXPECT_TRUE(late.warnings.empty()) << late.warnings[0].text();
        const std::size_t missing = kSamples - late.clip.sampleCount();
        EXPECT_EQ(missing % 4096, 0U);
        EXPECT_NEAR(static_cast<double>(missing),
                    kSamples * static_cast<double>(begin - frames) / (bytes.size() - frames), 8192);
        for (std::size_t c = 0; c < 2; ++c)
            EXPECT_TRUE(std::equal(late.clip.channels[c].begin(), late.clip.channels[c].end(),
                                   whole.channels[c].begin() + missing));
        const AudioClip part = readClip(folder / "clip", {ClipRole::content, 2.0, 0.1}).clip;
        EXPECT_TRUE(std::equal(part.channels[0].begin(), part.channels[0].end(),
                               late.clip.channels[0].begin() + 96000));
    }
    // Another file behind it.
    writeBytes(folder / "clip", bytes.substr(frames) + bytes);
    EXPECT_EQ(readClip(folder / "clip").clip.sampleCount(), 2 * kSamples);
}

/// Frames that libavcodec leaves out: each is ten bytes.
TEST(FlacFile, noFrameOfDigitalSilenceIsLost) {
    const TempFolder folder;
    AudioClip clip;
    clip.sampleRateHz = 44100;
    clip.channels = {std::vector<float>(kSamples)};
    std::fill_n(clip.channels[0].begin() + kSamples / 2, 8000, 0.5F);
    for (const int bits : {SF_FORMAT_PCM_S8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_24}) {
        const std::string bytes = encoded(clip, SF_FORMAT_FLAC | bits);
        writeBytes(folder / "clip", bytes + bytes);
        const LoadedClip loaded = readClip(folder / "clip");
        EXPECT_TRUE(loaded.warnings.empty()) << loaded.warnings[0].text();
        ASSERT_EQ(loaded.clip.sampleCount(), 2 * kSamples) << bits;
        for (const std::size_t begin : {std::size_t{0}, kSamples})
            EXPECT_TRUE(std::equal(clip.channels[0].begin(), clip.channels[0].end(),
                                   loaded.clip.channels[0].begin() + begin))
                << bits;
        const AudioClip part = readClip(folder / "clip", {ClipRole::content, 4.5, 0.1}).clip;
        EXPECT_TRUE(std::equal(part.channels[0].begin(), part.channels[0].end(),
                               clip.channels[0].begin() + 198450))
            << bits;
    }
}

TEST(FlacFile, damageBehindATotalThatIsTooSmallIsNamed) {
    const TempFolder folder;
    std::string bytes = encoded(longClip(), kFlac);
    const std::size_t total = bytes.find("fLaC") + 8 + 14; // of STREAMINFO, its lowest 32 bits
    bytes.replace(total, 4, be32(kSamples / 4));
    bytes.replace(bytes.size() / 2, 3000, std::string(3000, 'x'));
    writeBytes(folder / "clip", bytes);
    const LoadedClip loaded = readClip(folder / "clip");
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_EQ(loaded.warnings[0].code, MessageCode::damagedParts);
}

} // namespace
} // namespace tonegraft::test
