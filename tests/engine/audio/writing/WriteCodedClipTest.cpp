// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include "audio/level/LevelMeters.h"
#include "audio/level/OutputLevel.h"
#include "audio/writing/SoundWriter.h"
#include "tonegraft/OutputFiles.h"

#include <cmath>
#include <limits>

#include <sndfile.h>

namespace tonegraft::test {
namespace {

constexpr std::size_t kSamples = 30000;

WriteOptions flac(SampleFormat format) {
    WriteOptions options;
    options.type = SoundFileType::flac;
    options.format = format;
    return options;
}

WriteOptions ogg() {
    WriteOptions options;
    options.type = SoundFileType::oggVorbis;
    return options;
}

AudioClip noiseClip() {
    return {44100, {noise(kSamples, 0.9, 1), noise(kSamples, 0.9, 2)}};
}

AudioClip tones() {
    return {44100, {sine(44100, kSamples, 440.0, 0.5), sine(44100, kSamples, 660.0, 0.25)}};
}

TEST(WriteCodedClip, flacHoldsTheSamplesOfTheWav) {
    const TempFolder folder;
    for (const SampleFormat format : {SampleFormat::pcm16, SampleFormat::pcm24}) {
        WriteOptions wav;
        wav.format = format;
        writeClip(folder / "clip.wav", noiseClip(), wav);
        writeClip(folder / "clip.flac", noiseClip(), flac(format));
        const LoadedClip loaded = readClip(folder / "clip.flac");
        EXPECT_EQ(loaded.formatName, "FLAC");
        EXPECT_TRUE(loaded.warnings.empty());
        EXPECT_EQ(loaded.clip.channels, readClip(folder / "clip.wav").clip.channels);
    }
}

TEST(WriteCodedClip, flacKeepsItsBitsAndSavesSpace) {
    const TempFolder folder;
    for (const auto& [format, expected] :
         {std::pair{SampleFormat::pcm16, SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
          std::pair{SampleFormat::pcm24, SF_FORMAT_FLAC | SF_FORMAT_PCM_24}}) {
        writeClip(folder / "clip.flac", tones(), flac(format));
        SF_INFO info{};
        SNDFILE* file = sf_open((folder / "clip.flac").c_str(), SFM_READ, &info);
        ASSERT_NE(file, nullptr);
        EXPECT_EQ(info.format, expected);
        EXPECT_EQ(info.frames, static_cast<sf_count_t>(kSamples));
        sf_close(file);
        EXPECT_LT(readBytes(folder / "clip.flac").size(),
                  soundFileBytes(shapeOf(tones()), flac(format)) * 9 / 10);
    }
}

TEST(WriteCodedClip, theSameFlacIsTheSameBytes) {
    const TempFolder folder;
    writeClip(folder / "a.flac", noiseClip(), flac(SampleFormat::pcm16));
    writeClip(folder / "b.flac", noiseClip(), flac(SampleFormat::pcm16));
    EXPECT_EQ(readBytes(folder / "a.flac"), readBytes(folder / "b.flac"));
}

TEST(WriteCodedClip, oggSoundsAlikeAndHasTheSameLength) {
    const TempFolder folder;
    const AudioClip clip = tones();
    writeClip(folder / "clip.ogg", clip, ogg());
    const LoadedClip loaded = readClip(folder / "clip.ogg");
    EXPECT_EQ(loaded.formatName, "Ogg Vorbis");
    EXPECT_TRUE(loaded.warnings.empty());
    ASSERT_EQ(loaded.clip.sampleCount(), kSamples);
    ASSERT_EQ(loaded.clip.channelCount(), 2);
    constexpr double kCodingError = 0.03; // of the RMS
    for (std::size_t c = 0; c < 2; ++c) {
        std::vector<float> difference(kSamples);
        for (std::size_t i = 0; i < kSamples; ++i)
            difference[i] = loaded.clip.channels[c][i] - clip.channels[c][i];
        EXPECT_LE(rms(difference), kCodingError * rms(clip.channels[c]));
    }
}

TEST(WriteCodedClip, allCarryTheCommentInUtf8) {
    const TempFolder folder;
    for (WriteOptions options : {flac(SampleFormat::pcm24), ogg()}) {
        options.comment = "style weight 0.9, filters ∞ – “quoted” 100% " + std::string(5000, 'c');
        writeClip(folder / "clip", tones(), options);
        SF_INFO info{};
        SNDFILE* file = sf_open((folder / "clip").c_str(), SFM_READ, &info);
        ASSERT_NE(file, nullptr);
        EXPECT_EQ(sf_get_string(file, SF_STR_COMMENT), options.comment);
        sf_close(file);
    }
}

TEST(WriteCodedClip, whatIsNoSoundBecomesSilenceOrFullScale) {
    const TempFolder folder;
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    AudioClip clip = monoClip(8000, std::vector<float>(4000, 0.0F));
    clip.channels[0][100] = kNan;
    clip.channels[0][200] = kInfinity;
    for (const WriteOptions& options : {flac(SampleFormat::pcm24), ogg()}) {
        writeClip(folder / "clip", clip, options);
        const LoadedClip loaded = readClip(folder / "clip");
        EXPECT_TRUE(loaded.warnings.empty());
        EXPECT_EQ(rms(loaded.clip.channels[0]), 0.0);
    }
    std::fill(clip.channels[0].begin(), clip.channels[0].end(), 1e30F);
    for (const WriteOptions& options : {flac(SampleFormat::pcm24), ogg()}) {
        writeClip(folder / "clip", clip, options);
        constexpr double kRinging = 0.2; // of the lossy coding at the edges
        const std::vector<float> loud = readClip(folder / "clip").clip.channels[0];
        EXPECT_NEAR(largestDifference(loud, std::vector<float>(loud.size())), 1.0, kRinging);
    }
}

TEST(WriteCodedClip, theRatesOfContentClipsArePossible) {
    const TempFolder folder;
    for (const int rate : {8000, 11025, 22050, 37500, 44100, 48000, 65535, 96000, 176400, 192000})
        for (const WriteOptions& options : {flac(SampleFormat::pcm24), ogg()}) {
            const AudioClip clip{rate, {noise(5000, 0.5, 3), noise(5000, 0.5, 4)}};
            writeClip(folder / "clip", clip, options);
            const AudioClip loaded = readClip(folder / "clip").clip;
            EXPECT_EQ(loaded.sampleRateHz, rate);
            EXPECT_EQ(loaded.sampleCount(), 5000U);
        }
}

TEST(WriteCodedClip, aSingleSampleIsAFileToo) {
    const TempFolder folder;
    for (const WriteOptions& options : {flac(SampleFormat::pcm24), ogg()}) {
        writeClip(folder / "clip", monoClip(44100, {0.25F}), options);
        EXPECT_EQ(readClip(folder / "clip").clip.sampleCount(), 1U);
    }
}

TEST(WriteCodedClip, takesNoMoreSpaceThanItAskedFor) {
    const TempFolder folder;
    for (const WriteOptions& options :
         {flac(SampleFormat::pcm16), flac(SampleFormat::pcm24), ogg()}) {
        constexpr std::size_t kHeaders = 8192; // Vorbis has its code books in each file
        writeClip(folder / "clip", noiseClip(), options);
        EXPECT_LE(readBytes(folder / "clip").size(),
                  soundFileBytes(shapeOf(noiseClip()), options) + kHeaders);
    }
}

TEST(WriteCodedClip, oggStaysBelowTheCeilingAfterDecoding) {
    const TempFolder folder;
    for (const int rate : {22050, 44100}) {
        // Tones under clicks that a limiter has turned down.
        AudioClip clip = sineClip(rate, kSamples, 2, 330.0, 0.3);
        for (std::size_t i = 0; i < kSamples; i += 3000)
            clip.channels[1][i] = 3.0F;
        limitTruePeak(clip);
        const double before = loudnessOf(clip).integratedLufs;
        writeClip(folder / "clip.ogg", clip, ogg());
        const AudioClip read = readClip(folder / "clip.ogg").clip;
        const std::vector<float> readings = largestReadings(read, allHops(read, 1000));
        EXPECT_LE(20.0 * std::log10(*std::max_element(readings.begin(), readings.end())),
                  kCeilingDbtp)
            << rate;
        EXPECT_NEAR(loudnessOf(read).integratedLufs, before, 0.3) << rate;
    }
}

TEST(WriteCodedClip, oggLeavesQuietClipsAndThoseThatPassTheCeilingAlone) {
    const TempFolder folder;
    for (const double level : {0.3, 0.99}) {
        const AudioClip clip = monoClip(44100, sine(44100, kSamples, 440.0, level));
        writeClip(folder / "clip.ogg", clip, ogg());
        EXPECT_NEAR(rms(readClip(folder / "clip.ogg").clip.channels[0]), rms(clip.channels[0]),
                    0.01 * level);
    }
}

TEST(WriteCodedClip, sixteenBitsWithDitherStayBelowTheCeiling) {
    const TempFolder folder;
    for (const int rate : {8000, 44100, 192000}) {
        AudioClip clip{rate, {noise(kSamples, 2.0, 5)}};
        limitTruePeak(clip);
        WriteOptions options;
        options.format = SampleFormat::pcm16;
        writeClip(folder / "clip.wav", clip, options);
        const AudioClip read = readClip(folder / "clip.wav").clip;
        const std::vector<float> readings = largestReadings(read, allHops(read, 1000));
        EXPECT_LE(20.0 * std::log10(*std::max_element(readings.begin(), readings.end())),
                  kCeilingDbtp)
            << rate;
    }
}

TEST(WriteCodedClip, refusesWhatTheTypeCannotHold) {
    const TempFolder folder;
    EXPECT_NE(errorOfWriting(folder / "a.flac", tones(), flac(SampleFormat::float32))
                  .find("cannot hold samples of 32 bit float"),
              std::string::npos);
    const AudioClip nine{44100, std::vector<std::vector<float>>(9, std::vector<float>(100))};
    EXPECT_NE(errorOfWriting(folder / "a.flac", nine, flac(SampleFormat::pcm24))
                  .find("a FLAC file of 9 channels"),
              std::string::npos);
    const AudioClip odd = monoClip(96001, std::vector<float>(100));
    EXPECT_NE(errorOfWriting(folder / "a.flac", odd, flac(SampleFormat::pcm24)).find("96001 Hz"),
              std::string::npos);
    EXPECT_TRUE(folder.names().empty());
}

} // namespace
} // namespace tonegraft::test
