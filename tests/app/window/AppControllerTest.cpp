// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AppFixture.h"
#include "ui/results/RunStatus.h"
#include "ui/settings/ParameterControl.h"
#include "ui/settings/SettingsPanel.h"

namespace tonegraft::test {
namespace {

class AppControllerTest : public AppFixture {};

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
    EXPECT_EQ(status(), "To run, choose a content and a style clip");
    loadClips();
    // The engine here takes a second for each step and second of the content, which has one.
    ASSERT_TRUE(
        eventually([&] { return status().contains("a run takes about 12.0 s and 123 MB"); }));
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
    Q_EMIT window->steered("style-weight", 0.25);
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
    Q_EMIT window->steered("style-weight", 0.25);
    Q_EMIT window->stopRequested();
    // The hand has rested, so that a final version would begin with the preview's end.
    EXPECT_TRUE(untilState(RunState::idle));
    EXPECT_EQ(runs(), 1U);
}

TEST_F(AppControllerTest, remembersSettingsFromOneStartToTheNext) {
    TransferSettings settings = defaultSettings("tonegraft");
    settings.styleWeight = 0.625;
    settings.steps = 17;
    window->setSettings(settings);
    window->setSettings(defaultSettings("dipani"));
    window->close();
    open();
    EXPECT_EQ(window->settings().method, "dipani");
    EXPECT_EQ(message(), "");
    // Those of another method are there when it is chosen again.
    window->findChild<SettingsPanel*>()->control("method")->moved(0);
    EXPECT_EQ(window->settings().method, "tonegraft");
    EXPECT_EQ(window->settings().styleWeight, 0.625);
    EXPECT_EQ(window->settings().steps, 17);
}

} // namespace
} // namespace tonegraft::test
