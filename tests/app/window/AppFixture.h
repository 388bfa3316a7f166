// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/AppController.h"
#include "app/window/FakeEngine.h"
#include "support/TempFolder.h"
#include "tonegraft/Methods.h"
#include "ui/kit/MessageBar.h"

#include <QAction>

#include <gtest/gtest.h>

namespace tonegraft::test {

/// The whole window with an engine that does what the test says.
class AppFixture : public testing::Test {
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
                                                     SettingsFile(file("settings.ini")), QString());
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
    void makePreview(Outcome next) {
        loadClips();
        stopSteeredRun(next);
        ASSERT_TRUE(eventually([this] { return resultShown(); }));
    }
    /// Stops a run whose style weight was moved; the next run ends as is said.
    void stopSteeredRun(Outcome next) {
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
        Q_EMIT window->steered("style-weight", 0.25);
        Q_EMIT window->stopRequested();
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

} // namespace tonegraft::test
