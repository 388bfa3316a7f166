// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include "audio/writing/Dither.h"
#include "audio/writing/SoundWriter.h"
#include "tonegraft/OutputFiles.h"

#include <cmath>
#include <limits>

#include <sndfile.h>

namespace tonegraft::test {
namespace {

WriteOptions as(SampleFormat format) {
    WriteOptions options;
    options.format = format;
    return options;
}

AudioClip noiseClip(std::size_t samples = 20000) {
    return {44100, {noise(samples, 0.9, 1), noise(samples, 0.9, 2)}};
}

std::string bytesOf(const AudioClip& clip, const WriteOptions& options) {
    const TempFolder folder;
    writeClip(folder / "clip.wav", clip, options);
    return readBytes(folder / "clip.wav");
}

TEST(WriteClip, floatComesBackBitForBit) {
    const TempFolder folder;
    AudioClip clip = noiseClip();
    clip.channels[0][7] = 3.5F; // above full scale is kept
    writeClip(folder / "clip.wav", clip, as(SampleFormat::float32));
    const LoadedClip loaded = readClip(folder / "clip.wav");
    EXPECT_EQ(loaded.clip.channels, clip.channels);
    EXPECT_EQ(loaded.clip.sampleRateHz, 44100);
    EXPECT_EQ(loaded.formatName, "WAV");
}

TEST(WriteClip, twentyFourBitsAreRoundedToNearest) {
    const TempFolder folder;
    const AudioClip clip = noiseClip();
    writeClip(folder / "clip.wav", clip, as(SampleFormat::pcm24));
    const AudioClip loaded = readClip(folder / "clip.wav").clip;
    for (std::size_t c = 0; c < 2; ++c)
        EXPECT_LE(largestDifference(loaded.channels[c], clip.channels[c]), 0.5 / 8388608);
}

TEST(WriteClip, integersAreClippedAtFullScale) {
    const TempFolder folder;
    const AudioClip clip = monoClip(8000, {2.0F, -2.0F, 1.0F, -1.0F, 1e30F, -1e30F});
    for (const auto& [format, step] : {std::pair{SampleFormat::pcm16, 1.0 / 32768},
                                       std::pair{SampleFormat::pcm24, 1.0 / 8388608}}) {
        writeClip(folder / "clip.wav", clip, as(format));
        const AudioClip loaded = readClip(folder / "clip.wav").clip;
        const double tolerance = format == SampleFormat::pcm16 ? 2 * step : 0.0; // dither
        for (std::size_t i = 0; i < 6; ++i)
            EXPECT_NEAR(loaded.channels[0][i], i % 2 == 0 ? 1.0 - step : -1.0, tolerance) << i;
    }
}

TEST(WriteClip, valuesThatAreNoNumbersBecomeSilence) {
    const TempFolder folder;
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const AudioClip clip = monoClip(8000, {kNan, kInfinity, -kInfinity, 0.5F});
    for (const SampleFormat format : {SampleFormat::pcm24, SampleFormat::float32}) {
        writeClip(folder / "clip.wav", clip, as(format));
        const LoadedClip loaded = readClip(folder / "clip.wav");
        EXPECT_EQ(loaded.clip.channels[0], (std::vector<float>{0, 0, 0, 0.5F}));
        EXPECT_TRUE(loaded.warnings.empty());
    }
}

TEST(WriteClip, sixteenBitsAreDitheredWithoutBias) {
    const TempFolder folder;
    constexpr std::size_t kCount = 200000;
    // A third of a step: without dither it would vanish. TPDF dither and rounding leave an error
    // of variance 1/6 + 1/12 step², whatever the sound.
    constexpr double kValueSteps = 1.0 / 3.0;
    const AudioClip clip =
        monoClip(8000, std::vector<float>(kCount, static_cast<float>(kValueSteps / 32768)));
    writeClip(folder / "clip.wav", clip, as(SampleFormat::pcm16));
    const AudioClip loaded = readClip(folder / "clip.wav").clip;
    double mean = 0.0;
    double squares = 0.0;
    for (const float sample : loaded.channels[0]) {
        const double error = static_cast<double>(sample) * 32768 - kValueSteps;
        mean += error / kCount;
        squares += error * error / kCount;
    }
    constexpr double kFiveSigma = 5 * 0.5 / 447; // sigma 0.5 over √200000
    EXPECT_NEAR(mean, 0.0, kFiveSigma);
    EXPECT_NEAR(squares, 0.25, 0.005);
}

TEST(WriteClip, sameInputAndSeedGiveTheSameBytesAndAnotherSeedOthers) {
    const AudioClip clip = noiseClip();
    for (const SampleFormat format :
         {SampleFormat::pcm16, SampleFormat::pcm24, SampleFormat::float32})
        EXPECT_EQ(bytesOf(clip, as(format)), bytesOf(clip, as(format)));
    WriteOptions other = as(SampleFormat::pcm16);
    other.ditherSeed = 2;
    EXPECT_NE(bytesOf(clip, as(SampleFormat::pcm16)), bytesOf(clip, other));
}

TEST(WriteClip, leavesNoTimeStampInTheFile) {
    for (const SampleFormat format :
         {SampleFormat::pcm16, SampleFormat::pcm24, SampleFormat::float32})
        EXPECT_EQ(bytesOf(noiseClip(100), as(format)).substr(0, 200).find("PEAK"),
                  std::string::npos);
}

TEST(WriteClip, carriesTheCommentInUtf8) {
    const TempFolder folder;
    WriteOptions options;
    options.comment = "style weight 0.9, filters ∞ – “quoted” 100%";
    writeClip(folder / "clip.wav", noiseClip(100), options);
    SF_INFO info{};
    SNDFILE* file = sf_open((folder / "clip.wav").c_str(), SFM_READ, &info);
    ASSERT_NE(file, nullptr);
    EXPECT_EQ(sf_get_string(file, SF_STR_COMMENT), options.comment);
    sf_close(file);
}

TEST(WriteClip, carriesALongComment) {
    const TempFolder folder;
    WriteOptions options;
    options.comment = std::string(20000, 'c');
    writeClip(folder / "clip.wav", noiseClip(100), options);
    // Looked for in the bytes: libsndfile writes long comments but does not read them back.
    const std::string bytes = readBytes(folder / "clip.wav");
    constexpr std::size_t kNameAndSize = 8;
    EXPECT_EQ(bytes.find(options.comment), bytes.find("ICMT") + kNameAndSize);
    EXPECT_EQ(readClip(folder / "clip.wav").clip.sampleCount(), 100U);
}

TEST(WriteClip, whatItWritesOtherReadersUnderstand) {
    const TempFolder folder;
    const AudioClip clip = noiseClip(1000);
    for (const auto& [format, expected] :
         {std::pair{SampleFormat::pcm16, SF_FORMAT_WAV | SF_FORMAT_PCM_16},
          std::pair{SampleFormat::pcm24, SF_FORMAT_WAV | SF_FORMAT_PCM_24},
          std::pair{SampleFormat::float32, SF_FORMAT_WAV | SF_FORMAT_FLOAT}}) {
        writeClip(folder / "clip.wav", clip, as(format));
        SF_INFO info{};
        SNDFILE* file = sf_open((folder / "clip.wav").c_str(), SFM_READ, &info);
        ASSERT_NE(file, nullptr);
        EXPECT_EQ(info.format, expected);
        EXPECT_EQ(info.frames, 1000);
        EXPECT_EQ(info.channels, 2);
        EXPECT_EQ(info.samplerate, 44100);
        sf_close(file);
    }
}

TEST(WriteClip, becomesRf64WhereAWavWouldBeTooLong) {
    const TempFolder folder;
    const AudioClip clip = noiseClip();
    WriteOptions options = as(SampleFormat::float32);
    constexpr std::uint64_t kLargestForThisTest = 10000;
    AtomicFile file(folder / "clip.wav", 0);
    writeSound(file, clip, options, kLargestForThisTest);
    file.commit();
    const LoadedClip loaded = readClip(folder / "clip.wav");
    EXPECT_EQ(loaded.formatName, "RF64");
    EXPECT_EQ(loaded.clip.channels, clip.channels);
    EXPECT_TRUE(loaded.warnings.empty());
}

TEST(WriteClip, estimatesItsSizeFromAboveAndClosely) {
    for (const SampleFormat format :
         {SampleFormat::pcm16, SampleFormat::pcm24, SampleFormat::float32}) {
        WriteOptions options = as(format);
        options.comment = std::string(500, 'c');
        const AudioClip clip = noiseClip();
        const auto written = bytesOf(clip, options).size();
        EXPECT_GE(soundFileBytes(shapeOf(clip), options), written);
        EXPECT_LE(soundFileBytes(shapeOf(clip), options), written + 1100);
    }
}

TEST(WriteClip, refusesWhatIsNoClip) {
    const TempFolder folder;
    AudioClip ragged = noiseClip(10);
    ragged.channels[1].pop_back();
    EXPECT_NE(errorOfWriting(folder / "a.wav", {}).find("no sound"), std::string::npos);
    EXPECT_NE(errorOfWriting(folder / "a.wav", ragged).find("differ"), std::string::npos);
    EXPECT_NE(errorOfWriting(folder / "a.wav", monoClip(0, {0.0F})).find("0 Hz"),
              std::string::npos);
    EXPECT_TRUE(folder.names().empty());
}

} // namespace
} // namespace tonegraft::test
