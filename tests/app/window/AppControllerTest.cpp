// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AppController.h"

#include "app/window/FakeEngine.h"
#include "support/TempFolder.h"
#include "ui/ExportDialog.h"
#include "ui/MessageBar.h"
#include "ui/RunStatus.h"

#include <QLabel>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

class AppControllerTest : public testing::Test {
protected:
    TempFolder folder;
    FakeEngine fake;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<AppController> controller;
    /// Run states in the order in which the window was told.
    std::vector<RunState> states;

    void SetUp() override { open(); }

    void open() {
        controller.reset();
        window = std::make_unique<MainWindow>(methods());
        controller = std::make_unique<AppController>(*window, fake.functions(),
                                                     SettingsFile(file("settings.ini")));
        window->show();
    }
    QString file(const std::string& name) const {
        return QString::fromStdString((folder / name).string());
    }
    ExportChoices choicesFor(const char* name) const {
        ExportChoices choices;
        choices.folder = QString::fromStdString(folder.path().string());
        choices.name = name;
        return choices;
    }
    QString message() const {
        const auto* bar = window->findChild<MessageBar*>();
        return bar->isVisible() ? bar->text() : QString();
    }
    bool untilMessage(const QString& part) {
        return eventually([&] { return message().contains(part); });
    }
    bool untilState(RunState state) {
        return eventually([&] { return window->runState() == state; });
    }
    /// The clips are there.
    void loadClips(const char* content = "content.wav", const char* style = "style.wav") {
        controller->open(content, style);
        ASSERT_TRUE(eventually([&] {
            return window->windowTitle().contains(content) && window->windowTitle().contains(style);
        }));
    }
    /// Stops a run whose style weight was moved; the next run ends as is said.
    void makePreview(Outcome next) {
        loadClips();
        fake.setRun([next](TransferObserver& observer, RunControl& control,
                           const TransferSettings& s) {
            reportStep(observer, 1);
            return s.styleWeight > 0.5 || next == Outcome::cancelled ? runUntilEnding(control, s)
                                                                     : finishedResult(s, false);
        });
        run();
        TransferSettings moved = window->settings();
        moved.styleWeight = 0.25;
        window->setSettings(moved);
        Q_EMIT window->styleWeightSteered(0.25);
        Q_EMIT window->stopRequested();
        ASSERT_TRUE(eventually([this] { return resultShown(); }));
    }
    void run() { Q_EMIT window->runRequested(window->settings()); }
    std::size_t runs() const { return fake.runs().size(); }
    bool resultShown() const { return exportAction()->isEnabled(); }
    QAction* exportAction() const {
        for (QAction* action : window->findChildren<QAction*>())
            if (action->text().startsWith("Export"))
                return action;
        return nullptr;
    }
};

TEST_F(AppControllerTest, aRunGoesFromIdleToIdleAndShowsItsResult) {
    loadClips();
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        return runUntilEnding(control, s);
    });
    run();
    EXPECT_EQ(window->runState(), RunState::running);
    Q_EMIT window->stopRequested();
    EXPECT_EQ(window->runState(), RunState::stopping);
    ASSERT_TRUE(untilState(RunState::idle));
    EXPECT_TRUE(resultShown());
}

TEST_F(AppControllerTest, runsWithTheSettingsOfTheWindow) {
    loadClips();
    TransferSettings settings = window->settings();
    settings.kernelSize = 7;
    Q_EMIT window->runRequested(settings);
    ASSERT_TRUE(untilState(RunState::idle));
    ASSERT_EQ(runs(), 1U);
    EXPECT_EQ(fake.runs().front().kernelSize, 7);
}

TEST_F(AppControllerTest, saysWhatARunTakesBeforeItStarts) {
    const auto status = [this] { return window->findChild<RunStatus*>()->text(); };
    EXPECT_EQ(status(), "Ready");
    loadClips();
    // The engine here takes a second for each step and second of the content, which has one.
    ASSERT_TRUE(
        eventually([&] { return status().contains("a run takes about 45.0 s and 123 MB"); }));
    TransferSettings settings = window->settings();
    settings.steps = 20;
    window->setSettings(settings);
    Q_EMIT window->settingsChanged(settings);
    ASSERT_TRUE(eventually([&] { return status().contains("about 20.0 s"); }));
    window->setRegion(ClipRole::content, Region{0.25, 0.5});
    Q_EMIT window->regionChanged(ClipRole::content, Region{0.25, 0.5});
    ASSERT_TRUE(eventually([&] { return status().contains("about 10.0 s"); }));
}

TEST_F(AppControllerTest, runsOnTheRegionsOfTheWindow) {
    loadClips();
    window->setRegion(ClipRole::content, Region{0.25, 0.5});
    window->setRegion(ClipRole::style, Region{0.0, 0.75});
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    EXPECT_EQ(fake.samplesOfLastRun(), (std::pair<std::size_t, std::size_t>(4000, 6000)));
}

TEST_F(AppControllerTest, withoutClipsNothingRuns) {
    run();
    EXPECT_EQ(window->runState(), RunState::idle);
    EXPECT_TRUE(untilMessage("clip"));
    EXPECT_EQ(runs(), 0U);
}

TEST_F(AppControllerTest, pausesAndGoesOn) {
    loadClips();
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        return runUntilEnding(control, s);
    });
    run();
    Q_EMIT window->pauseToggled(true);
    EXPECT_EQ(window->runState(), RunState::paused);
    Q_EMIT window->pauseToggled(false);
    EXPECT_EQ(window->runState(), RunState::running);
    Q_EMIT window->pauseToggled(true);
    Q_EMIT window->stopRequested();
    EXPECT_EQ(window->runState(), RunState::stopping);
    EXPECT_TRUE(untilState(RunState::idle));
}

TEST_F(AppControllerTest, aFailedRunTellsWhyAndTheWindowGoesOn) {
    loadClips();
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings&) -> TransferResult {
        throw Error("The style is silent.");
    });
    run();
    ASSERT_TRUE(untilMessage("The style is silent."));
    EXPECT_EQ(window->runState(), RunState::idle);
    EXPECT_FALSE(resultShown());
}

TEST_F(AppControllerTest, aRunThatFailsAtOnceLeavesTheResultBefore) {
    loadClips();
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings&) -> TransferResult {
        throw Error("The style is silent.");
    });
    run();
    ASSERT_TRUE(untilMessage("The style is silent."));
    EXPECT_TRUE(resultShown());
    Q_EMIT window->exportRequested(choicesFor("out"));
    EXPECT_TRUE(eventually([this] { return fake.written().size() == 1; }));
}

TEST_F(AppControllerTest, aClipThatCannotBeReadLeavesTheOneBefore) {
    loadClips();
    Q_EMIT window->contentChosen("missing.wav");
    ASSERT_TRUE(untilMessage("no such file"));
    run();
    ASSERT_TRUE(untilState(RunState::idle));
    EXPECT_EQ(runs(), 1U);
}

TEST_F(AppControllerTest, ofTwoClipsForOneRoleTheLastOneStays) {
    Q_EMIT window->contentChosen("first.wav");
    Q_EMIT window->contentChosen("second.wav");
    loadClips("second.wav", "style.wav");
    EXPECT_TRUE(window->windowTitle().contains("second.wav"));
}

TEST_F(AppControllerTest, aNewClipEndsTheRunAndForgetsTheResult) {
    loadClips();
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        return runUntilEnding(control, s);
    });
    run();
    loadClips("other.wav", "style.wav");
    ASSERT_TRUE(untilState(RunState::idle));
    EXPECT_FALSE(resultShown());
}

TEST_F(AppControllerTest, swapsTheClips) {
    loadClips("a.wav", "b.wav");
    const QString before = window->windowTitle();
    Q_EMIT window->swapRequested();
    EXPECT_NE(window->windowTitle(), before);
    EXPECT_LT(window->windowTitle().indexOf("b.wav"), window->windowTitle().indexOf("a.wav"));
}

TEST_F(AppControllerTest, regionsAreSwappedWithTheirClips) {
    loadClips("a.wav", "b.wav");
    window->setRegion(ClipRole::content, Region{0.25, 0.5});
    Q_EMIT window->swapRequested();
    ASSERT_TRUE(window->region(ClipRole::style));
    EXPECT_EQ(*window->region(ClipRole::style), (Region{0.25, 0.5}));
    EXPECT_FALSE(window->region(ClipRole::content));
}

TEST_F(AppControllerTest, aStyleWithManyChannelsDoesNotBecomeContent) {
    loadClips("a.wav", "wide.wav");
    const QString before = window->windowTitle();
    Q_EMIT window->swapRequested();
    EXPECT_EQ(window->windowTitle(), before);
    EXPECT_TRUE(message().contains("wide.wav")) << message().toStdString();
}

TEST_F(AppControllerTest, aSteeredRunIsAPreviewThatAColdRunReplaces) {
    loadClips();
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        // The first run waits for the hand, the second finds none.
        while (s.styleWeight > 0.5 && !control.steered() && !control.ending())
            std::this_thread::yield();
        return finishedResult(s, control.steered());
    });
    run();
    TransferSettings moved = window->settings();
    moved.styleWeight = 0.25;
    window->setSettings(moved);
    Q_EMIT window->styleWeightSteered(0.25);
    Q_EMIT window->settingsChanged(moved);
    ASSERT_TRUE(eventually([this] { return runs() == 2; }));
    EXPECT_EQ(fake.runs().back().styleWeight, 0.25);
    EXPECT_TRUE(untilState(RunState::idle));
}

TEST_F(AppControllerTest, aPreviewThatWasStoppedStaysOne) {
    loadClips();
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        return runUntilEnding(control, s);
    });
    run();
    Q_EMIT window->styleWeightSteered(0.25);
    Q_EMIT window->stopRequested();
    // The hand has rested, so that a final version would begin with the preview's end.
    EXPECT_TRUE(untilState(RunState::idle));
    EXPECT_EQ(runs(), 1U);
}

TEST_F(AppControllerTest, exportsTheResult) {
    loadClips();
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    Q_EMIT window->exportRequested(choicesFor("out"));
    ASSERT_TRUE(eventually([this] { return fake.written().size() == 1; }));
    EXPECT_EQ(fake.written().front(), folder / "out.wav");
}

TEST_F(AppControllerTest, anExportThatFailsSaysWhy) {
    loadClips();
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    Q_EMIT window->exportRequested(choicesFor("refused"));
    EXPECT_TRUE(untilMessage("the disk is full"));
}

TEST_F(AppControllerTest, anExportOverAClipIsRefused) {
    writeBytes(folder / "style.wav", "the only recording of it");
    controller->open("content.wav", folder / "style.wav");
    ASSERT_TRUE(eventually([this] { return window->windowTitle().contains("style.wav"); }));
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    Q_EMIT window->exportRequested(choicesFor("style"));
    EXPECT_TRUE(untilMessage("one of the clips"));
    EXPECT_TRUE(fake.written().empty());
}

TEST_F(AppControllerTest, exportsOfAPreviewWriteItsFinalVersion) {
    makePreview(Outcome::finished);
    Q_EMIT window->exportRequested(choicesFor("one"));
    Q_EMIT window->exportRequested(choicesFor("two"));
    ASSERT_TRUE(eventually([this] { return fake.written().size() == 2; }));
    EXPECT_EQ(fake.written(), (std::vector{folder / "one.wav", folder / "two.wav"}));
    EXPECT_EQ(runs(), 2U);
}

TEST_F(AppControllerTest, anExportThatWaitsSaysSoWhenItsClipsGo) {
    makePreview(Outcome::cancelled);
    Q_EMIT window->exportRequested(choicesFor("out"));
    ASSERT_TRUE(eventually([this] { return runs() == 2; }));
    Q_EMIT window->contentChosen("other.wav");
    EXPECT_TRUE(untilMessage("out.wav was not written"));
    EXPECT_TRUE(fake.written().empty());
}

TEST_F(AppControllerTest, aProposedNameIsFree) {
    const auto proposed = [this] {
        exportAction()->trigger();
        auto* dialog = window->findChild<ExportDialog*>();
        const ExportChoices choices = dialog->choices();
        delete dialog;
        return choices;
    };
    controller->open(folder / "content.wav", "style.wav");
    ASSERT_TRUE(eventually([this] { return window->windowTitle().contains("style.wav"); }));
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    const ExportChoices first = proposed();
    ASSERT_EQ(first.folder, QString::fromStdString(folder.path().string()));
    writeBytes(folder / (first.name + ".wav").toStdString(), "an earlier result");
    run();
    ASSERT_TRUE(eventually([&] { return proposed().name == first.name + "_2"; }));
}

TEST_F(AppControllerTest, closingInMidRunEndsIt) {
    loadClips();
    std::atomic<bool> begun{false};
    std::atomic<bool> ended{false};
    fake.setRun([&](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        begun = true;
        reportStep(observer, 1);
        TransferResult result = runUntilEnding(control, s);
        ended = true;
        return result;
    });
    run();
    // A run that the worker has not begun yet is dropped, and never ends.
    ASSERT_TRUE(eventually([&] { return begun.load(); }));
    window->close();
    constexpr int kPatienceMs = 5000;
    EXPECT_TRUE(controller->shutDown(kPatienceMs));
    controller.reset();
    EXPECT_TRUE(ended);
}

TEST_F(AppControllerTest, anExportUnderWayIsFinishedBeforeTheEnd) {
    loadClips();
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    Q_EMIT window->exportRequested(choicesFor("out"));
    window->close();
    constexpr int kPatienceMs = 5000;
    EXPECT_TRUE(controller->shutDown(kPatienceMs));
    EXPECT_EQ(fake.written().size(), 1U);
}

TEST_F(AppControllerTest, remembersSettingsFromOneStartToTheNext) {
    TransferSettings settings = defaultSettings("tonegraft");
    settings.styleWeight = 0.625;
    settings.steps = 17;
    window->setSettings(settings);
    window->close();
    open();
    EXPECT_EQ(window->settings().styleWeight, 0.625);
    EXPECT_EQ(window->settings().steps, 17);
    EXPECT_EQ(message(), "");
}

TEST_F(AppControllerTest, aRunOnItsWayWhenItIsClosedWithoutShutDownEndsToo) {
    loadClips();
    fake.setRun([](TransferObserver&, RunControl& control, const TransferSettings& s) {
        return runUntilEnding(control, s);
    });
    run();
    controller.reset();
    SUCCEED(); // it would not come here if the run went on
}

} // namespace
} // namespace tonegraft::test
