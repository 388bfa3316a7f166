// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include "audio/files/NameTrial.h"
#include "audio/files/TemporaryName.h"
#include "tonegraft/OutputFiles.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

#include <unistd.h>

namespace tonegraft::test {
namespace {

namespace fs = std::filesystem;

std::string refusal(const std::vector<PlannedFile>& files) {
    try {
        checkOutputs(files);
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(OutputFiles, twoNamesOfOneFileAreOneTargetThereOrNotYetThere) {
    const TempFolder folder;
    fs::create_directories(folder / "real" / "inside");
    fs::create_directory_symlink(folder / "real", folder / "linked");
    const fs::path plain = folder / "real" / "x.wav";
    const std::vector<fs::path> others{folder / "real/./x.wav", folder / "real/inside/../x.wav",
                                       folder / "linked/x.wav", folder / "real//x.wav"};
    for (const bool there : {false, true}) {
        if (there)
            writeBytes(plain, "x");
        for (const fs::path& other : others) {
            EXPECT_TRUE(sameTarget(plain, other)) << other;
            EXPECT_TRUE(sameTarget(other, plain)) << other;
            EXPECT_NE(refusal({{plain}, {other}}).find("the same file"), std::string::npos);
        }
        EXPECT_FALSE(sameTarget(plain, folder / "x.wav"));
        EXPECT_FALSE(sameTarget(plain, {}));
        EXPECT_FALSE(sameTarget({}, {}));
    }
    EXPECT_TRUE(sameTarget("x.wav", "./x.wav"));
    EXPECT_FALSE(sameTarget("x.wav", "X.wav"));
    EXPECT_EQ(refusal({{plain}, {folder / "real" / "y.wav"}}), "");
}

TEST(OutputFiles, aLinkToATargetIsThatTarget) {
    const TempFolder folder;
    writeBytes(folder / "x.wav", "x");
    fs::create_symlink("x.wav", folder / "link");
    EXPECT_TRUE(sameTarget(folder / "link", folder / "x.wav"));
    EXPECT_NE(refusal({{folder / "link"}, {folder / "x.wav"}}), "");
}

TEST(OutputFiles, whatPreventsWritingIsSaidAndNothingIsLeftBehind) {
    const TempFolder folder;
    fs::create_directory(folder / "folder");
    EXPECT_NE(refusal({{folder / "folder"}}).find("it is a folder"), std::string::npos);
    EXPECT_NE(refusal({{folder / "none" / "x"}}).find("folder does not exist"), std::string::npos);
    EXPECT_NE(refusal({{folder / std::string(256, 'x')}}).find("too long"), std::string::npos);
    EXPECT_NE(refusal({{"/dev/null"}}).find("device"), std::string::npos);
    EXPECT_NE(refusal({{folder / "large", std::uint64_t{1} << 60U}}).find("disk is full"),
              std::string::npos);
    // Each would fit, not both.
    const auto space = fs::space(folder.path()).available;
    const std::string both =
        refusal({{folder / "a", space / 3 * 2}, {folder / "b", space / 3 * 2}});
    EXPECT_NE(both.find("b': the disk is full"), std::string::npos) << both;
    EXPECT_EQ(refusal({{folder / "a", 1000}, {folder / "b", 1000}}), "");
    EXPECT_EQ(folder.names(), std::vector<std::string>{"folder"});
}

TEST(OutputFiles, severalAreCheckedInOneFolderAtATime) {
    const TempFolder folder;
    std::vector<std::string> refusals(4);
    std::vector<std::thread> threads;
    for (std::string& last : refusals)
        threads.emplace_back([&] {
            for (int i = 0; i < 300 && last.empty(); ++i)
                last = refusal({{folder / "one.wav"}, {folder / "two.wav"}});
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(refusals, std::vector<std::string>(4));
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(OutputFiles, moreThanAFileMayHaveIsRefused) {
    const TempFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit limit{20000, 20000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const bool small = refusal({{folder / "x", 20000}}).empty();
        const bool large =
            refusal({{folder / "x", 20001}}).find("larger than this system") != std::string::npos;
        ::_exit(small && large ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
}

TEST(OutputFiles, namesThatAreOneToTheFileSystemAreOneTarget) {
    const TempFolder folder;
    NameTrial trial(folder.path(), folder / "x.wav");
    trial.make(folder / "x.wav", "x.wav");
    trial.make(folder / "y.wav", "y.wav");
    // As FAT answers for "X.WAV": there is one already.
    try {
        trial.make(folder / "x.wav", "X.WAV");
        FAIL();
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "Cannot write 'X.WAV': it is the same file as 'x.wav'. Choose "
                                   "another name.");
    }
}

TEST(OutputFiles, formatsThatCannotHoldTheSoundAreRefused) {
    const auto refused = [](SoundFileType type, int rateHz, int channels) {
        WriteOptions options;
        options.type = type;
        try {
            checkSoundFormat("x", {rateHz, channels, 1.0}, options);
            return false;
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("not possible"), std::string::npos);
            return true;
        }
    };
    for (const int rateHz : {8000, 44100, 96000, 192000})
        for (std::size_t i = 0; i < std::size(kSoundFormats); ++i)
            EXPECT_FALSE(refused(static_cast<SoundFileType>(i), rateHz, 2)) << rateHz;
    for (std::size_t i = 0; i < std::size(kSoundFormats); ++i) {
        const auto type = static_cast<SoundFileType>(i);
        EXPECT_FALSE(refused(type, 44100, kSoundFormats[i].mostChannels)) << kSoundFormats[i].id;
        EXPECT_TRUE(refused(type, 44100, kSoundFormats[i].mostChannels + 1));
        EXPECT_TRUE(refused(type, 0, 1));
    }
    EXPECT_TRUE(refused(SoundFileType::flac, 100001, 1)); // no frame header holds it
    EXPECT_TRUE(refused(SoundFileType::flac, 44100, 9));
    EXPECT_TRUE(refused(SoundFileType::wav, 0, 1));
    EXPECT_TRUE(refused(SoundFileType::wav, 44100, 65));
}

TEST(OutputFiles, theContentIsThatOfTheFile) {
    const TempFolder folder;
    const AudioClip clip = monoClip(44100, noise(20000));
    for (const SoundFileType type : {SoundFileType::wav, SoundFileType::flac}) {
        WriteOptions options;
        options.type = type;
        options.format = SampleFormat::pcm16;
        options.comment = "made by a test";
        writeClip(folder / "clip", clip, options);
        EXPECT_EQ(soundFileContent(clip, options), readBytes(folder / "clip"));
    }
    EXPECT_THROW(soundFileContent({}, {}), Error);
}

std::string temporaryIn(const fs::path& folder) {
    return (folder / temporaryName()).string();
}

TEST(Leftovers, ofProcessesThatWereKilledAreRemoved) {
    const TempFolder folder;
    writeBytes(temporaryIn(folder.path()), "half");
    fs::create_directory(temporaryIn(folder.path()));
    writeBytes(folder / ".tonegraft-abcdefghijkl", "of 0.1.0");
    const std::vector<std::string> others{".tonegraft-", ".tonegraft-notes",
                                          ".tonegraft-ABCDEFGHIJKL", "tonegraft-abcdefghijkl"};
    for (const std::string& other : others)
        writeBytes(folder / other, "the user's");
    writeFileAtomically(folder / "report.json", "x");
    std::vector<std::string> names = folder.names();
    std::sort(names.begin(), names.end());
    std::vector<std::string> expected = others;
    expected.emplace_back("report.json");
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(names, expected);
}

TEST(Leftovers, whatAnotherIsWritingStays) {
    const TempFolder folder;
    NameTrial trial(folder.path(), "x"); // a locked folder
    trial.make("x", "x");
    writeFileAtomically(folder / "report.json", "x");
    EXPECT_EQ(folder.names().size(), 2U);
    trial.make("y", "y"); // it is still there
}

TEST(Leftovers, ofAnotherHostStayForADay) {
    const TempFolder folder;
    std::string name = temporaryName();
    name[11] = name[11] == 'a' ? 'b' : 'a'; // another host's
    writeBytes(folder / name, "half");
    removeLeftovers(folder.path());
    EXPECT_EQ(folder.names().size(), 1U);
    constexpr auto kTwoDays = std::chrono::hours(48);
    fs::last_write_time(folder / name, fs::file_time_type::clock::now() - kTwoDays);
    removeLeftovers(folder.path());
    EXPECT_EQ(folder.names().size(), 0U);
}

} // namespace
} // namespace tonegraft::test
