// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/audio/support/SoundFiles.h"

#include "audio/files/FileMessage.h"

#include <sndfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace tonegraft::test {
namespace {

/// Names that have broken other programs.
std::vector<std::string> oddNames() {
    return {"with space.wav",  "Grüße – 音楽 🎵.wav",          "100%s %d %n.wav",
            "line\nbreak.wav", "quote ' and \" and \\.wav",   "not utf-8 \xFF\xC0.wav",
            "-rf.wav",         std::string(251, 'x') + ".wav"};
}

TEST(Path, oddNamesAreWrittenAndRead) {
    const TempFolder folder;
    const AudioClip clip = sineClip(8000, 100);
    for (const std::string& name : oddNames()) {
        const auto path = folder / name;
        writeClip(path, clip);
        EXPECT_EQ(readClip(path).clip.sampleCount(), 100U) << name;
        EXPECT_EQ(folder.names(), std::vector<std::string>{name});
        writeFileAtomically(path, "text");
        EXPECT_EQ(readBytes(path), "text");
        std::filesystem::remove(path);
    }
}

TEST(Path, messagesShowOddNamesInOneLineOfUtf8) {
    EXPECT_EQ(shownPath("a b%s.wav"), "'a b%s.wav'");
    EXPECT_EQ(shownPath("音楽.wav"), "'音楽.wav'");
    EXPECT_EQ(shownPath("a\nb\x1b[31m"), "'a\\nb\\x1B[31m'");
    EXPECT_EQ(shownPath("a\xFF\xC0\x80z"), "'a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz'");
    EXPECT_EQ(shownPath("\xED\xA0\x80"), "'\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'"); // surrogate
}

TEST(Path, messagesWriteNumbersWithAPoint) {
    EXPECT_EQ(shownSeconds(1.0), "1 s");
    EXPECT_EQ(shownSeconds(0.25), "0.25 s");
    EXPECT_EQ(shownSeconds(1.0004), "1 s");
    EXPECT_EQ(shownBytes(999), "999 bytes");
    EXPECT_EQ(shownBytes(1250), "1.3 kB");
    EXPECT_EQ(shownBytes(3e9), "3 GB");
}

TEST(Path, whatIsNoRegularFileIsRefusedForReadingWithoutBlocking) {
    const TempFolder folder;
    std::filesystem::create_directory(folder / "folder.wav");
    ASSERT_EQ(::mkfifo((folder / "fifo.wav").c_str(), 0666), 0);
    std::filesystem::create_symlink(folder / "fifo.wav", folder / "link to fifo.wav");
    EXPECT_NE(errorOfReading(folder / "folder.wav").find("a folder"), std::string::npos);
    EXPECT_NE(errorOfReading(folder / "fifo.wav").find("FIFO"), std::string::npos);
    EXPECT_NE(errorOfReading(folder / "link to fifo.wav").find("FIFO"), std::string::npos);
    EXPECT_NE(errorOfReading("/dev/zero").find("device"), std::string::npos);
    EXPECT_NE(errorOfReading("/dev/null").find("device"), std::string::npos);
}

TEST(Path, aSocketIsRefused) {
    const TempFolder folder;
    const auto path = folder / "s.wav";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    ASSERT_LT(path.string().size(), sizeof address.sun_path);
    path.string().copy(address.sun_path, path.string().size());
    const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(::bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_NE(errorOfReading(path).find("socket"), std::string::npos);
    EXPECT_NE(errorOfWriting(path, sineClip(8000, 10)).find("socket"), std::string::npos);
    ::close(server);
}

TEST(Path, missingAndImpossiblePathsAreRefusedForReading) {
    const TempFolder folder;
    std::filesystem::create_symlink(folder / "b.wav", folder / "a.wav");
    std::filesystem::create_symlink(folder / "a.wav", folder / "b.wav");
    writeBytes(folder / "file", "x");
    EXPECT_NE(errorOfReading(folder / "missing.wav").find("no such file"), std::string::npos);
    EXPECT_NE(errorOfReading(folder / "a.wav").find("circle"), std::string::npos);
    EXPECT_NE(errorOfReading(folder / "file" / "x.wav").find("not a folder"), std::string::npos);
    EXPECT_NE(errorOfReading(folder / std::string(300, 'x')).find("too long"), std::string::npos);
    EXPECT_NE(errorOfReading("").find("empty"), std::string::npos);
    EXPECT_NE(errorOfReading(std::string("a\0b", 3)).find("zero byte"), std::string::npos);
}

TEST(Path, aLinkToASoundFileIsRead) {
    const TempFolder folder;
    writeClip(folder / "clip.wav", sineClip(8000, 100));
    std::filesystem::create_symlink("clip.wav", folder / "link");
    EXPECT_EQ(readClip(folder / "link").clip.sampleCount(), 100U);
}

} // namespace
} // namespace tonegraft::test
