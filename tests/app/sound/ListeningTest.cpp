// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sound/PlayerFixture.h"
#include "app/window/AppController.h"
#include "app/window/FakeEngine.h"
#include "support/TempFolder.h"
#include "ui/results/LossChart.h"
#include "ui/takes/BlindDialog.h"
#include "ui/takes/TakesPanel.h"
#include "ui/window/TransportBar.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>

#include <atomic>
#include <thread>

namespace tonegraft::test {
namespace {

/// The window, an engine whose runs sound as the test says, and a real sound server.
class ListeningTest : public testing::Test {
protected:
    TempFolder folder;
    FakeEngine fake;
    SoundServer* server = nullptr;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<AppController> controller;
    // Of the run under way.
    std::atomic<bool> listened{false};
    std::atomic<double> stateHz{0.0};
    std::atomic<double> resultHz{kOutputHz};

    void SetUp() override {
        server = sharedServer();
        if (!SoundServer::installed())
            GTEST_SKIP() << "pulseaudio and pulseaudio-utils are not installed: nothing is played";
        ASSERT_NE(server, nullptr);
        ASSERT_TRUE(server->addSink());
        EngineFunctions engine = fake.functions();
        engine.read = [](const std::filesystem::path& path, const ReadOptions&) {
            const double hz = path.filename() == "content.wav" ? kContentHz : kStyleHz;
            return LoadedClip{*tone(kRateHz, 1, hz, 1.0), "WAV", {}};
        };
        fake.setRun([this](TransferObserver& observer, RunControl& control,
                           const TransferSettings& s) { return run(observer, control, s); });
        window = std::make_unique<MainWindow>(methods());
        controller = std::make_unique<AppController>(
            *window, engine,
            SettingsFile(QString::fromStdString((folder / "settings.ini").string())), QString());
        window->show();
        controller->open("content.wav", "style.wav");
        ASSERT_TRUE(eventually([this] {
            return window->windowTitle().contains("style.wav") && source(0)->isEnabled();
        }));
        Q_EMIT window->loopToggled(true);
        Q_EMIT window->levelMatchToggled(false);
    }
    void TearDown() override {
        if (controller)
            controller->shutDown(kPatienceMs);
        controller.reset();
        window.reset();
        if (server)
            server->removeAll();
    }

    /// Until it is stopped; says how it sounds while someone listens.
    TransferResult run(TransferObserver& observer, RunControl& control,
                       const TransferSettings& settings) {
        double told = 0.0;
        while (!control.ending()) {
            listened = control.listening();
            const double hz = stateHz;
            if (control.listening() && hz != told) {
                auto state = std::make_shared<AudibleState>();
                state->clip = *tone(kRateHz, 1, hz, 1.0);
                observer.onAudible(state);
                told = hz;
            }
            std::this_thread::yield();
        }
        TransferResult result = finishedResult(settings);
        result.outcome = control.cancelled() ? Outcome::cancelled : Outcome::stopped;
        result.losses = {lossOfStep(1)};
        result.output = *tone(kRateHz, 1, resultHz, 1.0);
        return result;
    }
    void startRun() { Q_EMIT window->runRequested(window->settings()); }
    bool endRun() {
        Q_EMIT window->stopRequested();
        return eventually([this] { return window->runState() == RunState::idle; });
    }
    QAction* source(int index) const {
        for (QAction* action : window->findChildren<QAction*>())
            if (action->text().startsWith(QString::number(index + 1) + ' '))
                return action;
        return nullptr;
    }
    void choose(Source wanted) { source(static_cast<int>(wanted))->trigger(); }
    void play(bool playing) { Q_EMIT window->playToggled(playing); }
    double shownSeconds() const {
        for (const QLabel* label : window->transport()->findChildren<QLabel*>())
            if (label->accessibleName() == "Playhead")
                return label->text().section(' ', 0, 0).toDouble();
        return -1.0;
    }
    /// What sounds from now on, after what was on its way.
    int hears() {
        constexpr std::size_t kPiece = kRateHz / 10;
        EXPECT_TRUE(server->startRecording());
        EXPECT_TRUE(QTest::qWaitFor([this] { return server->recordedSamples() > kRateHz / 2; },
                                    kPatienceMs));
        const std::vector<float> heard = server->recording();
        return toneOf(heard.data() + heard.size() - kPiece, kPiece);
    }
};

TEST_F(ListeningTest, aRunIsHeardAsItGrowsAndThenItsResult) {
    play(true);
    startRun();
    EXPECT_EQ(hears(), 440);
    EXPECT_FALSE(listened); // nobody asked for the output
    choose(Source::output);
    ASSERT_TRUE(eventually([this] { return listened.load(); }));
    stateHz = kStyleHz;
    EXPECT_EQ(hears(), 660);
    stateHz = kPreviousHz;
    EXPECT_EQ(hears(), 1100);
    ASSERT_TRUE(endRun());
    EXPECT_EQ(hears(), 880);
}

TEST_F(ListeningTest, whoStopsListeningIsNotSungTo) {
    startRun();
    choose(Source::output);
    play(true);
    ASSERT_TRUE(eventually([this] { return listened.load(); }));
    choose(Source::style);
    ASSERT_TRUE(eventually([this] { return !listened.load(); }));
    choose(Source::output);
    ASSERT_TRUE(eventually([this] { return listened.load(); }));
    play(false);
    ASSERT_TRUE(eventually([this] { return !listened.load(); }));
    ASSERT_TRUE(endRun());
}

TEST_F(ListeningTest, untilTheRunHasSomethingToSayTheSoundGoesOn) {
    play(true);
    startRun();
    choose(Source::output);
    EXPECT_EQ(hears(), 440);
    stateHz = kStyleHz;
    EXPECT_EQ(hears(), 660);
    ASSERT_TRUE(endRun());
}

TEST_F(ListeningTest, theResultBeforeCanBeComparedInTheRunAndAfterIt) {
    EXPECT_FALSE(source(3)->isEnabled());
    startRun();
    resultHz = kOutputHz;
    ASSERT_TRUE(endRun());
    EXPECT_FALSE(source(3)->isEnabled());
    play(true);
    choose(Source::output);
    EXPECT_EQ(hears(), 880);
    stateHz = kStyleHz;
    resultHz = kPreviousHz;
    startRun();
    ASSERT_TRUE(eventually([this] { return source(3)->isEnabled(); }));
    EXPECT_EQ(hears(), 660);
    choose(Source::previous);
    EXPECT_EQ(hears(), 880);
    ASSERT_TRUE(endRun());
    EXPECT_EQ(hears(), 1100); // what is seen
    choose(Source::previous);
    EXPECT_EQ(hears(), 880);
}

TEST_F(ListeningTest, theResultBeforeARunThatFailedCanStillBeHeard) {
    startRun();
    ASSERT_TRUE(endRun());
    std::atomic<bool> shown{false}; // the result before is gone from the window
    fake.setRun([&shown](TransferObserver& observer, RunControl&,
                         const TransferSettings&) -> TransferResult {
        reportStep(observer, 1);
        while (!shown)
            std::this_thread::yield();
        throw Error("The objective is not finite.");
    });
    startRun();
    const auto* chart = window->findChild<LossChart*>();
    const bool drawn =
        eventually([chart] { return chart->drawnPoints(LossChart::total).size() == 1; });
    shown = true;
    ASSERT_TRUE(drawn);
    ASSERT_TRUE(eventually([this] { return window->runState() == RunState::idle; }));
    ASSERT_TRUE(source(2)->isEnabled());
    choose(Source::output);
    play(true);
    EXPECT_EQ(hears(), 880);
}

TEST_F(ListeningTest, theTakeThatIsSelectedIsHeardInstead) {
    startRun();
    ASSERT_TRUE(endRun());
    resultHz = kPreviousHz;
    startRun();
    ASSERT_TRUE(endRun());
    choose(Source::output);
    play(true);
    EXPECT_EQ(hears(), 1100);
    QListView* takes = window->takes()->list();
    takes->setCurrentIndex(takes->model()->index(1, 0));
    EXPECT_EQ(hears(), 880);
    choose(Source::previous);
    EXPECT_EQ(hears(), 1100);
}

TEST_F(ListeningTest, inABlindTestTheTwoTakesAreHeardUntilItIsClosed) {
    startRun();
    ASSERT_TRUE(endRun());
    resultHz = kPreviousHz;
    startRun();
    ASSERT_TRUE(endRun());
    choose(Source::style);
    Q_EMIT window->takes()->blindTestWanted(window->takes()->current());
    auto* dialog = window->findChild<BlindDialog*>();
    const auto press = [dialog](const QString& text) {
        for (QPushButton* button : dialog->findChildren<QPushButton*>())
            if (button->text() == text)
                button->click();
    };
    press("A"); // it plays what it is asked for
    EXPECT_EQ(hears(), 1100);
    press("B");
    EXPECT_EQ(hears(), 880);
    for (int trial = 0; trial < 3; ++trial) {
        press("X");
        EXPECT_EQ(hears(), dialog->test().xIsSecond() ? 880 : 1100);
        press("X is A");
    }
    EXPECT_TRUE(source(1)->isChecked());
    dialog->close();
    EXPECT_EQ(hears(), 660);
}

TEST_F(ListeningTest, theResultOfOtherClipsIsHeardAsThePrevious) {
    startRun();
    ASSERT_TRUE(endRun());
    EXPECT_FALSE(source(3)->isEnabled());
    choose(Source::output);
    Q_EMIT window->swapRequested();
    EXPECT_FALSE(source(2)->isEnabled());
    EXPECT_TRUE(source(0)->isChecked());
    ASSERT_TRUE(source(3)->isEnabled());
    choose(Source::previous);
    play(true);
    EXPECT_EQ(hears(), 880);
}

TEST_F(ListeningTest, theRegionOfWhatIsHeardLoops) {
    double least = 1.0;
    double most = 0.0;
    const auto turns = [&] {
        least = 1.0;
        most = 0.0;
        EXPECT_TRUE(server->startRecording());
        return QTest::qWaitFor(
            [&] {
                const double now = shownSeconds();
                least = std::min(least, now);
                most = std::max(most, now);
                return server->recordedSamples() > kRateHz;
            },
            kPatienceMs);
    };
    const auto chooseRegion = [this](ClipRole role, std::optional<Region> region) {
        window->setRegion(role, region);
        Q_EMIT window->regionChanged(role, region);
    };
    constexpr double kShown = 0.11; // to one decimal, and the playhead is smoothed
    chooseRegion(ClipRole::content, Region{0.5, 0.3});
    play(true);
    ASSERT_TRUE(turns());
    EXPECT_NEAR(least, 0.5, kShown);
    EXPECT_NEAR(most, 0.8, kShown);
    // The style has none of its own, and then another.
    choose(Source::style);
    ASSERT_TRUE(turns());
    EXPECT_NEAR(most, 0.8, kShown);
    chooseRegion(ClipRole::style, Region{0.1, 0.25});
    ASSERT_TRUE(turns());
    EXPECT_NEAR(least, 0.1, kShown);
    EXPECT_NEAR(most, 0.35, kShown);
    choose(Source::content);
    chooseRegion(ClipRole::content, std::nullopt);
    ASSERT_TRUE(turns());
    EXPECT_NEAR(least, 0.0, kShown);
    EXPECT_NEAR(most, 1.0, kShown);
}

TEST_F(ListeningTest, theVolumeOfTheWindowIsHeard) {
    play(true);
    window->transport()->setVolume(100);
    Q_EMIT window->transport()->volumeChanged(50);
    hears();
    const std::vector<float> heard = server->recording();
    constexpr double kRounding = 1e-3;
    EXPECT_NEAR(*std::max_element(heard.end() - kRateHz / 5, heard.end()), kAmplitude / 8,
                kRounding);
}

} // namespace
} // namespace tonegraft::test
