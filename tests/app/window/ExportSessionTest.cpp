// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AppFixture.h"
#include "ui/results/ExportDialog.h"
#include "ui/takes/TakesPanel.h"

#include <QListView>
#include <QMessageBox>
#include <QRadioButton>
#include <QTest>

namespace tonegraft::test {
namespace {

class ExportSessionTest : public AppFixture {};

TEST_F(ExportSessionTest, exportsTheResult) {
    loadClips();
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    Q_EMIT window->exportRequested(choicesFor("out"));
    ASSERT_TRUE(eventually([this] { return fake.written().size() == 1; }));
    EXPECT_EQ(fake.written().front(), folder / "out.wav");
}

TEST_F(ExportSessionTest, theResultOfOtherClipsCanStillBeExported) {
    loadClips("a.wav", "b.wav");
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    Q_EMIT window->swapRequested();
    ASSERT_TRUE(resultShown());
    exportAction()->trigger();
    ExportChoices choices = window->findChild<ExportDialog*>()->choices();
    EXPECT_EQ(choices.result, ExportedResult::previous);
    EXPECT_TRUE(choices.name.contains("a in b 1")) << choices.name.toStdString();
    choices.folder = QString::fromStdString(folder.path().string());
    choices.report = true;
    Q_EMIT window->exportRequested(choices);
    ASSERT_TRUE(eventually([this] { return fake.written().size() == 2; }));
    EXPECT_EQ(fake.written().front(), folder / (choices.name + ".wav").toStdString());
}

TEST_F(ExportSessionTest, theNameOfATakeIsProposedAndReplacesNothing) {
    writeBytes(folder / "content.wav", "");
    controller->open(folder / "content.wav", "style.wav");
    ASSERT_TRUE(eventually([this] { return window->windowTitle().contains("style.wav"); }));
    const auto proposed = [this] {
        exportAction()->trigger();
        ExportDialog* dialog = window->findChildren<ExportDialog*>().last();
        dialog->close();
        return dialog->choices().name;
    };
    for (std::size_t made = 1; made <= 3; ++made) {
        run();
        ASSERT_TRUE(eventually([&] {
            return runs() == made && window->runState() == RunState::idle &&
                   window->takes()->list()->model()->rowCount() == static_cast<int>(made);
        }));
    }
    EXPECT_EQ(proposed(), "content in style 3");
    const QAbstractItemModel* rows = window->takes()->list()->model();
    window->takes()->list()->setCurrentIndex(rows->index(1, 0));
    EXPECT_EQ(proposed(), "content in style 2");
    Q_EMIT window->takes()->renamed(window->takes()->current(), "the good one");
    EXPECT_EQ(proposed(), "the good one");
    window->takes()->list()->setCurrentIndex(rows->index(0, 0));
    EXPECT_EQ(proposed(), "content in style 3");
    writeBytes(folder / "content in style 3.wav", "exported before");
    Q_EMIT window->exportRequested(choicesFor("elsewhere"));
    ASSERT_TRUE(eventually([this] { return fake.written().size() == 1; }));
    EXPECT_EQ(proposed(), "content in style 3 (2)");
    EXPECT_NE(fake.optionsOfSound().comment.find("(content 'content.wav', style 'style.wav')"),
              std::string::npos);
}

TEST_F(ExportSessionTest, aRegionChosenAfterTheRunCanBeExportedAlone) {
    loadClips();
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    window->setRegion(ClipRole::content, Region{0.25, 0.5});
    Q_EMIT window->regionChanged(ClipRole::content, Region{0.25, 0.5});
    exportAction()->trigger();
    auto* dialog = window->findChild<ExportDialog*>();
    for (const QRadioButton* extent : dialog->findChildren<QRadioButton*>())
        EXPECT_TRUE(extent->isVisible());
    dialog->close();
    ExportChoices choices = choicesFor("part");
    choices.whole = false;
    Q_EMIT window->exportRequested(choices);
    ASSERT_TRUE(eventually([this] { return fake.written().size() == 1; }));
    EXPECT_EQ(fake.samplesWritten(), 4000U);
}

TEST_F(ExportSessionTest, asksBeforeWhatTookLongIsLost) {
    loadClips();
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings& settings) {
        TransferResult result = finishedResult(settings);
        result.seconds.total = 60.0;
        return result;
    });
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    window->close();
    EXPECT_TRUE(window->isVisible());
    auto* question = window->findChild<QMessageBox*>();
    ASSERT_NE(question, nullptr);
    EXPECT_TRUE(question->text().contains("1 min")) << question->text().toStdString();
    question->reject();
    Q_EMIT window->exportRequested(choicesFor("out"));
    ASSERT_TRUE(eventually([this] {
        window->close();
        return !window->isVisible();
    }));
    EXPECT_EQ(fake.written().size(), 1U);
}

TEST_F(ExportSessionTest, whoWantsToCloseAllTheSameCan) {
    loadClips();
    window->setClosingQuestion([] { return QStringLiteral("Something would be lost."); });
    window->close();
    ASSERT_TRUE(window->isVisible());
    const auto* question = window->findChild<QMessageBox*>();
    for (QAbstractButton* button : question->buttons())
        if (question->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    EXPECT_FALSE(window->isVisible());
}

TEST_F(ExportSessionTest, anExportThatFailsSaysWhy) {
    loadClips();
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    Q_EMIT window->exportRequested(choicesFor("refused"));
    EXPECT_TRUE(untilMessage("the disk is full"));
}

TEST_F(ExportSessionTest, anExportOverAClipIsRefused) {
    writeBytes(folder / "style.wav", "the only recording of it");
    controller->open("content.wav", folder / "style.wav");
    ASSERT_TRUE(eventually([this] { return window->windowTitle().contains("style.wav"); }));
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    Q_EMIT window->exportRequested(choicesFor("style"));
    EXPECT_TRUE(untilMessage("one of the clips"));
    EXPECT_TRUE(fake.written().empty());
}

TEST_F(ExportSessionTest, exportsOfAPreviewWriteItsFinalVersion) {
    makePreview(Outcome::finished);
    Q_EMIT window->exportRequested(choicesFor("one"));
    Q_EMIT window->exportRequested(choicesFor("two"));
    ASSERT_TRUE(eventually([this] { return fake.written().size() == 2; }));
    EXPECT_EQ(fake.written(), (std::vector{folder / "one.wav", folder / "two.wav"}));
    EXPECT_EQ(runs(), 2U);
}

TEST_F(ExportSessionTest, anExportThatWaitsIsNotOfATakeThatIsLookedAtMeanwhile) {
    loadClips();
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings& s) {
        return finishedResult(s, false);
    });
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    ASSERT_TRUE(untilState(RunState::idle));
    stopSteeredRun(Outcome::cancelled); // the final version goes on until it is ended
    ASSERT_TRUE(untilState(RunState::idle));
    Q_EMIT window->exportRequested(choicesFor("out"));
    ASSERT_TRUE(untilState(RunState::running));
    QListView* takes = window->takes()->list();
    takes->setCurrentIndex(takes->model()->index(takes->model()->rowCount() - 1, 0));
    QTest::qWait(200);
    EXPECT_TRUE(fake.written().empty());
}

TEST_F(ExportSessionTest, anExportThatWaitsSaysSoWhenItsClipsGo) {
    makePreview(Outcome::cancelled);
    Q_EMIT window->exportRequested(choicesFor("out"));
    ASSERT_TRUE(eventually([this] { return runs() == 2; }));
    Q_EMIT window->contentChosen("other.wav");
    EXPECT_TRUE(untilMessage("out.wav was not written"));
    EXPECT_TRUE(fake.written().empty());
}

TEST_F(ExportSessionTest, aProposedNameIsFree) {
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
    ASSERT_TRUE(eventually([&] { return proposed().name == "content in style 2"; }));
}

TEST_F(ExportSessionTest, closingInMidRunEndsIt) {
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

TEST_F(ExportSessionTest, anExportUnderWayIsFinishedBeforeTheEnd) {
    loadClips();
    run();
    ASSERT_TRUE(eventually([this] { return resultShown(); }));
    Q_EMIT window->exportRequested(choicesFor("out"));
    window->close();
    constexpr int kPatienceMs = 5000;
    EXPECT_TRUE(controller->shutDown(kPatienceMs));
    EXPECT_EQ(fake.written().size(), 1U);
}

TEST_F(ExportSessionTest, aRunOnItsWayWhenItIsClosedWithoutShutDownEndsToo) {
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
