// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/RecordingFile.h"

#include "app/window/FakeEngine.h"
#include "support/TempFolder.h"
#include "tonegraft/AudioFile.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

class RecordingFile : public testing::Test {
protected:
    QString inside(const std::string& name) const {
        return QString::fromStdString((folder / name).string());
    }
    QString saved(const QStringList& folders) const {
        return saveRecording(clip, time, folders, engineFunctions());
    }
    TempFolder folder;
    const AudioClip clip = shortClip(2, 0.123456789F);
    const QDateTime time{{2026, 2, 3}, {4, 5, 6}};
};

TEST_F(RecordingFile, isNamedByItsTimeInAFolderThatIsMade) {
    const QString path = saved({inside("music/Tonegraft")});
    EXPECT_EQ(path, inside("music/Tonegraft/Recording 2026-02-03 04.05.06.wav"));
    EXPECT_EQ(readClip(path.toStdString()).clip.channels, clip.channels); // every bit of it
}

TEST_F(RecordingFile, overwritesNothing) {
    const QString first = saved({inside("")});
    const std::string bytes = readBytes(first.toStdString());
    const QString second = saved({inside("")});
    EXPECT_TRUE(second.endsWith("04.05.06 (2).wav")) << second.toStdString();
    EXPECT_TRUE(saved({inside("")}).endsWith("04.05.06 (3).wav"));
    EXPECT_EQ(readBytes(first.toStdString()), bytes);
}

TEST_F(RecordingFile, goesToTheNextFolderIfOneDoesNotTakeIt) {
    writeBytes(folder / "file", "no folder");
    const QString path = saved({inside("file/music"), inside("data")});
    EXPECT_TRUE(path.startsWith(inside("data/"))) << path.toStdString();
}

TEST_F(RecordingFile, saysWhyIfNoFolderTakesIt) {
    writeBytes(folder / "file", "no folder");
    EXPECT_THROW(saved({inside("file/music"), inside("file/data")}), Error);
    EXPECT_THROW(saved({}), Error);
    EXPECT_EQ(folder.names(), std::vector<std::string>{"file"});
}

TEST_F(RecordingFile, thereAreFoldersToTry) {
    EXPECT_FALSE(recordingFolders().isEmpty());
}

} // namespace
} // namespace tonegraft::test
