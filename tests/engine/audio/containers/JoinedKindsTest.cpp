// SPDX-License-Identifier: GPL-3.0-or-later
// A file of any kind behind one of any other is read on, in the format of the first.
#include "engine/audio/support/SoundFiles.h"

#include <sndfile.h>

namespace tonegraft::test {
namespace {

LoadedClip read(const std::string& bytes) {
    const TempFolder folder;
    writeBytes(folder / "clip", bytes);
    return readClip(folder / "clip");
}

std::string warningsOf(const LoadedClip& loaded) {
    std::string all;
    for (const Message& warning : loaded.warnings)
        all += warning.text() + "\n";
    return all;
}

std::string media(const std::string& name) {
    return readBytes(std::string(TONEGRAFT_TEST_DATA) + "/media/" + name);
}

std::size_t numberAt(const std::string& bytes, std::size_t at) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8U | static_cast<unsigned char>(bytes.at(at + i));
    return number;
}

/// QuickTime from before the brands: without the first atom, and the places that count from there.
std::string withoutBrand(std::string movie) {
    const std::size_t brand = numberAt(movie, 0);
    movie.erase(0, brand);
    const std::size_t table = movie.find("stco") + 8;
    for (std::size_t i = 1; i <= numberAt(movie, table); ++i)
        movie.replace(table + 4 * i, 4, be32(numberAt(movie, table + 4 * i) - brand));
    return movie;
}

std::string id3() {
    return std::string("ID3\x04\0\0\0\0\0\x14", 10) + std::string(20, '\0');
}

struct Named {
    const char* name;
    std::string bytes;
};

std::vector<Named> files() {
    const AudioClip clip = sineClip(44100, 6000, 1, 440.0);
    return {{"WAV", encoded(clip, SF_FORMAT_WAV | SF_FORMAT_PCM_16)},
            {"W64", encoded(clip, SF_FORMAT_W64 | SF_FORMAT_PCM_16)},
            {"AIFF", encoded(clip, SF_FORMAT_AIFF | SF_FORMAT_PCM_16)},
            {"CAF", encoded(clip, SF_FORMAT_CAF | SF_FORMAT_PCM_16)},
            {"FLAC", encoded(clip, SF_FORMAT_FLAC | SF_FORMAT_PCM_16)},
            {"Vorbis", encoded(clip, SF_FORMAT_OGG | SF_FORMAT_VORBIS)},
            {"MP3", encoded(clip, SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III)},
            {"tagged MP3", id3() + encoded(clip, SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III)},
            {"tagged WAV", id3() + encoded(clip, SF_FORMAT_WAV | SF_FORMAT_PCM_16)},
            {"M4A", media("aac.m4a")},
            {"QuickTime", withoutBrand(media("pcm.mov"))},
            {"Matroska", media("flac.mkv")},
            {"ADTS", media("aac.aac")}};
}

TEST(JoinedKinds, eachBehindEachIsReadToItsEnd) {
    for (const Named& first : files()) {
        const LoadedClip before = read(first.bytes);
        for (const Named& second : files()) {
            const LoadedClip after = read(second.bytes);
            const LoadedClip both = read(first.bytes + second.bytes);
            const double seconds = before.clip.durationSeconds() + after.clip.durationSeconds();
            EXPECT_NEAR(both.clip.durationSeconds(), seconds, 0.03)
                << second.name << " behind " << first.name;
            EXPECT_EQ(both.clip.sampleRateHz, before.clip.sampleRateHz);
            EXPECT_EQ(warningsOf(both), "") << second.name << " behind " << first.name;
        }
    }
}

TEST(JoinedKinds, whatIsBetweenTwoFilesHidesNeither) {
    const std::vector<Named> all = files();
    for (const std::string& gap :
         {std::string(1, '\0'), std::string(512, '\0'), std::string("some words\n")}) {
        for (const Named& first : all) {
            for (const Named& second : {all[0], all[4], all[5], all[6], all[9], all[12]}) {
                const LoadedClip both = read(first.bytes + gap + second.bytes);
                const double seconds = read(first.bytes).clip.durationSeconds() +
                                       read(second.bytes).clip.durationSeconds();
                const bool whole = std::abs(both.clip.durationSeconds() - seconds) < 0.03;
                // Among what may be samples, frames are not looked for; but that is said.
                EXPECT_TRUE(whole ||
                            warningsOf(both).find("does not describe") != std::string::npos)
                    << second.name << " behind " << first.name << " and " << gap.size();
            }
        }
    }
}

TEST(JoinedKinds, whatIsBeforeAFileDoesNotHideIt) {
    std::string tooLong = id3();
    tooLong[9] = 100; // the tag says that it is longer than it is
    for (const std::string& junk :
         {std::string(1, '\n'), std::string(1000, '\0'),
          std::string("HTTP/1.0 200 OK\r\nContent-Type: audio/x\r\n\r\n"), id3(), tooLong}) {
        for (const Named& one : files()) {
            const std::string name = one.name;
            // Frames are found behind the end that the tag gives, which costs some of them.
            const bool frames = name == "ADTS" || name == "MP3" || name == "tagged MP3";
            if (name == "QuickTime" || (junk == tooLong && frames)) // the former has no signature
                continue;
            EXPECT_NEAR(read(junk + one.bytes).clip.durationSeconds(),
                        read(one.bytes).clip.durationSeconds(), 0.03)
                << one.name << " behind " << junk.size();
        }
    }
}

TEST(JoinedKinds, aFileOfAnotherKindWithinAChainIsRead) {
    const std::vector<Named> all = files();
    for (const Named& outer : {all[5], all[6], all[12]}) {
        for (const Named& inner : {all[0], all[4], all[9], all[11]}) {
            const LoadedClip three = read(outer.bytes + inner.bytes + outer.bytes);
            const double seconds = 2.0 * read(outer.bytes).clip.durationSeconds() +
                                   read(inner.bytes).clip.durationSeconds();
            EXPECT_NEAR(three.clip.durationSeconds(), seconds, 0.03)
                << inner.name << " within " << outer.name;
            EXPECT_EQ(warningsOf(three), "") << inner.name << " within " << outer.name;
        }
    }
}

TEST(JoinedKinds, mp3OfFreeFormatBehindCodedSoundIsRead) {
    const std::string freeFormat = media("free.mp3");
    const double more = read(freeFormat).clip.durationSeconds();
    const std::string tag = "TAG" + std::string(125, 'x');
    for (const std::string& gap : {std::string(), tag, id3(), std::string(512, '\0')}) {
        for (const Named& first : files()) {
            const std::string name = first.name;
            // Samples and frames of FLAC may look like it by chance.
            if (name != "MP3" && name != "Vorbis" && name != "M4A" && name != "Matroska" &&
                name != "ADTS" && name != "QuickTime")
                continue;
            const LoadedClip both = read(first.bytes + gap + freeFormat);
            EXPECT_NEAR(both.clip.durationSeconds(),
                        read(first.bytes).clip.durationSeconds() + more, 0.03)
                << first.name << " " << gap.size();
            EXPECT_EQ(warningsOf(both), "") << first.name << " " << gap.size();
        }
    }
}

TEST(JoinedKinds, silenceInFlacIsNotTakenForFramesOfAnotherKind) {
    AudioClip silence;
    silence.sampleRateHz = 44100;
    for (const int format : {SF_FORMAT_PCM_16, SF_FORMAT_PCM_24}) {
        for (const std::size_t channels : {1U, 2U}) {
            silence.channels.assign(channels, std::vector<float>(44100 * 60, 0.0F));
            EXPECT_EQ(read(encoded(silence, SF_FORMAT_FLAC | format)).clip.channels,
                      silence.channels);
        }
    }
}

TEST(JoinedKinds, samplesWithoutALengthEndWhereAnotherFileBegins) {
    const AudioClip clip = sineClip(44100, 6000, 1, 440.0);
    std::string caf = encoded(clip, SF_FORMAT_CAF | SF_FORMAT_PCM_16);
    caf.replace(caf.find("data") + 4, 8, 8, '\xFF'); // to the end of the file
    EXPECT_EQ(read(caf + caf).clip.sampleCount(), 12000U);
    EXPECT_EQ(warningsOf(read(caf + caf)), "");
    std::string wav = encoded(clip, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    wav.replace(wav.find("data") + 4, 4, 4, '\xFF'); // written into a pipe
    const LoadedClip twice = read(wav + wav);
    EXPECT_EQ(twice.clip.sampleCount(), 12000U);
    EXPECT_EQ(twice.warnings.size(), 1U);
    EXPECT_EQ(
        std::vector<float>(twice.clip.channels[0].begin() + 6000, twice.clip.channels[0].end()),
        read(wav).clip.channels[0]);
}

TEST(JoinedKinds, moreChannelsThanHaveNamesGoByNumber) {
    constexpr int kWav = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    const AudioClip one = sineClip(44100, 1000, 1, 440.0);
    const AudioClip ten = sineClip(44100, 1000, 10, 440.0);
    const AudioClip spread = read(encoded(ten, kWav) + encoded(one, kWav)).clip;
    ASSERT_EQ(spread.sampleCount(), 2000U);
    for (const std::vector<float>& channel : spread.channels)
        EXPECT_NEAR(channel[1100], read(encoded(one, kWav)).clip.channels[0][100], 1e-6);
    const AudioClip mixed = read(encoded(one, kWav) + encoded(ten, kWav)).clip;
    ASSERT_EQ(mixed.sampleCount(), 2000U);
    double mean = 0.0;
    for (const std::vector<float>& channel : read(encoded(ten, kWav)).clip.channels)
        mean += channel[100] / 10.0;
    EXPECT_NEAR(mixed.channels[0][1100], mean, 1e-6);
}

} // namespace
} // namespace tonegraft::test
