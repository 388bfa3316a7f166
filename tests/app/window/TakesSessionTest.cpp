// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AppFixture.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/results/LossChart.h"
#include "ui/results/ResultPanel.h"
#include "ui/takes/TakesModel.h"
#include "ui/takes/TakesPanel.h"

#include <QListView>
#include <QSignalSpy>
#include <QTest>

namespace tonegraft::test {
namespace {

class TakesSessionTest : public AppFixture {
protected:
    TakesPanel* panel() const { return window->takes(); }
    int count() const { return panel()->list()->model()->rowCount(); }
    const ShownTake& row(int index) const {
        const auto* model = static_cast<const TakesModel*>(panel()->list()->model());
        return *model->at(model->index(index, 0));
    }
    std::string name(int index) const { return row(index).name.toStdString(); }
    std::string difference(int index) const { return row(index).difference.toStdString(); }
    std::string outputName() const {
        return window->findChild<SpectrogramStack*>()
            ->view(SpectrogramStack::output)
            ->name()
            .toStdString();
    }
    void moveStyleWeight(double weight) {
        TransferSettings settings = window->settings();
        settings.styleWeight = weight;
        window->setSettings(settings);
        Q_EMIT window->settingsChanged(settings);
    }
    void makeTake() {
        const int before = count();
        run();
        ASSERT_TRUE(eventually([&] { return count() == before + 1; }));
        ASSERT_TRUE(eventually([&] { return row(0).id == panel()->current(); }));
    }
    /// With style weights 1, 0.5, 0.25 of which the last is the first row.
    void makeThree() {
        loadClips();
        for (const double weight : {1.0, 0.5, 0.25}) {
            moveStyleWeight(weight);
            makeTake();
        }
    }
    void selectRow(int index) {
        panel()->list()->setCurrentIndex(panel()->list()->model()->index(index, 0));
    }
};

TEST_F(TakesSessionTest, everyFinishedRunBecomesTheFirstRow) {
    makeThree();
    ASSERT_EQ(count(), 3);
    EXPECT_EQ(name(0), "content in style 3");
    EXPECT_EQ(name(2), "content in style 1");
    EXPECT_EQ(difference(2), "Tonegraft");
    EXPECT_EQ(difference(0), "Style weight 25 %");
    EXPECT_FALSE(row(0).thumbnail.isNull());
    EXPECT_EQ(outputName(), "content in style 3");
}

TEST_F(TakesSessionTest, steppingThroughTakesIsHeard) {
    makeThree();
    const auto checked = [this] {
        for (const QAction* action : window->findChildren<QAction*>())
            if (action->isChecked() && action->text().size() > 2 && action->text()[1] == ' ')
                return action->text().toStdString();
        return std::string();
    };
    window->setSource(Source::content);
    Q_EMIT window->sourceChosen(Source::content);
    EXPECT_EQ(checked(), "1 Content");
    panel()->list()->setFocus();
    QTest::keyClick(panel()->list(), Qt::Key_Down);
    EXPECT_EQ(checked(), "3 Output");
    EXPECT_EQ(outputName(), "content in style 2 · not what is set now");
}

TEST_F(TakesSessionTest, theCurveOfTheTakeBeforeStandsBesideThatOfTheRun) {
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        return runUntilEnding(control, s);
    });
    loadClips();
    const auto* chart = window->findChild<LossChart*>();
    const auto ended = [&](int takes) {
        Q_EMIT window->stopRequested();
        return eventually([&] { return count() == takes && panel()->current() != 0; });
    };
    run();
    ASSERT_TRUE(eventually([&] { return chart->drawnPoints(LossChart::total).size() == 1; }));
    EXPECT_TRUE(chart->comparedPoints().isEmpty());
    ASSERT_TRUE(ended(1));
    moveStyleWeight(0.5);
    run();
    ASSERT_TRUE(eventually([&] { return chart->comparedPoints().size() == 1; }));
    EXPECT_EQ(chart->comparedName().toStdString(), "Before");
    ASSERT_TRUE(ended(2));
    EXPECT_EQ(chart->comparedName().toStdString(), "Before");
}

TEST_F(TakesSessionTest, theCurveOfTheRunStandsBesideTheTakeThatIsLookedAt) {
    loadClips();
    makeTake();
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        for (int step = 1; !control.ending(); ++step) {
            reportStep(observer, step);
            std::this_thread::yield();
        }
        return runUntilEnding(control, s);
    });
    moveStyleWeight(0.5);
    run();
    const auto* chart = window->findChild<LossChart*>();
    ASSERT_TRUE(eventually([&] { return panel()->current() == 0; })); // the run is seen
    selectRow(0);
    EXPECT_TRUE(eventually(
        [&] { return chart->comparedName() == "Run" && chart->comparedPoints().size() == 1; }));
    EXPECT_EQ(outputName(), "content in style 1 · not what is set now");
    Q_EMIT window->stopRequested();
    EXPECT_TRUE(eventually([&] { return count() == 2; }));
}

TEST_F(TakesSessionTest, theDifferenceFromATakeIsSeenUntilItIsTakenBack) {
    makeThree();
    auto* stack = window->findChild<SpectrogramStack*>();
    const SpectrogramView* difference = stack->view(SpectrogramStack::difference);
    EXPECT_FALSE(difference->isVisible());
    const quint64 reference = row(2).id;
    Q_EMIT panel()->referenceChosen(reference);
    EXPECT_TRUE(difference->isVisible());
    EXPECT_EQ(difference->name().toStdString(), "from content in style 1");
    Q_EMIT panel()->removed(reference);
    EXPECT_EQ(difference->name().toStdString(), "") << "from the content again";
}

TEST_F(TakesSessionTest, theTimbreComesWhenItIsMeasured) {
    makeThree();
    EXPECT_TRUE(eventually([&] {
        return row(0).timbre == "0 %" && row(1).timbre == "0 %" && row(2).timbre == "0 %";
    }));
}

TEST_F(TakesSessionTest, aStoppedRunIsKept) {
    loadClips();
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        return runUntilEnding(control, s);
    });
    run();
    Q_EMIT window->stopRequested();
    ASSERT_TRUE(eventually([&] { return count() == 1; }));
    EXPECT_NE(difference(0).find("stopped"), std::string::npos);
}

TEST_F(TakesSessionTest, aRunThatWasStoppedBeforeItsFirstStepIsNone) {
    loadClips();
    fake.setRun([](TransferObserver&, RunControl& control, const TransferSettings& s) {
        TransferResult result = runUntilEnding(control, s);
        result.losses.clear();
        return result;
    });
    run();
    Q_EMIT window->stopRequested();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    EXPECT_EQ(count(), 0);
}

TEST_F(TakesSessionTest, aFailedRunTakesNothingAway) {
    makeThree();
    fake.setRun(
        [](TransferObserver& observer, RunControl&, const TransferSettings&) -> TransferResult {
            reportStep(observer, 1);
            throw Error("The engine gave up.");
        });
    run();
    ASSERT_TRUE(untilMessage("gave up"));
    EXPECT_EQ(count(), 3);
    EXPECT_TRUE(resultShown());
    EXPECT_EQ(panel()->current(), row(0).id);
    EXPECT_EQ(outputName(), "content in style 3");
}

TEST_F(TakesSessionTest, aNewClipKeepsTheTakesOfTheOldOne) {
    makeThree();
    loadClips("other.wav");
    EXPECT_EQ(count(), 3);
    EXPECT_EQ(panel()->current(), 0U);
    makeTake();
    EXPECT_EQ(name(0), "other in style 1");
    EXPECT_EQ(difference(0), "Content: other.wav");
}

TEST_F(TakesSessionTest, aSelectedTakeIsTheOutputAndTheOneBeforeIsThePrevious) {
    makeThree();
    selectRow(2);
    EXPECT_EQ(outputName(), "content in style 1 · not what is set now");
    EXPECT_EQ(window->settings().styleWeight, 0.25);
    Q_EMIT window->exportRequested(choicesFor("out"));
    ASSERT_TRUE(eventually([&] { return !fake.written().empty(); }));
    EXPECT_NE(fake.optionsOfSound().comment.find("--style-weight 1"), std::string::npos)
        << fake.optionsOfSound().comment;
    ExportChoices previous = choicesFor("before");
    previous.result = ExportedResult::previous;
    Q_EMIT window->exportRequested(previous);
    ASSERT_TRUE(eventually([&] { return fake.written().size() == 2; }));
    EXPECT_NE(fake.optionsOfSound().comment.find("--style-weight 0.25"), std::string::npos);
}

TEST_F(TakesSessionTest, aTakeGivesItsSettingsBack) {
    makeThree();
    selectRow(2);
    Q_EMIT panel()->settingsWanted(row(2).id);
    EXPECT_EQ(window->settings().styleWeight, 1.0);
    EXPECT_TRUE(eventually([&] { return outputName() == "content in style 1"; }));
}

TEST_F(TakesSessionTest, aTakeGivesItsClipsAndRegionsBack) {
    loadClips();
    window->setRegion(ClipRole::content, Region{0.25, 0.5});
    makeTake();
    loadClips("other.wav", "another.wav");
    Q_EMIT panel()->clipsWanted(row(0).id);
    EXPECT_TRUE(window->windowTitle().startsWith("content.wav in the style of style.wav"));
    EXPECT_EQ(window->region(ClipRole::content), (Region{0.25, 0.5}));
    EXPECT_EQ(outputName(), "content in style 1");
}

TEST_F(TakesSessionTest, theOutputIsMarkedAsStaleWhileTheControlsSayAnother) {
    makeThree();
    moveStyleWeight(0.75);
    ASSERT_TRUE(
        eventually([&] { return outputName() == "content in style 3 · not what is set now"; }));
    moveStyleWeight(0.25);
    ASSERT_TRUE(eventually([&] { return outputName() == "content in style 3"; }));
    window->setRegion(ClipRole::content, Region{0.25, 0.5});
    Q_EMIT window->regionChanged(ClipRole::content, Region{0.25, 0.5});
    EXPECT_TRUE(
        eventually([&] { return outputName() == "content in style 3 · not what is set now"; }));
}

TEST_F(TakesSessionTest, theSameFileReadAgainIsTheSameClip) {
    makeThree();
    loadClips("other.wav");
    loadClips();
    selectRow(0);
    EXPECT_EQ(outputName(), "content in style 3");
}

TEST_F(TakesSessionTest, namesStarsAndNotesAreKept) {
    makeThree();
    const auto id = row(1).id;
    Q_EMIT panel()->renamed(id, "the good one");
    Q_EMIT panel()->starred(id, true);
    Q_EMIT panel()->noted(id, "soft attack");
    EXPECT_EQ(name(1), "the good one");
    EXPECT_TRUE(row(1).starred);
    EXPECT_EQ(row(1).note, "soft attack");
    EXPECT_EQ(row(1).difference, "Style weight 50 %");
}

TEST_F(TakesSessionTest, aDeletedTakeComesBackToItsPlaceBelowNewerOnes) {
    makeThree();
    const auto third = row(0).id;
    Q_EMIT panel()->removed(third);
    makeTake();
    QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier);
    ASSERT_EQ(count(), 4);
    EXPECT_GT(row(0).id, third);
    EXPECT_EQ(row(1).id, third);
}

TEST_F(TakesSessionTest, whereTheShownTakeIsDeletedTheNextIsShown) {
    makeThree();
    Q_EMIT panel()->removed(row(0).id);
    EXPECT_EQ(count(), 2);
    EXPECT_EQ(panel()->current(), row(0).id);
    EXPECT_EQ(outputName(), "content in style 2 · not what is set now");
    Q_EMIT panel()->removed(row(1).id);
    Q_EMIT panel()->removed(row(0).id);
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(outputName(), "");
}

TEST_F(TakesSessionTest, aTakeThatIsSelectedInARunStaysUntilTheRunEnds) {
    makeThree();
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        int step = 0;
        while (!control.ending()) {
            reportStep(observer, ++step);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return runUntilEnding(control, s);
    });
    run();
    ASSERT_TRUE(eventually([&] { return panel()->current() == 0; })); // the run is seen
    selectRow(1);
    QTest::qWait(150); // several states of the run pass by
    EXPECT_EQ(panel()->current(), row(1).id);
    EXPECT_EQ(outputName(), "content in style 2 · not what is set now");
    Q_EMIT window->stopRequested();
    ASSERT_TRUE(eventually([&] { return count() == 4; }));
    EXPECT_EQ(panel()->current(), row(0).id);
}

TEST_F(TakesSessionTest, aPreviewWaitsForItsFinalVersion) {
    loadClips();
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings& s) {
        return finishedResult(s, true);
    });
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    EXPECT_EQ(count(), 0);
}

} // namespace
} // namespace tonegraft::test
