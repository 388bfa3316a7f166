// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include <sndfile.h>

namespace tonegraft::test {
namespace {

constexpr double kTruncated = 0.6; ///< the share of a file that is left

TEST(ReadClip, refusesAnEmptyFileAndWhatIsNoSound) {
    const TempFolder folder;
    writeBytes(folder / "empty", "");
    writeBytes(folder / "text", "Dear diary, today I recorded nothing at all.\n");
    writeBytes(folder / "zeros", std::string(100000, '\0'));
    writeBytes(folder / "ones", std::string(100000, '\xFF'));
    writeBytes(folder / "png", "\x89PNG\r\n\x1A\n" + std::string(1000, 'x'));
    writeBytes(folder / "avi", "RIFF" + le32(1000) + "AVI LIST" + std::string(1000, 'x'));
    EXPECT_NE(errorOfReading(folder / "empty").find("empty"), std::string::npos);
    for (const char* name : {"text", "zeros", "ones", "png", "avi"}) {
        const std::string message = errorOfReading(folder / name);
        EXPECT_NE(message.find("not a sound file"), std::string::npos) << message;
        EXPECT_NE(message.find("FLAC"), std::string::npos) << message;
    }
}

TEST(ReadClip, refusesNoiseThatIsNoSoundFile) {
    const TempFolder folder;
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        const std::vector<float> numbers = noise(5000, 0.5, seed);
        writeBytes(folder / "noise", floatBytes(numbers));
        EXPECT_NE(errorOfReading(folder / "noise").find("not a sound file"), std::string::npos);
    }
}

TEST(ReadClip, refusesAHeaderWithoutSound) {
    const TempFolder folder;
    writeBytes(folder / "header only", honestWave({}, ""));
    WaveHeader promising;
    promising.dataBytes = 1000;
    promising.riffBytes = 1036;
    writeBytes(folder / "cut off after the header", waveBytes(promising, ""));
    WaveHeader finished;
    finished.riffBytes = 36 + 12;
    writeBytes(folder / "no samples, then text", waveBytes(finished, "LIST" + le32(4) + "INFO"));
    for (const std::string& name : folder.names())
        EXPECT_NE(errorOfReading(folder / name).find("no sound"), std::string::npos) << name;
}

TEST(ReadClip, loadsWhatIsThereWhenTheHeaderClaimsThreeGigabytes) {
    const TempFolder folder;
    WaveHeader header;
    header.dataBytes = 3000000000;
    header.riffBytes = 3000000036;
    writeBytes(folder / "clip.wav", waveBytes(header, std::string(1001, '\x11')));
    const LoadedClip loaded = readClip(folder / "clip.wav");
    EXPECT_EQ(loaded.clip.sampleCount(), 500U); // the odd byte is half a sample
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_NE(loaded.warnings[0].text().find("3 GB"), std::string::npos)
        << loaded.warnings[0].text();
    EXPECT_NE(loaded.warnings[0].text().find("1 kB"), std::string::npos)
        << loaded.warnings[0].text();
}

TEST(ReadClip, readsAWavThatWasNeverClosedToTheEnd) {
    const TempFolder folder;
    const std::pair<std::uint64_t, std::uint64_t> sizes[] = {
        {0, 0}, {36, 0}, {0xFFFFFFFF, 0xFFFFFFFF}, {0x7FFFF024, 0x7FFFF000}};
    for (const auto& [riffBytes, dataBytes] : sizes) {
        WaveHeader header;
        header.riffBytes = riffBytes;
        header.dataBytes = dataBytes;
        writeBytes(folder / "clip.wav", waveBytes(header, std::string(1000, '\x11')));
        const LoadedClip loaded = readClip(folder / "clip.wav");
        EXPECT_EQ(loaded.clip.sampleCount(), 500U) << dataBytes;
        ASSERT_EQ(loaded.warnings.size(), 1U) << dataBytes;
        EXPECT_NE(loaded.warnings[0].text().find("never closed"), std::string::npos);
    }
}

TEST(ReadClip, refusesHeadersThatMakeNoSense) {
    const TempFolder folder;
    const std::string data(4096, '\x11');
    const auto refused = [&](const WaveHeader& header) {
        writeBytes(folder / "clip.wav", honestWave(header, data));
        const std::string message = errorOfReading(folder / "clip.wav");
        EXPECT_NE(message.find("clip.wav"), std::string::npos);
        return message;
    };
    WaveHeader header;
    header.channels = 0;
    EXPECT_NE(refused(header).find("0 channels"), std::string::npos);
    header.channels = 65535;
    EXPECT_NE(refused(header).find("65535 channels"), std::string::npos);
    header = {};
    header.sampleRateHz = 0;
    EXPECT_NE(refused(header).find("sample rate"), std::string::npos);
    header.sampleRateHz = 0xFFFFFFFF;
    EXPECT_NE(refused(header).find("sample rate"), std::string::npos);
    header = {};
    header.bits = 0;
    EXPECT_NE(refused(header).find("0 bits"), std::string::npos);
    header.bits = 48;
    EXPECT_NE(refused(header).find("48 bits"), std::string::npos);
    header = {};
    header.tag = 0x55;
    EXPECT_NE(refused(header).find("MPEG"), std::string::npos);
}

TEST(ReadClip, survivesSizesThatWouldRunOver) {
    const TempFolder folder;
    const std::string all(8, '\xFF');
    std::string w64 = encoded(sineClip(8000, 100), SF_FORMAT_W64 | SF_FORMAT_PCM_16);
    std::string caf = encoded(sineClip(8000, 100), SF_FORMAT_CAF | SF_FORMAT_PCM_16);
    for (std::string* bytes : {&w64, &caf}) {
        for (std::size_t at = 0; at + 8 <= std::min<std::size_t>(bytes->size(), 400); ++at) {
            std::string changed = *bytes;
            changed.replace(at, 8, all);
            writeBytes(folder / "clip", changed);
            expectClipOrError(folder / "clip");
            changed.replace(at, 8, "\x7F" + all.substr(1));
            writeBytes(folder / "clip", changed);
            expectClipOrError(folder / "clip");
        }
    }
}

class DamagedFile : public testing::TestWithParam<EncodedKind> {
protected:
    /// Noise: it fills the bytes evenly in every coding.
    static std::string bytesOf(std::size_t samples) {
        return encoded({48000, {noise(samples, 0.3, 1), noise(samples, 0.3, 2)}},
                       GetParam().sndfileFormat);
    }
};

TEST_P(DamagedFile, cutOffGivesWhatIsThereAndAWarning) {
    const TempFolder folder;
    const std::string bytes = bytesOf(96000);
    writeBytes(folder / "clip", bytes);
    const AudioClip whole = readClip(folder / "clip").clip;
    const auto kept = static_cast<std::size_t>(kTruncated * static_cast<double>(bytes.size()));
    writeBytes(folder / "clip", bytes.substr(0, kept));
    const LoadedClip part = readClip(folder / "clip");

    ASSERT_EQ(part.warnings.size(), 1U);
    EXPECT_NE(part.warnings[0].text().find("cut off"), std::string::npos)
        << part.warnings[0].text();
    EXPECT_NE(part.warnings[0].text().find("'"), std::string::npos);
    // A block of the coding or a page of Ogg may be lost at the cut, and nothing may be made up.
    EXPECT_GT(part.clip.sampleCount(), 96000 * kTruncated / 2);
    EXPECT_LT(part.clip.sampleCount(), 96000 * (kTruncated + 0.1));
    const std::size_t sure = std::min<std::size_t>(part.clip.sampleCount(), 96000 / 4);
    for (std::size_t c = 0; c < 2; ++c)
        EXPECT_TRUE(std::equal(part.clip.channels[c].begin(),
                               part.clip.channels[c].begin() + static_cast<std::ptrdiff_t>(sure),
                               whole.channels[c].begin()));
}

TEST(ReadClip, noticesAnOggFileThatEndsBetweenTwoPages) {
    const TempFolder folder;
    const std::string bytes =
        encoded(monoClip(48000, noise(96000)), SF_FORMAT_OGG | SF_FORMAT_VORBIS);
    writeBytes(folder / "clip.ogg", bytes.substr(0, bytes.rfind("OggS")));
    const LoadedClip loaded = readClip(folder / "clip.ogg");
    EXPECT_LT(loaded.clip.sampleCount(), 96000U);
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_NE(loaded.warnings[0].text().find("no proper end"), std::string::npos);
}

TEST_P(DamagedFile, regionBehindTheCutIsRefused) {
    const TempFolder folder;
    const std::string bytes = bytesOf(96000);
    const auto kept = static_cast<std::size_t>(kTruncated * static_cast<double>(bytes.size()));
    writeBytes(folder / "clip", bytes.substr(0, kept));
    ReadOptions options;
    options.startSeconds = 1.9;
    EXPECT_NE(errorOfReading(folder / "clip", options).find("start"), std::string::npos);
}

TEST_P(DamagedFile, everyPrefixGivesAClipOrAMessage) {
    const TempFolder folder;
    const std::string bytes = bytesOf(600);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        writeBytes(folder / "clip", bytes.substr(0, length));
        SCOPED_TRACE("prefix of " + std::to_string(length) + " bytes");
        ASSERT_NO_FATAL_FAILURE(expectClipOrError(folder / "clip"));
    }
}

TEST_P(DamagedFile, flippedBitsGiveAClipOrAMessage) {
    const TempFolder folder;
    const std::string bytes = bytesOf(2000);
    constexpr int kTrials = 500;
    std::uint64_t state = 20240601;
    const auto random = [&](std::size_t bound) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>(state >> 33U) % bound;
    };
    for (int trial = 0; trial < kTrials; ++trial) {
        std::string changed = bytes;
        // Half of the flips hit the headers, where they hurt.
        const std::size_t range =
            trial % 2 == 0 ? std::min<std::size_t>(200, bytes.size()) : bytes.size();
        for (std::size_t flips = 1 + random(4); flips > 0; --flips) {
            const std::size_t at = random(range);
            changed[at] = static_cast<char>(changed[at] ^ (1 << random(8)));
        }
        writeBytes(folder / "clip", changed);
        SCOPED_TRACE("trial " + std::to_string(trial));
        ASSERT_NO_FATAL_FAILURE(expectClipOrError(folder / "clip"));
    }
}

INSTANTIATE_TEST_SUITE_P(All, DamagedFile, testing::ValuesIn(oneOfEachContainer()), labelOf);

} // namespace
} // namespace tonegraft::test
