// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include "audio/files/AtomicFile.h"

#include <csignal>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tonegraft::test {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kNobody = 65534;

/// Runs `body` in a child process, for what changes the process itself. Returns what it returns,
/// -1 if it died.
template <class Body> int inChild(Body body) {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(body());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr int kRefused = 0; ///< with the expected words
constexpr int kWritten = 1;
constexpr int kOtherWords = 2;
constexpr int kNotPossibleHere = 77;

/// Writes and compares the words of the Error.
template <class Write> int outcome(Write write, const std::string& words) {
    try {
        write();
        return kWritten;
    } catch (const Error& error) {
        return std::string(error.what()).find(words) != std::string::npos ? kRefused : kOtherWords;
    }
}

mode_t modeOf(const fs::path& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 0777U;
}

TEST(AtomicFile, replacesTheOldFileAndLeavesNothingElse) {
    const TempFolder folder;
    writeFileAtomically(folder / "report.json", "old");
    writeFileAtomically(folder / "report.json", "new");
    EXPECT_EQ(readBytes(folder / "report.json"), "new");
    EXPECT_EQ(folder.names(), std::vector<std::string>{"report.json"});
}

TEST(AtomicFile, withoutCommitNothingHappened) {
    const TempFolder folder;
    writeBytes(folder / "report.json", "old");
    {
        AtomicFile file(folder / "report.json", 3);
        file.write("new", 3);
        // Without a name, or beside the target where the file system needs one.
        EXPECT_LE(folder.names().size(), 2U);
    }
    EXPECT_EQ(readBytes(folder / "report.json"), "old");
    EXPECT_EQ(folder.names(), std::vector<std::string>{"report.json"});
}

TEST(AtomicFile, aProcessThatIsKilledLeavesNothing) {
    const TempFolder folder;
    writeBytes(folder / "old", "old");
    for (const char* name : {"old", "new"}) {
        const int result = inChild([&] {
            AtomicFile file(folder / name, 3);
            file.write("new", 3);
            ::raise(SIGKILL);
            return 0;
        });
        EXPECT_EQ(result, -1);
    }
    const bool unnamed = folder.names().size() == 1;
    writeFileAtomically(folder / "old", "newer"); // and removes what may have been left
    EXPECT_EQ(folder.names(), std::vector<std::string>{"old"});
    EXPECT_EQ(readBytes(folder / "old"), "newer");
    if (!unnamed)
        GTEST_SKIP() << "this file system has no files without a name";
}

TEST(AtomicFile, aLinkThatPointsNowhereIsReplaced) {
    const TempFolder folder;
    fs::create_symlink("nowhere", folder / "link");
    writeFileAtomically(folder / "link", "new");
    EXPECT_FALSE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(readBytes(folder / "link"), "new");
    EXPECT_EQ(folder.names().size(), 1U);
}

TEST(AtomicFile, newFilesFollowTheUmaskAndReplacedOnesKeepTheirMode) {
    const TempFolder folder;
    const int result = inChild([&] {
        ::umask(027);
        writeFileAtomically(folder / "new", "x");
        return 0;
    });
    ASSERT_EQ(result, 0);
    EXPECT_EQ(modeOf(folder / "new"), 0640U);
    fs::permissions(folder / "new", fs::perms::owner_read | fs::perms::owner_write);
    writeFileAtomically(folder / "new", "y");
    EXPECT_EQ(modeOf(folder / "new"), 0600U);
}

TEST(AtomicFile, aLinkAsTargetStaysALink) {
    const TempFolder folder;
    fs::create_directory(folder / "there");
    writeBytes(folder / "there" / "file", "old");
    fs::create_symlink(fs::path("there") / "file", folder / "link");
    writeFileAtomically(folder / "link", "new");
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(readBytes(folder / "there" / "file"), "new");
}

TEST(AtomicFile, aRelativeNameGoesIntoTheCurrentFolder) {
    const TempFolder folder;
    const int result = inChild([&] {
        if (::chdir(folder.path().c_str()) != 0)
            return 1;
        writeFileAtomically("report.json", "x");
        return 0;
    });
    EXPECT_EQ(result, 0);
    EXPECT_EQ(readBytes(folder / "report.json"), "x");
}

TEST(AtomicFile, impossibleTargetsAreRefusedWithTheirReason) {
    const TempFolder folder;
    const AudioClip clip = sineClip(8000, 10);
    fs::create_directory(folder / "folder");
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0666), 0);
    fs::create_symlink(folder / "b", folder / "a");
    fs::create_symlink(folder / "a", folder / "b");
    writeBytes(folder / "file", "x");
    const std::pair<fs::path, const char*> cases[] = {
        {folder / "folder", "it is a folder"},
        {folder / "folder" / "", "no file name"},
        {folder / "fifo", "FIFO"},
        {folder / "a", "circle"},
        {folder / "missing" / "x.wav", "folder does not exist"},
        {folder / "file" / "x.wav", "not a folder"},
        {folder / std::string(256, 'x'), "too long"},
        {"/dev/full", "device"},
        {"/dev/null", "device"},
        {"", "no file name"},
        {fs::path(std::string("a\0b", 3)), "zero byte"},
    };
    const std::vector<std::string> before = folder.names();
    for (const auto& [path, words] : cases) {
        const std::string message = errorOfWriting(path, clip);
        EXPECT_NE(message.find(words), std::string::npos) << message;
        EXPECT_EQ(message.rfind("Cannot write ", 0), 0U) << message;
    }
    EXPECT_EQ(folder.names(), before);
}

TEST(AtomicFile, aReadOnlyFolderOrFileIsRefused) {
    const TempFolder folder;
    fs::create_directory(folder / "locked");
    writeBytes(folder / "file", "old");
    fs::permissions(folder / "locked", fs::perms(0555));
    fs::permissions(folder / "file", fs::perms(0444));
    fs::permissions(folder.path(), fs::perms(0777));
    const auto asNobody = [&](const fs::path& path, const char* words) {
        return inChild([&] {
            if (::geteuid() == 0 && ::setuid(kNobody) != 0)
                return kNotPossibleHere;
            return outcome([&] { writeFileAtomically(path, "new"); }, words);
        });
    };
    EXPECT_EQ(asNobody(folder / "locked" / "x", "may not be written to"), kRefused);
    EXPECT_EQ(asNobody(folder / "file", "write-protected"), kRefused);
    EXPECT_EQ(readBytes(folder / "file"), "old");
}

TEST(AtomicFile, tooLittleSpaceIsSaidBeforehand) {
    const TempFolder folder;
    writeBytes(folder / "clip.wav", "old");
    EXPECT_EQ(outcome([&] { const AtomicFile file(folder / "clip.wav", std::uint64_t{1} << 60U); },
                      "the disk is full: it needs 1152921.5 TB"),
              kRefused);
    EXPECT_EQ(readBytes(folder / "clip.wav"), "old");
    EXPECT_EQ(folder.names().size(), 1U);
}

TEST(AtomicFile, aFullDiskLeavesTheOldFile) {
    const TempFolder folder;
    const AudioClip large = sineClip(48000, 480000);
    const int result = inChild([&] {
        // A file system of 512 kB, seen by this process alone.
        if (::unshare(CLONE_NEWNS) != 0 ||
            ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=512k") != 0)
            return kNotPossibleHere;
        writeClip(folder / "clip.wav", sineClip(8000, 100));
        const std::string before = readBytes(folder / "clip.wav");
        const int beforehand =
            outcome([&] { writeClip(folder / "clip.wav", large); }, "the disk is full");
        // The same found out only while writing.
        const int midway = outcome(
            [&] {
                AtomicFile file(folder / "clip.wav", 0);
                const std::string bytes(1 << 20, 'x');
                file.write(bytes.data(), bytes.size());
                file.commit();
            },
            "the disk is full");
        const bool kept = readBytes(folder / "clip.wav") == before && folder.names().size() == 1;
        return beforehand == kRefused && midway == kRefused && kept ? kRefused : kOtherWords;
    });
    if (result == kNotPossibleHere)
        GTEST_SKIP() << "needs the right to mount";
    EXPECT_EQ(result, kRefused);
}

TEST(AtomicFile, aClipThatFailsMidwayLeavesTheOldFile) {
    const TempFolder folder;
    writeBytes(folder / "clip", "old");
    const std::pair<SoundFileType, SampleFormat> kinds[] = {
        {SoundFileType::wav, SampleFormat::pcm16},       {SoundFileType::wav, SampleFormat::pcm24},
        {SoundFileType::wav, SampleFormat::float32},     {SoundFileType::flac, SampleFormat::pcm24},
        {SoundFileType::oggVorbis, SampleFormat::pcm24},
    };
    for (const auto& [type, format] : kinds) {
        WriteOptions options;
        options.type = type;
        options.format = format;
        const int result = inChild([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{20000, 20000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            return outcome(
                [&] { writeClip(folder / "clip", monoClip(48000, noise(480000)), options); },
                "larger than this system allows");
        });
        EXPECT_EQ(result, kRefused);
        EXPECT_EQ(readBytes(folder / "clip"), "old");
        EXPECT_EQ(folder.names().size(), 1U);
    }
}

} // namespace
} // namespace tonegraft::test
