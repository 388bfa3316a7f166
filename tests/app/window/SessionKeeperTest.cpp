// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AppFixture.h"
#include "tonegraft/AudioFile.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/sessions/OfferBar.h"
#include "ui/sessions/SessionActions.h"
#include "ui/takes/TakesModel.h"
#include "ui/takes/TakesPanel.h"

#include <QDir>
#include <QFile>
#include <QListView>
#include <QPushButton>

namespace tonegraft::test {
namespace {

namespace fs = std::filesystem;

/// The whole window, whose takes are really written and read.
class SessionKeeperTest : public AppFixture {
protected:
    void SetUp() override {
        for (const char* name : {"content.wav", "style.wav", "other.wav"})
            write(folder / name, name);
        start();
    }
    static void write(const fs::path& path, const std::string& bytes) {
        writeFileAtomically(path, bytes);
    }
    /// A window as the program opens it; the one before is closed.
    void start(const fs::path& session = {}) {
        end();
        EngineFunctions engine = fake.functions();
        engine.write = writeClip;
        engine.read = [fakeRead = engine.read](const fs::path& path, const ReadOptions& options) {
            const bool take = path.parent_path().filename() == "takes";
            return take ? readClip(path, options) : fakeRead(path, options);
        };
        window = std::make_unique<MainWindow>(methods());
        controller = std::make_unique<AppController>(
            *window, engine, SettingsFile(file("settings.ini")), file("autosave"));
        window->show();
        controller->open(session, {});
    }
    void end() {
        if (!window)
            return;
        window->closeNow();
        controller->shutDown(10'000);
        controller.reset();
        window.reset();
    }
    void load() {
        Q_EMIT window->contentChosen(file("content.wav"));
        Q_EMIT window->styleChosen(file("style.wav"));
        ASSERT_TRUE(eventually(
            [&] { return window->windowTitle().startsWith("content.wav in the style of style"); }));
    }
    TakesPanel* panel() const { return window->takes(); }
    int count() const { return panel()->list()->model()->rowCount(); }
    const ShownTake& row(int index) const {
        const auto* model = static_cast<const TakesModel*>(panel()->list()->model());
        return *model->at(model->index(index, 0));
    }
    void makeTake() {
        const int before = count();
        run();
        ASSERT_TRUE(eventually([&] { return count() == before + 1; }));
        ASSERT_TRUE(eventually([&] { return !row(0).timbre.isEmpty(); }));
    }
    void saveTo(const QString& path) { Q_EMIT window->sessions()->saveRequested(path); }
    bool untilSaved(const QString& path) {
        return eventually([&] { return QFile::exists(path + "/session.tonegraft"); });
    }
    QString session() const { return file("my session"); }
    OfferBar* offer() const { return window->findChild<OfferBar*>(); }
    bool untilOffered(const QString& part) {
        return eventually([&] { return offer()->text().contains(part); });
    }
    QString outputName() const {
        return window->findChild<SpectrogramStack*>()->view(SpectrogramStack::output)->name();
    }
    /// Two takes, the older one with a name, a note and a star, made of a region.
    void makeTwo() {
        load();
        window->setRegion(ClipRole::content, Region{0.25, 0.5});
        Q_EMIT window->regionChanged(ClipRole::content, Region{0.25, 0.5});
        makeTake();
        Q_EMIT panel()->renamed(row(0).id, "the good one");
        Q_EMIT panel()->noted(row(0).id, "soft");
        Q_EMIT panel()->starred(row(0).id, true);
        TransferSettings settings = window->settings();
        settings.styleWeight = 0.3;
        window->setSettings(settings);
        Q_EMIT window->settingsChanged(settings);
        makeTake();
    }
    void expectTwo() const {
        ASSERT_EQ(count(), 2);
        EXPECT_EQ(row(1).name, "the good one");
        EXPECT_EQ(row(1).note, "soft");
        EXPECT_TRUE(row(1).starred);
        EXPECT_EQ(row(0).difference, "Style weight 30 %");
        EXPECT_EQ(row(0).timbre, "0 %");
        EXPECT_FALSE(row(0).thumbnail.isNull());
        EXPECT_EQ(window->settings().styleWeight, 0.3);
        EXPECT_EQ(window->region(ClipRole::content), (Region{0.25, 0.5}));
        EXPECT_EQ(outputName(), row(0).name); // and not stale
        EXPECT_TRUE(resultShown());
    }
};

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

TEST_F(SessionKeeperTest, takesAreHeardThoughAClipIsGone) {
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

TEST_F(SessionKeeperTest, takesOfRegionsAreHeardThoughTheirClipIsGoneOrShorter) {
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

TEST_F(SessionKeeperTest, whatCouldNotBeReadIsNotLostByTheNextSave) {
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

TEST_F(SessionKeeperTest, aClipThatMovedIsFoundBesideTheSession) {
    makeTwo();
    saveTo(session());
    ASSERT_TRUE(untilSaved(session()));
    fs::rename(folder / "style.wav", folder / "my session" / "style.wav");
    start(session().toStdString());
    ASSERT_TRUE(eventually([&] { return count() == 2; }));
    EXPECT_EQ(message(), "");
    EXPECT_TRUE(window->windowTitle().startsWith("content.wav in the style of style.wav"));
}

TEST_F(SessionKeeperTest, aClipThatIsOpenedByHandIsThatOfItsTakesAgain) {
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
    EXPECT_EQ(outputName(), row(0).name); // and not stale
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
