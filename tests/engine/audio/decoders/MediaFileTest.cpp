// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include <cmath>
#include <string>

namespace tonegraft::test {
namespace {

constexpr double kExact = 1.0 / 32768; // of the lossless codings, at 16 bit
constexpr double kSmear = 0.2;         // what a lossy coding may change, of the RMS

struct MediaFile {
    const char* name; ///< in tests/data/media, made by make.sh there
    const char* formatName;
    int sampleRateHz;
    int channels;
    std::size_t samples;
    std::size_t delay; ///< silence before the sound: from the encoder, and not written down
    double tolerance;
};

void PrintTo(const MediaFile& file, std::ostream* stream) {
    *stream << file.name;
}

const MediaFile kMediaFiles[] = {
    {"aac.m4a", "M4A (AAC)", 44100, 2, 13230, 0, kSmear},
    {"aac.mp4", "MP4 (AAC)", 44100, 2, 13230, 0, kSmear},
    {"mp3.mp4", "MP4 (MP3)", 44100, 2, 13230, 0, kSmear},
    // Neither knows of its encoder's delay.
    {"fragments.mp4", "MP4 (AAC)", 44100, 2, 14254, 1024, kSmear},
    {"aac.aac", "AAC", 44100, 2, 14336, 1024, kSmear},
    {"alac.m4a", "M4A (ALAC)", 16000, 1, 1600, 0, kExact},
    {"pcm.mov", "QuickTime (PCM)", 16000, 1, 1600, 0, kExact},
    {"ac3.mkv", "Matroska (AC-3)", 44100, 2, 13824, 256, kSmear},
    {"flac.mkv", "Matroska (FLAC)", 16000, 1, 1600, 0, kExact},
    {"opus.webm", "WebM (Opus)", 48000, 2, 14400, 0, kSmear},
    {"vorbis.webm", "WebM (Vorbis)", 44100, 2, 13248, 0, kSmear}, // its last block, filled up
};

std::string mediaPath(const std::string& name) {
    return std::string(TONEGRAFT_TEST_DATA) + "/media/" + name;
}

/// The sound that make.sh makes.
AudioClip original(const MediaFile& file) {
    AudioClip clip;
    clip.sampleRateHz = file.sampleRateHz;
    if (file.channels == 1) {
        clip.channels = {sine(file.sampleRateHz, file.samples, 440.0, 0.5)};
        return clip;
    }
    clip.channels = {sine(file.sampleRateHz, file.samples, 440.0, 0.5),
                     sine(file.sampleRateHz, file.samples, 660.0, 0.25)};
    std::fill_n(clip.channels[0].begin(), file.sampleRateHz / 10, 0.0F);
    return clip;
}

double differenceRms(const std::vector<float>& decoded, std::size_t delay,
                     const std::vector<float>& expected, std::size_t samples) {
    std::vector<float> difference(samples);
    for (std::size_t i = 0; i < samples; ++i)
        difference[i] = decoded.at(i + delay) - expected.at(i);
    return rms(difference);
}

class Media : public testing::TestWithParam<MediaFile> {};

TEST_P(Media, isReadWithItsLengthItsChannelsAndNoDelay) {
    const MediaFile& file = GetParam();
    const LoadedClip loaded = readClip(mediaPath(file.name));
    EXPECT_EQ(loaded.formatName, file.formatName);
    EXPECT_EQ(loaded.clip.sampleRateHz, file.sampleRateHz);
    ASSERT_EQ(loaded.clip.channelCount(), file.channels);
    EXPECT_EQ(loaded.clip.sampleCount(), file.samples);
    EXPECT_TRUE(loaded.warnings.empty()) << loaded.warnings.front().text();
    const AudioClip expected = original(file);
    // The last tenth is left out: some codings fade there.
    const std::size_t compared = (file.samples - file.delay) * 9 / 10;
    for (std::size_t c = 0; c < expected.channels.size(); ++c) {
        const double difference =
            differenceRms(loaded.clip.channels[c], file.delay, expected.channels[c], compared);
        const double scale = file.tolerance == kExact ? 1.0 : rms(expected.channels[c]);
        EXPECT_LE(difference, file.tolerance * scale) << "channel " << c;
    }
}

TEST_P(Media, aRegionIsThatPartOfTheWhole) {
    const MediaFile& file = GetParam();
    const AudioClip whole = readClip(mediaPath(file.name)).clip;
    ReadOptions options;
    options.startSeconds = 0.03;
    options.durationSeconds = 0.05;
    const AudioClip part = readClip(mediaPath(file.name), options).clip;
    const auto begin = static_cast<std::size_t>(std::lround(0.03 * file.sampleRateHz));
    const auto length = static_cast<std::size_t>(std::lround(0.05 * file.sampleRateHz));
    ASSERT_EQ(part.sampleCount(), length);
    for (std::size_t c = 0; c < part.channels.size(); ++c)
        EXPECT_TRUE(std::equal(part.channels[c].begin(), part.channels[c].end(),
                               whole.channels[c].begin() + static_cast<std::ptrdiff_t>(begin)));
    options.startSeconds = 5.0;
    EXPECT_NE(errorOfReading(mediaPath(file.name), options).find("start"), std::string::npos);
}

TEST_P(Media, everyPrefixGivesAClipOrAMessage) {
    const TempFolder folder;
    const std::string bytes = readBytes(mediaPath(GetParam().name));
    constexpr std::size_t kStride = 29;
    for (std::size_t length = 0; length < bytes.size(); length += kStride) {
        writeBytes(folder / "clip", bytes.substr(0, length));
        SCOPED_TRACE("prefix of " + std::to_string(length) + " bytes");
        ASSERT_NO_FATAL_FAILURE(expectClipOrError(folder / "clip"));
    }
}

TEST_P(Media, flippedBitsGiveAClipOrAMessage) {
    const TempFolder folder;
    const std::string bytes = readBytes(mediaPath(GetParam().name));
    constexpr int kTrials = 150;
    std::uint64_t state = 20240601;
    const auto random = [&](std::size_t bound) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(state >> 33U) % bound;
    };
    for (int trial = 0; trial < kTrials; ++trial) {
        std::string changed = bytes;
        // The headers are at the start or at the end.
        const std::size_t range =
            trial % 3 == 0 ? bytes.size() : std::min<std::size_t>(1200, bytes.size());
        for (std::size_t flips = 1 + random(4); flips > 0; --flips) {
            const std::size_t at =
                trial % 3 == 1 ? bytes.size() - 1 - random(range) : random(range);
            changed[at] = static_cast<char>(changed[at] ^ (1 << random(8)));
        }
        writeBytes(folder / "clip", changed);
        SCOPED_TRACE("trial " + std::to_string(trial));
        ASSERT_NO_FATAL_FAILURE(expectClipOrError(folder / "clip"));
    }
}

INSTANTIATE_TEST_SUITE_P(All, Media, testing::ValuesIn(kMediaFiles), [](const auto& file) {
    std::string name = file.param.name;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
});

TEST(MediaFile, anEditListThatStartsLaterIsFollowed) {
    const MediaFile whole = kMediaFiles[0];
    const AudioClip cut = readClip(mediaPath("cut.m4a")).clip;
    constexpr std::size_t kCutSamples = 6615; // 0.15 s
    ASSERT_EQ(cut.sampleCount(), whole.samples - kCutSamples);
    const AudioClip expected = original(whole);
    for (std::size_t c = 0; c < 2; ++c) {
        const std::vector<float> rest(expected.channels[c].begin() + kCutSamples,
                                      expected.channels[c].end());
        // The first frame after the cut lacks its overlap with the one before.
        constexpr std::size_t kOverlap = 1024;
        const std::vector<float> later(rest.begin() + kOverlap, rest.end());
        const double difference =
            differenceRms(cut.channels[c], kOverlap, later, later.size() * 9 / 10);
        EXPECT_LE(difference, kSmear * rms(later));
    }
}

TEST(MediaFile, sixChannelsKeepTheirOrder) {
    const AudioClip clip = readClip(mediaPath("six.m4a")).clip;
    ASSERT_EQ(clip.channelCount(), 6);
    ASSERT_EQ(clip.sampleCount(), 8820U);
    const double frequencies[] = {300.0, 500.0, 700.0, 60.0, 900.0, 1100.0};
    for (std::size_t c = 0; c < 6; ++c) {
        const std::vector<float> expected = sine(44100, 8820, frequencies[c], 0.2);
        constexpr double kNoOtherTone = 0.5; // the coding is coarse; another channel's: over 1
        EXPECT_LE(differenceRms(clip.channels[c], 0, expected, 8000), kNoOtherTone * rms(expected))
            << c;
    }
    const std::string refused = errorOfReading(mediaPath("six.m4a"), {ClipRole::content});
    EXPECT_NE(refused.find("6 channels"), std::string::npos) << refused;
}

TEST(MediaFile, ofSeveralTracksTheFirstIsReadWithAWarning) {
    const LoadedClip loaded = readClip(mediaPath("two_tracks.mkv"));
    EXPECT_EQ(loaded.clip.sampleCount(), 1600U);
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_EQ(loaded.warnings[0].code, MessageCode::severalTracks);
    EXPECT_NE(loaded.warnings[0].text().find("2 sound tracks"), std::string::npos);
}

TEST(MediaFile, aVideoWithoutSoundAndAForeignCodingAreRefused) {
    const std::string silent = errorOfReading(mediaPath("no_sound.mp4"));
    EXPECT_NE(silent.find("this MP4 file has no sound track"), std::string::npos) << silent;
    const std::string foreign = errorOfReading(mediaPath("wma.mkv"));
    EXPECT_NE(foreign.find("Matroska file is coded as wmav2"), std::string::npos) << foreign;
}

TEST(MediaFile, isRecognizedByItsContentNotByItsName) {
    const TempFolder folder;
    writeBytes(folder / "clip.wav", readBytes(mediaPath("aac.m4a")));
    EXPECT_EQ(readClip(folder / "clip.wav").formatName, "M4A (AAC)");
    writeBytes(folder / "clip.m4a", "Dear diary, today I recorded nothing at all.\n");
    EXPECT_NE(errorOfReading(folder / "clip.m4a").find("not a sound file"), std::string::npos);
    // A playlist would send libavformat elsewhere.
    writeBytes(folder / "list.m4a", "#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n");
    EXPECT_NE(errorOfReading(folder / "list.m4a").find("not a sound file"), std::string::npos);
}

TEST(MediaFile, cutOffSaysSoAndGivesWhatIsThere) {
    const TempFolder folder;
    constexpr double kLeft = 0.6;
    const auto writeCut = [&](const char* name) {
        const std::string bytes = readBytes(mediaPath(name));
        const auto kept = static_cast<std::size_t>(kLeft * static_cast<double>(bytes.size()));
        writeBytes(folder / "clip", bytes.substr(0, kept));
    };
    for (const char* name : {"ac3.mkv", "opus.webm"}) {
        writeCut(name);
        const LoadedClip part = readClip(folder / "clip");
        ASSERT_EQ(part.warnings.size(), 1U) << name;
        EXPECT_EQ(part.warnings[0].code, MessageCode::noProperEnd) << name;
    }
    // The index of these is at their end, and without it the rest is a heap of bytes.
    for (const char* name : {"aac.m4a", "pcm.mov"}) {
        writeCut(name);
        EXPECT_NE(errorOfReading(folder / "clip").find("damaged or cut off"), std::string::npos);
    }
}

TEST(MediaFile, cutOffBehindItsIndexGivesWhatIsThere) {
    const TempFolder folder;
    // The index before the sound, as for the web: its offsets do not matter to the length.
    std::string bytes = readBytes(mediaPath("aac.m4a"));
    const std::size_t data = bytes.find("mdat") - 4;
    const std::size_t index = bytes.find("moov") - 4;
    const std::size_t offsets = bytes.find("stco") + 12;
    ASSERT_LT(data, index);
    std::string head = bytes.substr(0, data);
    std::string moov = bytes.substr(index);
    moov.replace(offsets - index, 4, be32(data + moov.size() + 8));
    const std::string sound = bytes.substr(data, index - data);
    writeBytes(folder / "web.m4a", head + moov + sound);
    EXPECT_EQ(readClip(folder / "web.m4a").clip.channels,
              readClip(mediaPath("aac.m4a")).clip.channels);
    writeBytes(folder / "cut.m4a", head + moov + sound.substr(0, sound.size() / 2));
    const LoadedClip part = readClip(folder / "cut.m4a");
    EXPECT_GT(part.clip.sampleCount(), 4000U);
    EXPECT_LT(part.clip.sampleCount(), 9000U);
    ASSERT_EQ(part.warnings.size(), 1U);
    EXPECT_EQ(part.warnings[0].code, MessageCode::cutOff);
}

TEST(MediaFile, aHeaderThatClaimsGigabytesCostsNone) {
    const TempFolder folder;
    const std::string bytes = readBytes(mediaPath("aac.m4a"));
    const std::string huge = be32(0xC0000000);
    for (const char* box : {"ftyp", "mdat", "moov", "mvhd", "trak", "elst", "mdhd", "stbl", "stsd",
                            "mp4a", "esds", "stts", "stsc", "stsz", "stco"}) {
        const std::size_t at = bytes.find(box);
        ASSERT_NE(at, std::string::npos) << box;
        // Its size, and the fields behind its version: numbers of entries, lengths, offsets.
        for (const int field : {-4, 8, 12, 16, 20}) {
            std::string changed = bytes;
            changed.replace(at + static_cast<std::size_t>(field), 4, huge);
            writeBytes(folder / "clip", changed);
            SCOPED_TRACE(box + std::to_string(field));
            ASSERT_NO_FATAL_FAILURE(expectClipOrError(folder / "clip"));
        }
    }
}

TEST(MediaFile, emptyGigabytesAreReadToTheirEndAndNoFurther) {
    const TempFolder folder;
    constexpr std::uintmax_t kBytes = std::uintmax_t{3} << 30U; // of a hole: none on the disk
    for (const char* name : {"aac.m4a", "aac.aac", "pcm.mov", "opus.webm"}) {
        writeBytes(folder / "clip", readBytes(mediaPath(name)));
        std::filesystem::resize_file(folder / "clip", kBytes);
        SCOPED_TRACE(name);
        ASSERT_NO_FATAL_FAILURE(expectClipOrError(folder / "clip"));
    }
}

TEST(MediaFile, adtsIsFoundBehindAnId3Tag) {
    const TempFolder folder;
    const std::string tag = std::string("ID3\x04\0\0\0\0\0\x0A", 10) + std::string(10, '\0');
    writeBytes(folder / "clip.aac", tag + readBytes(mediaPath("aac.aac")));
    const LoadedClip loaded = readClip(folder / "clip.aac");
    EXPECT_EQ(loaded.formatName, "AAC");
    EXPECT_EQ(loaded.clip.channels, readClip(mediaPath("aac.aac")).clip.channels);
}

} // namespace
} // namespace tonegraft::test
