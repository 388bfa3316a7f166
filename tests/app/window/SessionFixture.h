// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// The whole window, whose takes are really written and read.
class SessionFixture : public AppFixture {
protected:
    void SetUp() override {
        for (const char* name : {"content.wav", "style.wav", "other.wav"})
            write(folder / name, name);
        start();
    }
    static void write(const std::filesystem::path& path, const std::string& bytes) {
        writeFileAtomically(path, bytes);
    }
    /// A window as the program opens it; the one before is closed.
    void start(const std::filesystem::path& session = {}) {
        end();
        EngineFunctions engine = fake.functions();
        engine.write = writeClip;
        engine.read = [fakeRead = engine.read](const std::filesystem::path& path,
                                               const ReadOptions& options) {
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

} // namespace tonegraft::test
