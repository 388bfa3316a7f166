// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include <limits>

#include <sndfile.h>

namespace tonegraft::test {
namespace {

ReadOptions asContent() {
    ReadOptions options;
    options.role = ClipRole::content;
    return options;
}

AudioClip constantClip(int sampleRateHz, int channels) {
    AudioClip clip;
    clip.sampleRateHz = sampleRateHz;
    clip.channels.assign(static_cast<std::size_t>(channels), std::vector<float>(100, 0.25F));
    return clip;
}

TEST(ReadClip, boundsTheChannelsByRole) {
    const TempFolder folder;
    constexpr int kFormat = SF_FORMAT_WAVEX | SF_FORMAT_FLOAT;
    encode(folder / "2", constantClip(44100, 2), kFormat);
    encode(folder / "3", constantClip(44100, 3), kFormat);
    encode(folder / "64", constantClip(44100, 64), kFormat);
    encode(folder / "65", constantClip(44100, 65), kFormat);
    EXPECT_EQ(readClip(folder / "2", asContent()).clip.channelCount(), 2);
    EXPECT_NE(errorOfReading(folder / "3", asContent()).find("3 channels"), std::string::npos);
    EXPECT_EQ(readClip(folder / "64").clip.channelCount(), 64);
    EXPECT_NE(errorOfReading(folder / "65").find("65 channels"), std::string::npos);
}

TEST(ReadClip, boundsTheRateByRole) {
    const TempFolder folder;
    constexpr int kFormat = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    for (const int rate : {3999, 4000, 7999, 8000, 192000, 192001, 384000, 384001})
        encode(folder / std::to_string(rate), constantClip(rate, 1), kFormat);
    EXPECT_NO_THROW(readClip(folder / "4000"));
    EXPECT_NO_THROW(readClip(folder / "384000"));
    EXPECT_NO_THROW(readClip(folder / "8000", asContent()));
    EXPECT_NO_THROW(readClip(folder / "192000", asContent()));
    EXPECT_NE(errorOfReading(folder / "3999").find("3999 Hz"), std::string::npos);
    EXPECT_NE(errorOfReading(folder / "384001").find("384001 Hz"), std::string::npos);
    EXPECT_NE(errorOfReading(folder / "7999", asContent()).find("7999 Hz"), std::string::npos);
    EXPECT_NE(errorOfReading(folder / "192001", asContent()).find("192001 Hz"), std::string::npos);
}

/// A WAV of that many seconds at 8 kHz, 8 bits, that takes no room on the disk.
std::filesystem::path sparseWave(const TempFolder& folder, std::uint64_t seconds) {
    WaveHeader header;
    header.bits = 8;
    header.dataBytes = seconds * 8000;
    header.riffBytes = 36 + header.dataBytes;
    const auto path = folder / "long.wav";
    writeBytes(path, waveBytes(header, ""));
    std::filesystem::resize_file(path, 44 + header.dataBytes);
    return path;
}

TEST(ReadClip, refusesMoreThanTwoHoursButReadsARegionOfIt) {
    const TempFolder folder;
    const auto path = sparseWave(folder, 7201);
    EXPECT_NE(errorOfReading(path).find("two hours"), std::string::npos);
    ReadOptions options;
    options.startSeconds = 7200.5;
    EXPECT_EQ(readClip(path, options).clip.sampleCount(), 4000U);
    options.startSeconds = 0.0;
    options.durationSeconds = 7201.0;
    EXPECT_NE(errorOfReading(path, options).find("two hours"), std::string::npos);
}

class ReadClipRegion : public testing::TestWithParam<EncodedKind> {};

TEST_P(ReadClipRegion, isTheSamePartOfTheWhole) {
    const TempFolder folder;
    const AudioClip clip = {48000, {noise(60000, 0.3, 1), noise(60000, 0.3, 2)}};
    encode(folder / "clip", clip, GetParam().sndfileFormat);
    const AudioClip whole = readClip(folder / "clip").clip;
    const std::pair<std::size_t, std::size_t> regions[] = {
        {0, 1}, {0, 48000}, {1, 100}, {12345, 4096}, {31337, 20000}, {59999, 1}};
    for (const auto& [start, length] : regions) {
        ReadOptions options;
        options.startSeconds = static_cast<double>(start) / 48000.0;
        options.durationSeconds = static_cast<double>(length) / 48000.0;
        const LoadedClip part = readClip(folder / "clip", options);
        EXPECT_TRUE(part.warnings.empty());
        ASSERT_EQ(part.clip.sampleCount(), length);
        for (std::size_t c = 0; c < 2; ++c) {
            const auto begin = whole.channels[c].begin() + static_cast<std::ptrdiff_t>(start);
            EXPECT_EQ(part.clip.channels[c],
                      std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(length)));
        }
    }
}

TEST_P(ReadClipRegion, isCutAtTheEndOfTheSoundAndRefusedBeyond) {
    const TempFolder folder;
    encode(folder / "clip", sineClip(48000, 48000), GetParam().sndfileFormat);
    ReadOptions options;
    options.startSeconds = 0.75;
    options.durationSeconds = 10.0;
    EXPECT_EQ(readClip(folder / "clip", options).clip.sampleCount(), 12000U);
    options.durationSeconds = 0.0;
    EXPECT_EQ(readClip(folder / "clip", options).clip.sampleCount(), 12000U);
    for (const double start : {1.0, 1.5, 1e300}) {
        options.startSeconds = start;
        const std::string message = errorOfReading(folder / "clip", options);
        EXPECT_NE(message.find("starts at"), std::string::npos) << message;
        EXPECT_NE(message.find("ends at 1 s"), std::string::npos) << message;
    }
}

INSTANTIATE_TEST_SUITE_P(All, ReadClipRegion, testing::ValuesIn(oneOfEachContainer()), labelOf);

TEST(ReadClip, refusesARegionThatIsNoTime) {
    const TempFolder folder;
    encode(folder / "clip", sineClip(8000, 8000), SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    for (const double bad : {-0.001, kNan, HUGE_VAL, -HUGE_VAL}) {
        ReadOptions options;
        options.startSeconds = bad;
        EXPECT_NE(errorOfReading(folder / "clip", options).find("start"), std::string::npos);
        options.startSeconds = 0.0;
        options.durationSeconds = bad;
        EXPECT_NE(errorOfReading(folder / "clip", options).find("length"), std::string::npos);
    }
}

TEST(ReadClip, replacesWhatIsNoNumberOrAbsurdlyLargeAndCountsIt) {
    const TempFolder folder;
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const std::vector<float> samples = {0.5F,  kNan,   -0.5F,  kInfinity, -kInfinity,
                                        1e30F, -1e30F, 1e-40F, 40000.0F,  -1.5F};
    WaveHeader header;
    header.tag = 3;
    header.bits = 32;
    writeBytes(folder / "clip.wav", honestWave(header, floatBytes(samples)));
    const LoadedClip loaded = readClip(folder / "clip.wav");
    // Above full scale is kept: files of floats have scales of their own.
    const std::vector<float> expected = {0.5F, 0, -0.5F, 0, 0, 0, 0, 0, 40000.0F, -1.5F};
    EXPECT_EQ(loaded.clip.channels[0], expected);
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_NE(loaded.warnings[0].text().find(" 5 samples"), std::string::npos)
        << loaded.warnings[0].text();
    EXPECT_NE(loaded.warnings[0].text().find("clip.wav"), std::string::npos);
}

TEST(ReadClip, replacesDoublesThatNoFloatCanHold) {
    const TempFolder folder;
    WaveHeader header;
    header.tag = 3;
    header.bits = 64;
    const double samples[] = {1e300, -1e300, 0.25};
    writeBytes(folder / "clip.wav",
               honestWave(header, std::string(reinterpret_cast<const char*>(samples), 24)));
    const LoadedClip loaded = readClip(folder / "clip.wav");
    EXPECT_EQ(loaded.clip.channels[0], (std::vector<float>{0.0F, 0.0F, 0.25F}));
    EXPECT_EQ(loaded.warnings.size(), 1U);
}

TEST(ReadClip, readsSilenceAndConstantsWithoutAWarning) {
    const TempFolder folder;
    writeBytes(folder / "clip.wav", honestWave({}, std::string(2000, '\0')));
    const LoadedClip loaded = readClip(folder / "clip.wav");
    EXPECT_EQ(loaded.clip.channels[0], std::vector<float>(1000, 0.0F));
    EXPECT_TRUE(loaded.warnings.empty());
}

} // namespace
} // namespace tonegraft::test
