// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runs/EstimateSession.h"

#include "app/window/FakeEngine.h"
#include "tonegraft/Methods.h"
#include "ui/results/RunStatus.h"
#include "ui/settings/MethodList.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

class EstimateSessionTest : public testing::Test {
protected:
    FakeEngine fake;
    MainWindow window{methods()};
    EstimateSession estimates{window, fake.functions()};
    ShownClip content;
    ShownClip style;

    void SetUp() override {
        content.clip = std::make_shared<const AudioClip>(shortClip());
        style.clip = content.clip;
        window.showClip(ClipRole::content, content);
        window.showClip(ClipRole::style, style);
        estimates.setClips(content.clip, style.clip);
    }
    /// In the status line; the fake estimates a second for each step.
    bool untilSaid(const QString& time) {
        return eventually(
            [&] { return window.findChild<RunStatus*>()->text().contains("about " + time + " "); });
    }
    ShownResult resultThatTook(double seconds, Outcome outcome = Outcome::finished) {
        ShownResult shown;
        TransferResult result = finishedResult(window.settings());
        result.seconds.total = seconds;
        result.outcome = outcome;
        shown.result = std::make_shared<const TransferResult>(result);
        shown.clips = std::make_shared<const ClipPair>(ClipPair{content, style});
        return shown;
    }
    int steps() const { return window.settings().steps; }
};

TEST_F(EstimateSessionTest, WhatARunTookCorrectsTheNext) {
    ASSERT_TRUE(untilSaid(QString::number(steps()) + ".0 s"));
    estimates.learn(resultThatTook(3.0 * steps()));
    EXPECT_TRUE(untilSaid(QString::number(3 * steps()) + ".0 s"))
        << window.findChild<RunStatus*>()->text().toStdString();
}

TEST_F(EstimateSessionTest, AStoppedRunTeachesNothing) {
    ASSERT_TRUE(untilSaid(QString::number(steps()) + ".0 s"));
    estimates.learn(resultThatTook(0.5, Outcome::stopped));
    Q_EMIT window.settingsChanged(window.settings());
    EXPECT_FALSE(QTest::qWaitFor(
        [this] { return !window.findChild<RunStatus*>()->text().contains("about 12.0 s"); }, 300));
}

TEST_F(EstimateSessionTest, EveryMethodOfTheListSaysItsTime) {
    const auto* list = window.findChild<MethodList*>();
    EXPECT_TRUE(eventually([&] {
        for (int row = 0; row < static_cast<int>(methods().size()); ++row)
            if (list->time(row).isEmpty())
                return false;
        return true;
    }));
    estimates.setClips(nullptr, nullptr);
    EXPECT_TRUE(list->time(0).isEmpty());
}

} // namespace
} // namespace tonegraft::test
