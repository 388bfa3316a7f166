// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/takes/VariationsSession.h"

#include "app/window/AppFixture.h"
#include "ui/takes/TakesPanel.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSpinBox>

#include <atomic>
#include <set>

namespace tonegraft::test {
namespace {

class VariationsSessionTest : public AppFixture {
protected:
    VariationsDialog* dialog() const { return window->findChild<VariationsDialog*>(); }
    QPushButton* button() const { return dialog()->findChild<QPushButton*>(); }
    int takes() const { return window->takes()->list()->model()->rowCount(); }
    QString state() const {
        for (const QLabel* label : dialog()->findChildren<QLabel*>())
            if (label->accessibleName() == "State")
                return label->text();
        return {};
    }
    void openWith(const char* method, int count) {
        loadClips();
        window->applySettings(defaultSettings(method));
        Q_EMIT window->takes()->variationsWanted();
        ASSERT_TRUE(dialog()->isVisible());
        dialog()->findChild<QSpinBox*>()->setValue(count);
    }
};

TEST_F(VariationsSessionTest, eachIsATakeAndTheWindowsSettingsStay) {
    openWith("musaic", 3);
    EXPECT_FALSE(dialog()->isModal());
    EXPECT_EQ(dialog()->moved(), QStringList("seed")) << "it alone, where it matters";
    button()->click();
    ASSERT_TRUE(eventually([&] { return takes() == 3; }));
    std::set<std::uint64_t> seeds;
    for (const TransferSettings& settings : fake.runs())
        seeds.insert(settings.seed);
    EXPECT_EQ(seeds, (std::set<std::uint64_t>{2, 3, 4}));
    EXPECT_EQ(window->settings().seed, 1U);
    EXPECT_TRUE(eventually([&] { return state().isEmpty(); }));
    EXPECT_EQ(runs(), 3U);
}

TEST_F(VariationsSessionTest, withoutASeedTheControlsMove) {
    openWith("tonegraft", 4);
    EXPECT_FALSE(dialog()->moved().contains("seed"));
    EXPECT_TRUE(dialog()->moved().contains("style-weight"));
    button()->click();
    ASSERT_TRUE(eventually([&] { return takes() == 4; }));
    std::set<double> weights;
    for (const TransferSettings& settings : fake.runs())
        weights.insert(settings.keepMelody);
    EXPECT_GT(weights.size(), 1U);
}

TEST_F(VariationsSessionTest, stopEndsThemAll) {
    openWith("musaic", 5);
    fake.setRun([](TransferObserver& observer, RunControl& control, const TransferSettings& s) {
        reportStep(observer, 1);
        return runUntilEnding(control, s);
    });
    button()->click();
    ASSERT_TRUE(eventually([&] { return state() == "Run 1 of 5"; }));
    ASSERT_TRUE(untilState(RunState::running));
    Q_EMIT window->stopRequested();
    ASSERT_TRUE(eventually([&] { return takes() == 1 && state().isEmpty(); }));
    EXPECT_EQ(runs(), 1U);
}

TEST_F(VariationsSessionTest, canBeEndedAfterTheOneThatGoesOn) {
    openWith("musaic", 5);
    std::atomic<bool> ends{false};
    fake.setRun([&](TransferObserver&, RunControl&, const TransferSettings& s) {
        while (!ends)
            std::this_thread::yield();
        return finishedResult(s);
    });
    button()->click();
    ASSERT_TRUE(eventually([&] { return state() == "Run 1 of 5"; }));
    button()->click();
    EXPECT_FALSE(button()->isEnabled());
    ends = true;
    ASSERT_TRUE(eventually([&] { return takes() == 1 && state().isEmpty(); }));
    EXPECT_EQ(runs(), 1U);
}

TEST_F(VariationsSessionTest, aFailureAndAnotherClipEndThem) {
    openWith("musaic", 5);
    fake.setRun([](TransferObserver&, RunControl&, const TransferSettings&) -> TransferResult {
        throw Error("The objective is not finite.");
    });
    button()->click();
    ASSERT_TRUE(untilMessage("not finite"));
    EXPECT_TRUE(state().isEmpty());
    EXPECT_EQ(runs(), 1U);
    fake.setRun([](TransferObserver&, RunControl& control, const TransferSettings& s) {
        return runUntilEnding(control, s);
    });
    button()->click();
    ASSERT_TRUE(eventually([&] { return runs() == 2; }));
    Q_EMIT window->swapRequested();
    ASSERT_TRUE(untilState(RunState::idle));
    EXPECT_TRUE(state().isEmpty());
    EXPECT_EQ(runs(), 2U);
}

TEST_F(VariationsSessionTest, withoutClipsItSaysWhatIsMissing) {
    Q_EMIT window->takes()->variationsWanted();
    EXPECT_FALSE(button()->isEnabled());
    EXPECT_TRUE(state().contains("Choose a content"));
}

} // namespace
} // namespace tonegraft::test
