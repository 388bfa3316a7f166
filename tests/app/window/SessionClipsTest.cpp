// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SessionFixture.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

namespace fs = std::filesystem;

using SessionClipsTest = SessionFixture;

TEST_F(SessionClipsTest, takesAreHeardThoughAClipIsGone) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    fs::remove(folder / "style.wav");
    start(session().toStdString());
    ASSERT_TRUE(untilMessage("style.wav was not found"));
    EXPECT_EQ(count(), 2);
    EXPECT_TRUE(resultShown());
    Q_EMIT panel()->clipsWanted(row(0).id);
    EXPECT_TRUE(untilMessage("cannot be given back"));
}

TEST_F(SessionClipsTest, takesOfRegionsAreHeardThoughTheirClipIsGoneOrShorter) {
    makeTwo();
    Q_EMIT window->regionChanged(ClipRole::content, Region{0.5, 0.25});
    window->setRegion(ClipRole::content, Region{0.5, 0.25});
    makeTake();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    fs::remove(folder / "content.wav");
    start(session().toStdString());
    ASSERT_TRUE(untilMessage("content.wav was not found"));
    EXPECT_EQ(count(), 3);
    EXPECT_FALSE(row(0).difference.isEmpty());
    EXPECT_TRUE(resultShown());
}

TEST_F(SessionClipsTest, whatCouldNotBeReadIsNotLostByTheNextSave) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    end();
    const fs::path sounds = folder / "my session" / "takes";
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(sounds))
        files.push_back(entry.path());
    ASSERT_FALSE(files.empty());
    write(files[0], "damaged");
    start(session().toStdString());
    ASSERT_TRUE(untilMessage("what is on the disk stays as it is"));
    makeTake();
    saveTo(file("second"));
    ASSERT_TRUE(untilSaved(file("second")));
    for (const fs::path& each : files)
        EXPECT_TRUE(fs::exists(each)) << each;
}

TEST_F(SessionClipsTest, aClipThatMovedIsFoundBesideTheSession) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    fs::rename(folder / "style.wav", folder / "my session" / "style.wav");
    start(session().toStdString());
    ASSERT_TRUE(eventually([&] { return count() == 2; }));
    EXPECT_EQ(message(), "");
    EXPECT_TRUE(window->windowTitle().startsWith("content.wav in the style of style.wav"));
}

TEST_F(SessionClipsTest, aClipThatIsOpenedByHandIsThatOfItsTakesAgain) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    fs::create_directory(folder / "elsewhere");
    fs::rename(folder / "style.wav", folder / "elsewhere" / "style.wav");
    start(session().toStdString());
    ASSERT_TRUE(untilMessage("style.wav was not found"));
    Q_EMIT window->styleChosen(file("elsewhere/style.wav"));
    ASSERT_TRUE(eventually([&] { return window->windowTitle().contains("style of style.wav"); }));
    panel()->list()->setCurrentIndex(panel()->list()->model()->index(0, 0));
    EXPECT_TRUE(eventually([&] { return outputName() == row(0).name; })); // and not stale
}

TEST_F(SessionClipsTest, anotherFileOfTheNameOfAMissingClipIsNotTakenForIt) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    fs::create_directory(folder / "elsewhere");
    fs::remove(folder / "style.wav");
    write(folder / "elsewhere" / "style.wav", "another recording");
    start(session().toStdString());
    ASSERT_TRUE(untilMessage("style.wav was not found"));
    Q_EMIT window->styleChosen(file("elsewhere/style.wav"));
    ASSERT_TRUE(untilMessage("another recording than the one of this name"));
    panel()->list()->setCurrentIndex(panel()->list()->model()->index(0, 0));
    EXPECT_NE(outputName(), row(0).name); // stale
}

TEST_F(SessionClipsTest, aClipWhoseNameIsNoTextIsFoundAgain) {
    const fs::path odd = folder / "caf\xE9.wav";
    fs::rename(folder / "content.wav", odd);
    controller->open(odd, folder / "style.wav");
    ASSERT_TRUE(eventually([&] { return window->windowTitle().contains("style of style.wav"); }));
    makeTake();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    start(session().toStdString());
    ASSERT_TRUE(eventually([&] { return count() == 1; }));
    EXPECT_EQ(message(), "");
    EXPECT_EQ(outputName(), row(0).name); // and not stale
}

TEST_F(SessionClipsTest, anotherFileInThePlaceOfAMissingClipIsNotTakenForIt) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    fs::remove(folder / "style.wav");
    start(session().toStdString());
    ASSERT_TRUE(untilMessage("style.wav was not found"));
    write(folder / "style.wav", "another recording");
    Q_EMIT window->styleChosen(file("style.wav"));
    ASSERT_TRUE(untilMessage("another recording than the one of this name"));
}

TEST_F(SessionClipsTest, whatIsKnownOfAMissingClipTravelsOnWithTheSession) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    fs::rename(folder / "style.wav", folder / "away.wav");
    start(session().toStdString());
    ASSERT_TRUE(untilMessage("style.wav was not found"));
    saveTo(file("second"));
    ASSERT_TRUE(untilSaved(file("second")));
    // By its content it is found, whatever it is called now.
    start(file("second").toStdString());
    ASSERT_TRUE(untilMessage("style.wav was not found"));
    Q_EMIT window->styleChosen(file("away.wav"));
    ASSERT_TRUE(eventually([&] {
        panel()->list()->setCurrentIndex(panel()->list()->model()->index(0, 0));
        return outputName() == row(0).name; // not stale
    }));
}

TEST_F(SessionClipsTest, aFileThatTwoClipsNameIsReadOnce) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    end();
    SessionFolder saved(session().toStdString());
    SessionFile twice = saved.read();
    twice.clips.push_back(twice.clips[static_cast<std::size_t>(twice.takes[0].making.style)]);
    twice.takes[0].making.style = static_cast<int>(twice.clips.size()) - 1;
    write(saved.file(), sessionText(twice));
    FileHashes hashes;
    const OpenedSession opened = openState(saved, hashes, fake.functions());
    ASSERT_EQ(opened.state.takes.size(), 2U);
    EXPECT_EQ(opened.state.takes[0]->shown.clips->style.clip,
              opened.state.takes[1]->shown.clips->style.clip);
}

} // namespace
} // namespace tonegraft::test
