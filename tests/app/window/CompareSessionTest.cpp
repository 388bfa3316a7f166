// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AppController.h"

#include "app/window/FakeEngine.h"
#include "support/TempFolder.h"
#include "ui/takes/TakesModel.h"
#include "ui/takes/TakesPanel.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace tonegraft::test {
namespace {

class CompareSessionTest : public testing::Test {
protected:
    TempFolder folder;
    FakeEngine fake;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<AppController> controller;

    void SetUp() override {
        EngineFunctions engine = fake.functions();
        engine.write = writeClip;
        window = std::make_unique<MainWindow>(methods());
        controller = std::make_unique<AppController>(
            *window, engine,
            SettingsFile(QString::fromStdString((folder / "settings.ini").string())), QString());
        window->show();
    }
    void TearDown() override { controller.reset(); }

    void loadClips() {
        controller->open("content.wav", "style.wav");
        ASSERT_TRUE(eventually([&] { return action()->isEnabled(); }));
    }
    QAction* action() const {
        for (QAction* candidate : window->findChildren<QAction*>())
            if (candidate->text().startsWith("Compare"))
                return candidate;
        return nullptr;
    }
    CompareDialog* dialog() const { return window->findChild<CompareDialog*>(); }
    bool says(const QString& text) const {
        for (const QLabel* label : dialog()->findChildren<QLabel*>())
            if (label->text().contains(text))
                return true;
        return false;
    }
    /// Opens the dialog and starts two methods.
    void start(double equalSeconds = 0.0) {
        if (!action()->isEnabled())
            loadClips();
        action()->trigger();
        ASSERT_TRUE(dialog()->isVisible());
        Q_EMIT dialog()->startRequested({{"tonegraft", "dipani"},
                                         equalSeconds,
                                         QString::fromStdString((folder / "comparison").string())});
    }
};

TEST_F(CompareSessionTest, needsTwoClips) {
    EXPECT_FALSE(action()->isEnabled());
    loadClips();
    EXPECT_TRUE(action()->isEnabled());
}

TEST_F(CompareSessionTest, saysWhatEachMethodTakes) {
    loadClips();
    action()->trigger();
    // The engine here takes a second for each step.
    ASSERT_TRUE(eventually([&] { return says("about 45.0 s"); }));
    EXPECT_TRUE(eventually([&] { return says("about 41 min 41 s"); })); // dipani's 2,501
}

TEST_F(CompareSessionTest, writesThePage) {
    start();
    ASSERT_TRUE(eventually([&] { return says("Written to"); }));
    EXPECT_FALSE(dialog()->running());
    EXPECT_TRUE(std::filesystem::exists(folder / "comparison/comparison.html"));
    EXPECT_TRUE(std::filesystem::exists(folder / "comparison/comparison.json"));
    ASSERT_EQ(fake.runs().size(), 2U);
    EXPECT_EQ(fake.runs()[1].method, "dipani");
    EXPECT_EQ(fake.runs()[1].steps, defaultSettings("dipani").steps);
}

TEST_F(CompareSessionTest, showsHowFarItIsAndEndsWhenCancelled) {
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 7);
        return runUntilEnding(control, s);
    });
    start();
    ASSERT_TRUE(eventually([&] { return says("1 of 2") && says("step 7 of 1000"); }));
    dialog()->reject();
    ASSERT_TRUE(eventually([&] { return says("Cancelled; nothing was written."); }));
    EXPECT_FALSE(std::filesystem::exists(folder / "comparison"));
    EXPECT_EQ(fake.runs().size(), 1U);
}

TEST_F(CompareSessionTest, saysWhyThereIsNoPage) {
    writeBytes(folder / "comparison", "a file in its place");
    start();
    EXPECT_TRUE(eventually([&] { return says("it is not a folder"); }));
    EXPECT_EQ(fake.runs().size(), 0U);
}

TEST_F(CompareSessionTest, comparesTheRegionsThatAreChosen) {
    loadClips();
    window->setRegion(ClipRole::content, Region{0.25, 0.5});
    start();
    ASSERT_TRUE(eventually([&] { return says("Written to"); }));
    EXPECT_EQ(fake.samplesOfLastRun(), (std::pair<std::size_t, std::size_t>(4000, 8000)));
}

TEST_F(CompareSessionTest, takesTheWindowsSettings) {
    loadClips();
    TransferSettings moved = window->settings();
    moved.styleWeight = 0.25;
    window->setSettings(moved);
    start();
    ASSERT_TRUE(eventually([&] { return says("Written to"); }));
    EXPECT_EQ(fake.runs()[0].styleWeight, 0.25);
    EXPECT_EQ(fake.runs()[1].styleWeight, defaultSettings("dipani").styleWeight);
}

TEST_F(CompareSessionTest, theEstimatesFollowTheWindowsSettings) {
    loadClips();
    action()->trigger();
    ASSERT_TRUE(eventually([&] { return says("about 45.0 s"); }));
    TransferSettings moved = window->settings();
    moved.steps = 30;
    window->setSettings(moved);
    Q_EMIT window->settingsChanged(moved);
    EXPECT_TRUE(eventually([&] { return says("about 30.0 s"); }));
}

TEST_F(CompareSessionTest, theWindowGoesOnBesideItAndThePageSaysSo) {
    std::atomic<bool> ends{false};
    fake.setRun([&](TransferObserver&, RunControl&, const TransferSettings& s) {
        while (!ends)
            std::this_thread::yield();
        return finishedResult(s);
    });
    start();
    EXPECT_FALSE(dialog()->isModal());
    Q_EMIT window->runRequested(window->settings());
    ends = true;
    ASSERT_TRUE(eventually([&] { return says("Something else ran beside it"); }));
    EXPECT_EQ(fake.runs().size(), 3U);
    const std::string json = readBytes(folder / "comparison/comparison.json");
    EXPECT_NE(json.find("\"bytes\": null"), std::string::npos);
    EXPECT_EQ(json.find("\"bytes\": 0"), std::string::npos);
}

TEST_F(CompareSessionTest, itsResultsComeBackAsTakes) {
    loadClips();
    window->setRegion(ClipRole::content, Region{0.25, 0.5});
    start();
    ASSERT_TRUE(eventually([&] { return says("Written to"); }));
    const QAbstractItemModel* takes = window->takes()->list()->model();
    EXPECT_EQ(takes->rowCount(), 0);
    Q_EMIT dialog()->keepRequested();
    ASSERT_TRUE(eventually([&] { return takes->rowCount() == 2; }));
    const auto* model = static_cast<const TakesModel*>(takes);
    EXPECT_EQ(model->at(takes->index(1, 0))->difference, QString("Tonegraft"));
    EXPECT_EQ(model->at(takes->index(0, 0))->name, QString("content in style 2"));
    EXPECT_EQ(model->at(takes->index(0, 0))->timbre, QString("0 %")); // as measured for the page
    EXPECT_EQ(window->takes()->current(), model->at(takes->index(0, 0))->id);
    // Exported as any other.
    ExportChoices choices;
    choices.folder = QString::fromStdString(folder.path().string());
    choices.name = "out";
    Q_EMIT window->exportRequested(choices);
    ASSERT_TRUE(eventually([&] { return std::filesystem::exists(folder / "out.wav"); }));
    EXPECT_EQ(readClip(folder / "out.wav").clip.sampleCount(), 8000U);
}

TEST_F(CompareSessionTest, closingTheProgramEndsIt) {
    fake.setRun([](TransferObserver&, RunControl& control, const TransferSettings& s) {
        return runUntilEnding(control, s);
    });
    start();
    ASSERT_TRUE(eventually([&] { return fake.runs().size() == 1; }));
    constexpr int kLongestMs = 10000;
    EXPECT_TRUE(controller->shutDown(kLongestMs));
    EXPECT_FALSE(std::filesystem::exists(folder / "comparison"));
}

} // namespace
} // namespace tonegraft::test
