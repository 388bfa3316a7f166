// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/NotesOutput.h"

#include "app/window/AppFixture.h"
#include "tonegraft/MidiFile.h"

#include <QFileInfo>

namespace tonegraft::test {
namespace {

class NotesOutputTest : public AppFixture {
protected:
    std::vector<NoteEvent> heard{{0.25, 0.5, 69, -6.0}, {0.5, 0.75, 72, -3.0}};

    void makeResult() {
        loadClips();
        fake.setRun([this](TransferObserver&, RunControl&, const TransferSettings& s) {
            TransferResult result = finishedResult(s);
            result.notes = heard;
            return result;
        });
        run();
        ASSERT_TRUE(eventually([this] { return resultShown(); }));
    }
    bool untilWritten(std::size_t files) {
        return eventually([&] { return fake.written().size() == files; });
    }
};

TEST_F(NotesOutputTest, savesThemWhereTheUserSays) {
    makeResult();
    Q_EMIT window->notesSaveRequested(file("tune.mid"));
    ASSERT_TRUE(untilWritten(1));
    EXPECT_EQ(fake.written().front(), folder / "tune.mid");
    EXPECT_EQ(fake.bytesWritten(), midiFile(heard));
}

TEST_F(NotesOutputTest, givesAFileOfTheSoundsNameToTheHandThatDrags) {
    makeResult();
    Q_EMIT window->notesFileWanted();
    ASSERT_TRUE(untilWritten(1));
    const QFileInfo written(QString::fromStdString(fake.written().front().string()));
    EXPECT_TRUE(written.fileName().contains("content in style 1"))
        << written.fileName().toStdString();
    EXPECT_TRUE(written.fileName().endsWith(".mid"));
    EXPECT_EQ(fake.bytesWritten(), midiFile(heard));
}

TEST_F(NotesOutputTest, neverReplacesAClip) {
    makeResult();
    Q_EMIT window->notesSaveRequested("content.wav");
    EXPECT_TRUE(untilMessage("would be lost"));
    EXPECT_TRUE(fake.written().empty());
}

} // namespace
} // namespace tonegraft::test
