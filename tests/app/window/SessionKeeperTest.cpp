// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SessionFixture.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace tonegraft::test {
namespace {

namespace fs = std::filesystem;

using SessionKeeperTest = SessionFixture;

TEST_F(SessionKeeperTest, whatIsSavedIsThereAgainInAnotherWindow) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    start((folder / "my session" / "session.tonegraft").string());
    ASSERT_TRUE(eventually([&] { return count() == 2; }));
    expectTwo();
    EXPECT_EQ(message(), "");
    panel()->list()->setCurrentIndex(panel()->list()->model()->index(1, 0));
    EXPECT_TRUE(outputName().startsWith("the good one"));
}

TEST_F(SessionKeeperTest, aSecondSaveTakesTheFolderOfTheFirst) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    ASSERT_TRUE(eventually([&] { return window->sessions()->recent->isEnabled(); }));
    makeTake();
    window->sessions()->save->trigger();
    start(session().toStdString());
    ASSERT_TRUE(eventually([&] { return count() == 3; }));
}

TEST_F(SessionKeeperTest, takesThatWereNotSavedAreOfferedAtTheNextStart) {
    makeTwo();
    start();
    ASSERT_TRUE(untilOffered("2 takes were not saved"));
    EXPECT_EQ(count(), 0);
    offer()->acceptButton()->click();
    ASSERT_TRUE(eventually([&] { return count() == 2; }));
    expectTwo();
    start(); // still not saved
    ASSERT_TRUE(untilOffered("2 takes"));
    offer()->declineButton()->click();
    start();
    EXPECT_FALSE(QTest::qWaitFor([&] { return !offer()->text().isEmpty(); }, 300));
}

TEST_F(SessionKeeperTest, takesOfAProcessThatWasKilledAreOffered) {
    makeTwo();
    ASSERT_TRUE(eventually([&] {
        const QStringList kept =
            QDir(file("autosave")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        return kept.size() == 1 && untilSaved(file("autosave") + '/' + kept.front());
    }));
    // It never comes to close: the copy is what it leaves.
    const fs::path left = folder / "autosave";
    fs::copy(left, folder / "copy", fs::copy_options::recursive);
    end();
    fs::remove_all(left);
    fs::rename(folder / "copy", left);
    for (const auto& entry : fs::directory_iterator(left))
        fs::remove(entry.path() / ".session.lock"); // its process is gone
    start();
    ASSERT_TRUE(untilOffered("2 takes"));
    offer()->acceptButton()->click();
    ASSERT_TRUE(eventually([&] { return count() == 2; }));
    expectTwo();
}

TEST_F(SessionKeeperTest, theSessionThatWasOpenIsOfferedAgain) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    ASSERT_TRUE(eventually([&] { return window->sessions()->recent->isEnabled(); }));
    start();
    ASSERT_TRUE(untilOffered("my session"));
    offer()->acceptButton()->click();
    ASSERT_TRUE(eventually([&] { return count() == 2; }));
    EXPECT_FALSE(QDir(file("autosave")).exists() &&
                 !QDir(file("autosave")).isEmpty(QDir::Dirs | QDir::NoDotAndDotDot));
}

TEST_F(SessionKeeperTest, anotherSessionIsNotReplaced) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    start();
    load();
    makeTake();
    saveTo(session());
    ASSERT_TRUE(untilMessage("is another session"));
    start(session().toStdString());
    ASSERT_TRUE(eventually([&] { return count() == 2; }));
}

TEST_F(SessionKeeperTest, aSessionThatIsOpenElsewhereIsRefused) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    SessionFolder elsewhere(session().toStdString());
    start();
    elsewhere.lock();
    controller->open(session().toStdString(), {});
    ASSERT_TRUE(untilMessage("open in another window"));
    EXPECT_EQ(count(), 0);
}

TEST_F(SessionKeeperTest, anAutosaveThatCannotBeReadHidesNoOlderOne) {
    makeTwo();
    end();
    fs::create_directories(folder / "autosave" / "9999999999999-1");
    write(folder / "autosave" / "9999999999999-1" / "session.tonegraft", "damaged");
    start();
    EXPECT_TRUE(untilOffered("2 takes were not saved"));
}

TEST_F(SessionKeeperTest, whenOneIsThrownAwayTheOneBeforeIsOffered) {
    makeTwo();
    start();
    ASSERT_TRUE(untilOffered("2 takes were not saved"));
    load();
    makeTake();
    start(); // now two windows left something
    ASSERT_TRUE(untilOffered("a take was not saved"));
    offer()->declineButton()->click();
    EXPECT_TRUE(untilOffered("2 takes were not saved"));
}

TEST_F(SessionKeeperTest, aFolderOfASessionIsOpenedFromWhereClipsAre) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    start();
    Q_EMIT window->contentChosen(session());
    ASSERT_TRUE(eventually([&] { return count() == 2; }));
    expectTwo();
}

TEST_F(SessionKeeperTest, closingGivesUpWhatIsBeingOpened) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    end();
    std::atomic<int> read{0};
    std::atomic<bool> closing{false};
    EngineFunctions engine = fake.functions();
    engine.read = [&, fakeRead = engine.read](const fs::path& path, const ReadOptions& options) {
        ++read;
        while (!closing)
            std::this_thread::yield();
        return fakeRead(path, options);
    };
    window = std::make_unique<MainWindow>(methods());
    controller = std::make_unique<AppController>(*window, engine,
                                                 SettingsFile(file("settings.ini")), QString());
    controller->open(session().toStdString() + "/session.tonegraft", {});
    ASSERT_TRUE(eventually([&] { return read == 1; }));
    window->closeNow();
    closing = true;
    EXPECT_TRUE(controller->shutDown(10'000));
    EXPECT_EQ(read, 1);
}

TEST_F(SessionKeeperTest, whatIsNoSessionChangesNothing) {
    makeTwo();
    write(folder / "bad.tonegraft", "[]");
    fs::create_directory(folder / "bad");
    write(folder / "bad" / "session.tonegraft", R"({"format": "tonegraft session", "version": 9})");
    controller->open(folder / "bad", {});
    ASSERT_TRUE(untilMessage("version 9"));
    expectTwo();
    EXPECT_FALSE(fs::exists(folder / "bad" / ".session.lock"));
}

TEST_F(SessionKeeperTest, whatIsNotSavedStaysForTheNextStartWhenASessionIsOpened) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    start();
    load();
    makeTake();
    Q_EMIT window->sessions()->openRequested(session());
    ASSERT_TRUE(eventually([&] { return count() == 2; }));
    start();
    EXPECT_TRUE(untilOffered("a take was not saved"));
}

} // namespace
} // namespace tonegraft::test
