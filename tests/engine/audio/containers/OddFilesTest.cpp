// SPDX-License-Identifier: GPL-3.0-or-later
// Whole files that are written otherwise than by the book are read without a false warning, and
// what cannot be read is told its true reason.
#include "engine/audio/support/OggBytes.h"
#include "engine/audio/support/SoundFiles.h"

#include <sndfile.h>

namespace tonegraft::test {
namespace {

constexpr int kFlac = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
constexpr int kWav = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
constexpr int kAiff = SF_FORMAT_AIFF | SF_FORMAT_PCM_16;
constexpr int kVorbis = SF_FORMAT_OGG | SF_FORMAT_VORBIS;
constexpr int kOpus = SF_FORMAT_OGG | SF_FORMAT_OPUS;
constexpr int kMp3 = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;

LoadedClip read(const std::string& bytes) {
    const TempFolder folder;
    writeBytes(folder / "clip", bytes);
    return readClip(folder / "clip");
}

std::string errorOf(const std::string& bytes) {
    const TempFolder folder;
    writeBytes(folder / "clip", bytes);
    return errorOfReading(folder / "clip");
}

std::string media(const std::string& name) {
    return readBytes(std::string(TONEGRAFT_TEST_DATA) + "/media/" + name);
}

std::string warningsOf(const LoadedClip& loaded) {
    std::string all;
    for (const Message& warning : loaded.warnings)
        all += warning.text() + "\n";
    return all;
}

std::string id3(std::size_t bytes, char filling = '\0') {
    return std::string("ID3\x04\0\0\0\0\0", 9) + static_cast<char>(bytes) +
           std::string(bytes, filling);
}

TEST(OddFiles, flacOfAnyWidthIsReadToTheBit) {
    for (const unsigned bits : {12U, 20U}) {
        const LoadedClip loaded = read(media("bits" + std::to_string(bits) + ".flac"));
        EXPECT_EQ(warningsOf(loaded), "");
        ASSERT_EQ(loaded.clip.sampleCount(), 400U);
        const double full = std::ldexp(1.0, static_cast<int>(bits) - 1);
        for (std::size_t i = 0; i < 400; ++i) {
            const double value = (full - 1) * 0.5 * std::sin(2 * kPi * 440.0 * i / 8000.0);
            ASSERT_EQ(loaded.clip.channels[0][i], static_cast<float>(std::nearbyint(value) / full));
        }
    }
}

TEST(OddFiles, flacOfThirtyTwoBitsIsRead) {
    const std::string bytes = media("bits32.flac");
    const LoadedClip loaded = read(bytes);
    EXPECT_EQ(warningsOf(loaded), "");
    ASSERT_EQ(loaded.clip.sampleCount(), 400U);
    const double full = std::ldexp(1.0, 31);
    for (std::size_t i = 0; i < 400; ++i) {
        const double value = (full - 1) * 0.5 * std::sin(2 * kPi * 440.0 * i / 8000.0);
        ASSERT_EQ(loaded.clip.channels[0][i], static_cast<float>(std::nearbyint(value) / full));
    }
    // A total that counts too few or too many, a cut, a joint.
    std::string few = bytes;
    few[25] = 100;
    few[24] = 0;
    EXPECT_EQ(read(few).clip.channels, loaded.clip.channels);
    const LoadedClip cut = read(bytes.substr(0, bytes.size() - 300));
    EXPECT_LT(cut.clip.sampleCount(), 400U);
    EXPECT_NE(warningsOf(cut).find("cut off"), std::string::npos) << warningsOf(cut);
    const LoadedClip twice = read(bytes + bytes);
    ASSERT_EQ(twice.clip.sampleCount(), 800U);
    EXPECT_EQ(twice.clip.channels[0][401], loaded.clip.channels[0][1]);
    const LoadedClip mixed = read(media("bits20.flac") + bytes);
    ASSERT_EQ(mixed.clip.sampleCount(), 800U);
    EXPECT_EQ(mixed.clip.channels[0][401], loaded.clip.channels[0][1]);
}

TEST(OddFiles, aRegionOfThirtyTwoBitsIsThatOfTheWhole) {
    const TempFolder folder;
    writeBytes(folder / "clip", media("bits32.flac"));
    const AudioClip part = readClip(folder / "clip", {ClipRole::content, 0.02, 0.02}).clip;
    const AudioClip whole = readClip(folder / "clip").clip;
    ASSERT_EQ(part.sampleCount(), 160U);
    EXPECT_TRUE(std::equal(part.channels[0].begin(), part.channels[0].end(),
                           whole.channels[0].begin() + 160));
}

TEST(OddFiles, flacOfThirtyTwoBitsInOggIsReadOrToldSo) {
    const TempFolder folder;
    writeBytes(folder / "clip", media("bits32.oga"));
    try {
        EXPECT_EQ(readClip(folder / "clip").clip.sampleCount(), 400U); // libavcodec 60 and later
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("FLAC of more than 24 bits"), std::string::npos)
            << error.what();
    }
}

TEST(OddFiles, everySignedFormatIsFoundBehindAnId3Tag) {
    const AudioClip clip = sineClip(48000, 10000, 2);
    for (const int format :
         {kWav, kAiff, kFlac, kVorbis, kOpus, kMp3, SF_FORMAT_RF64 | SF_FORMAT_PCM_24,
          SF_FORMAT_W64 | SF_FORMAT_PCM_16, SF_FORMAT_CAF | SF_FORMAT_PCM_16}) {
        const std::string bytes = encoded(clip, format);
        for (const std::size_t tag : {10U, 21U, 100U}) { // W64 pads to eight from its own start
            const LoadedClip loaded = read(id3(tag) + bytes);
            EXPECT_EQ(loaded.clip.channels, read(bytes).clip.channels) << format << " " << tag;
            EXPECT_EQ(warningsOf(loaded), "") << format;
        }
    }
}

TEST(OddFiles, mp3IsFoundBehindJunkAndFromItsMiddleOn) {
    const std::string bytes = encoded(sineClip(48000, 60000, 2), kMp3);
    const AudioClip whole = read(bytes).clip;
    const LoadedClip behind = read(std::string(3000, 'x') + bytes);
    EXPECT_EQ(behind.clip.channels, whole.channels);
    EXPECT_EQ(warningsOf(behind), "");
    const LoadedClip cut = read(bytes.substr(bytes.size() / 2));
    EXPECT_EQ(cut.formatName, "MP3");
    EXPECT_EQ(warningsOf(cut), "");
    EXPECT_NEAR(static_cast<double>(cut.clip.sampleCount()), 30000.0, 4000.0);
    EXPECT_NEAR(rms(cut.clip.channels[0]), 0.3536, 0.05);
}

TEST(OddFiles, adtsIsFoundBehindJunkAndFromItsMiddleOn) {
    const std::string bytes = media("aac.aac");
    const AudioClip whole = read(bytes).clip;
    const LoadedClip behind = read(std::string(3000, 'x') + bytes);
    EXPECT_EQ(behind.formatName, "AAC");
    EXPECT_EQ(behind.clip.channels, whole.channels);
    const LoadedClip cut = read(bytes.substr(bytes.size() / 2 + 7));
    EXPECT_EQ(cut.formatName, "AAC");
    EXPECT_EQ(warningsOf(cut), "");
    EXPECT_GT(cut.clip.sampleCount(), whole.sampleCount() / 3);
    EXPECT_LT(cut.clip.sampleCount(), whole.sampleCount() / 2 + 1024);
}

TEST(OddFiles, aFewFramesWithinOtherDataAreNoSoundFile) {
    const std::string mp3 = encoded(sineClip(48000, 20000, 2), kMp3);
    const std::string error = errorOf(std::string(3000, 'x') + mp3 + std::string(50000, 'x'));
    EXPECT_NE(error.find("not a sound file"), std::string::npos) << error;
}

TEST(OddFiles, mp3OfFreeFormatIsRead) {
    const std::string bytes = media("free.mp3");
    testing::internal::CaptureStderr();
    for (const std::string& junk : {std::string(), id3(100), std::string(3000, 'x')}) {
        const LoadedClip loaded = read(junk + bytes);
        EXPECT_EQ(loaded.formatName, "MP3");
        EXPECT_EQ(warningsOf(loaded), "");
        EXPECT_EQ(loaded.clip.sampleRateHz, 44100);
        ASSERT_EQ(loaded.clip.channels.size(), 1U);
        // 4410 samples, with the encoder's delay before and its padding behind them.
        ASSERT_GE(loaded.clip.sampleCount(), 4410U);
        EXPECT_LE(loaded.clip.sampleCount(), 4410U + 3 * 1152U);
        const std::vector<float> middle(loaded.clip.channels[0].begin() + 2000,
                                        loaded.clip.channels[0].begin() + 4000);
        constexpr double kLame = 0.95; // as loud as it writes
        EXPECT_NEAR(rms(middle), kLame * 0.3536, 0.01);
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(OddFiles, mp3OfFreeFormatThatIsCutOffIsReadAsFarAsItGoes) {
    const std::string bytes = media("free.mp3");
    const AudioClip whole = read(bytes).clip;
    const AudioClip cut = read(bytes.substr(0, bytes.size() / 2)).clip;
    EXPECT_LT(cut.sampleCount(), whole.sampleCount());
    ASSERT_GT(cut.sampleCount(), 1152U);
    EXPECT_TRUE(std::equal(cut.channels[0].begin(), cut.channels[0].begin() + 1152,
                           whole.channels[0].begin()));
}

TEST(OddFiles, aListOfWavesIsCalledThat) {
    const std::string wave = honestWave({}, std::string(400, '\x11'));
    const std::string body = wave.substr(36); // "data" and all behind it
    const std::string list = wave.substr(0, 36) + "LIST" + le32(4 + body.size()) + "wavl" + body;
    const std::string error = errorOf(list);
    EXPECT_NE(error.find("coded as a list of waves"), std::string::npos) << error;
}

TEST(OddFiles, aPictureNextToVorbisDoesNotHideIt) {
    const LoadedClip loaded = read(media("theora.ogv"));
    EXPECT_EQ(loaded.formatName, "Ogg Vorbis");
    EXPECT_EQ(loaded.clip.sampleCount(), 4410U);
    EXPECT_EQ(warningsOf(loaded), "");
    EXPECT_NEAR(rms(loaded.clip.channels[0]), 0.3536, 0.03);
}

TEST(OddFiles, flacInOggIsReadToTheBit) {
    const LoadedClip loaded = read(media("flac.oga"));
    EXPECT_EQ(loaded.formatName, "Ogg FLAC");
    EXPECT_EQ(loaded.clip.channels, read(media("flac.mkv")).clip.channels);
    EXPECT_EQ(warningsOf(loaded), "");
}

TEST(OddFiles, speexInOggIsReadWithoutItsDelay) {
    const LoadedClip loaded = read(media("speex.spx")); // 440 Hz from 0.1 s on
    EXPECT_EQ(loaded.formatName, "Ogg Speex");
    EXPECT_EQ(warningsOf(loaded), "");
    EXPECT_EQ(loaded.clip.sampleRateHz, 16000);
    // The last 143 samples stayed in the encoder. The decoder's delay of 80 is left out in front.
    EXPECT_EQ(loaded.clip.sampleCount(), 4800U - 143U);
    const std::vector<float>& samples = loaded.clip.channels[0];
    EXPECT_NEAR(rms({samples.begin() + 2400, samples.begin() + 4000}), 0.3536, 0.08);
}

TEST(OddFiles, anotherCodingInOggIsNamed) {
    const std::string error =
        errorOf(oggFile({firstPage("CELT    0.11" + std::string(60, '\0'), 1)}));
    EXPECT_NE(error.find("CELT"), std::string::npos) << error;
    const std::string unknown = errorOf(oggFile({firstPage("something else", 1)}));
    EXPECT_NE(unknown.find("neither Vorbis, Opus, FLAC nor Speex"), std::string::npos) << unknown;
}

TEST(OddFiles, aWavWithADataSizeOfNothingIsReadToItsEnd) {
    WaveHeader header;
    header.riffBytes = 36 + 4000; // only the inner size was never filled in
    const LoadedClip loaded = read(waveBytes(header, std::string(4000, '\x11')));
    EXPECT_EQ(loaded.clip.sampleCount(), 2000U);
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_EQ(loaded.warnings[0].code, MessageCode::neverClosed);
}

TEST(OddFiles, anOddChunkWithoutItsPaddingByteIsSteppedOver) {
    const std::string data = le16(16384) + le16(0xC000);
    for (const char* name : {"LIST", "junk", "abcd"}) {
        std::string wav = honestWave({}, data);
        wav.insert(12, name + le32(3) + "abc");
        EXPECT_EQ(read(wav).clip.channels[0], (std::vector<float>{0.5F, -0.5F})) << name;
        std::string behind = honestWave({}, data);
        behind.insert(36, name + le32(5) + "abcde");
        EXPECT_EQ(read(behind).clip.channels[0], (std::vector<float>{0.5F, -0.5F})) << name;
    }
    std::string twice = honestWave({}, data);
    twice.insert(36, "abc1" + le32(3) + "xyz" + "abc2" + le32(5) + "vwxyz");
    EXPECT_EQ(read(twice).clip.channels[0], (std::vector<float>{0.5F, -0.5F}));
    std::string aiff = encoded(sineClip(8000, 100), kAiff);
    const AudioClip right = read(aiff).clip;
    aiff.insert(12, "NAME" + be32(3) + "abc");
    EXPECT_EQ(read(aiff).clip.channels, right.channels);
}

TEST(OddFiles, aCountOfFramesThatSaysNothingIsNoReasonToWarn) {
    const std::string bytes = encoded(sineClip(48000, 60000, 2), kMp3);
    const AudioClip whole = read(bytes).clip;
    const std::size_t at = std::min(bytes.find("Info"), bytes.find("Xing"));
    ASSERT_LT(at, 200U);
    const auto frame = [&](std::size_t place) { return static_cast<unsigned char>(bytes[place]); };
    const unsigned frames = frame(at + 10) << 8U | frame(at + 11);
    // None; with the header's own frame; and wrong, where the bytes it counts are all there.
    for (const unsigned stated : {0U, frames + 1, frames + 40}) {
        std::string changed = bytes;
        changed.replace(at + 8, 4, be32(stated));
        const LoadedClip loaded = read(changed);
        EXPECT_EQ(warningsOf(loaded), "") << stated;
        EXPECT_GE(loaded.clip.sampleCount(), 60000U) << stated;
        EXPECT_LT(loaded.clip.sampleCount(), 60000U + 2304U) << stated;
    }
    EXPECT_EQ(whole.sampleCount(), 60000U);
}

TEST(OddFiles, oggThatEndsInAnEmptyPageIsWhole) {
    for (const int format : {kOpus, kVorbis}) {
        const std::string bytes = encoded(sineClip(48000, 50000, 2), format);
        std::vector<std::string> pages = oggPages(bytes);
        setLast(pages.back(), false);
        pages.push_back(emptyLastPage(pages.back()));
        const LoadedClip loaded = read(oggFile(pages));
        EXPECT_EQ(warningsOf(loaded), "");
        EXPECT_EQ(loaded.clip.sampleCount(), 50000U);
        EXPECT_EQ(loaded.clip.channels, read(bytes).clip.channels);
    }
}

TEST(OddFiles, oggFromTheMiddleOfAStreamStartsWhereItsPagesSay) {
    const AudioClip clip = {48000, {noise(240000, 0.3, 1)}};
    const std::string bytes = encoded(clip, kOpus);
    const AudioClip whole = read(bytes).clip;
    std::vector<std::string> pages = oggPages(bytes);
    ASSERT_GT(pages.size(), 5U);
    const auto start = static_cast<std::size_t>(granuleOf(pages[2]));
    pages.erase(pages.begin() + 2);
    const LoadedClip late = read(oggFile(pages));
    EXPECT_EQ(warningsOf(late), "");
    // The pre-skip is left out here too (RFC 7845, 4.2); behind it the two are alike, once the
    // decoder has settled.
    ASSERT_EQ(late.clip.sampleCount(), 240000U - start);
    constexpr std::size_t kSettled = 24000;
    double difference = 0.0;
    for (std::size_t i = kSettled; i < late.clip.sampleCount(); ++i)
        difference = std::max<double>(
            difference, std::fabs(late.clip.channels[0][i] - whole.channels[0][start + i]));
    EXPECT_LT(difference, 1e-3);
}

TEST(OddFiles, positionsThatRunFromElsewhereChangeNothing) {
    for (const int format : {kOpus, kVorbis}) {
        const std::string bytes = encoded(sineClip(48000, 150000, 2), format);
        std::vector<std::string> pages = oggPages(bytes);
        for (std::string& page : pages) {
            if (granuleOf(page) > 0)
                setGranule(page, granuleOf(page) + 1000000);
        }
        const LoadedClip loaded = read(oggFile(pages));
        EXPECT_EQ(loaded.clip.channels, read(bytes).clip.channels);
        EXPECT_EQ(warningsOf(loaded), "");
        // A last position that cannot be: more than a page would go.
        setGranule(pages.back(), 5);
        EXPECT_GE(read(oggFile(pages)).clip.sampleCount(), 150000U);
    }
}

TEST(OddFiles, nothingButOurOwnMessagesIsSaid) {
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    const std::string error = errorOf(media("mpg123_noise.mp3"));
    const std::string mp3 = encoded(sineClip(48000, 20000, 2), kMp3);
    read(mp3 + mp3);
    read(mp3.substr(0, mp3.size() / 2));
    read(mp3.substr(1000));
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_NE(error.find("clip"), std::string::npos);
}

} // namespace
} // namespace tonegraft::test
