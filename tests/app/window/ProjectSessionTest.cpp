// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ProjectSession.h"

#include "app/window/AppFixture.h"
#include "ui/takes/TakesPanel.h"

#include <QListView>

namespace tonegraft::test {
namespace {

class ProjectSessionTest : public AppFixture {
protected:
    TakesPanel* panel() const { return window->takes(); }
    int takes() const { return panel()->list()->model()->rowCount(); }
    void makeTake() {
        const int before = takes();
        run();
        ASSERT_TRUE(eventually(
            [&] { return takes() == before + 1 && window->runState() == RunState::idle; }));
    }
    std::size_t position(const std::string& text) const { return fake.bytesWritten().find(text); }
};

TEST_F(ProjectSessionTest, writesAllTakesAndTheProjectThatHasThemAsLanes) {
    loadClips();
    makeTake();
    makeTake();
    Q_EMIT panel()->renamed(panel()->current(), "the good one");
    Q_EMIT panel()->projectWanted(file("song.rpp"));
    ASSERT_TRUE(eventually([&] { return fake.written().size() == 3; }));
    EXPECT_EQ(fake.written()[0], folder / "song takes/content in style 1.wav");
    EXPECT_EQ(fake.written()[1], folder / "song takes/the good one.wav");
    EXPECT_EQ(fake.written()[2], folder / "song.rpp");
    const std::size_t first = position("FILE \"song takes/content in style 1.wav\"");
    const std::size_t chosen = position("TAKE SEL");
    const std::size_t second = position("FILE \"song takes/the good one.wav\"");
    ASSERT_NE(second, std::string::npos);
    EXPECT_LT(first, chosen);
    EXPECT_LT(chosen, second);
    EXPECT_NE(position("NAME \"content.wav\"\n    MUTESOLO 1"), std::string::npos);
    EXPECT_NE(position("NAME \"style.wav\"\n    MUTESOLO 1"), std::string::npos);
}

TEST_F(ProjectSessionTest, takesOfOneNameDoNotReplaceEachOther) {
    loadClips();
    makeTake();
    makeTake();
    Q_EMIT panel()->renamed(panel()->current(), "content in style 1");
    Q_EMIT panel()->projectWanted(file("song.rpp"));
    ASSERT_TRUE(eventually([&] { return fake.written().size() == 3; }));
    EXPECT_EQ(fake.written()[1], folder / "song takes/content in style 1 (2).wav");
}

TEST_F(ProjectSessionTest, eachPairOfClipsIsATrackAndEachClipThereOnce) {
    loadClips();
    makeTake();
    Q_EMIT window->swapRequested();
    makeTake();
    Q_EMIT panel()->projectWanted(file("song.rpp"));
    ASSERT_TRUE(eventually([&] { return fake.written().size() == 3; }));
    EXPECT_NE(position("NAME \"content in style\""), std::string::npos);
    EXPECT_NE(position("NAME \"style in content\""), std::string::npos);
    const std::size_t clip = position("<TRACK\n    NAME \"content.wav\"");
    ASSERT_NE(clip, std::string::npos);
    EXPECT_EQ(fake.bytesWritten().find("<TRACK\n    NAME \"content.wav\"", clip + 1),
              std::string::npos);
}

TEST_F(ProjectSessionTest, whatCannotBeWrittenIsSaid) {
    loadClips();
    makeTake();
    Q_EMIT panel()->renamed(panel()->current(), "refused");
    Q_EMIT panel()->projectWanted(file("song.rpp"));
    EXPECT_TRUE(untilMessage("the disk is full"));
    EXPECT_TRUE(fake.written().empty());
}

} // namespace
} // namespace tonegraft::test
