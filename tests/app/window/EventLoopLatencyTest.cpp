// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AppController.h"

#include "app/window/FakeEngine.h"
#include "support/ProcessorTicks.h"
#include "support/TempFolder.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/panes/SpectrogramView.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

namespace tonegraft::test {
namespace {

using Clock = std::chrono::steady_clock;

/// Posts an event to the GUI thread every few milliseconds, as a user's input would come in, and
/// keeps how long each of them waited.
class LatencyProbe : public QObject {
public:
    LatencyProbe() {
        m_thread = std::thread([this] {
            for (auto next = Clock::now(); !m_done; next += kEvery) {
                std::this_thread::sleep_until(next);
                QMetaObject::invokeMethod(
                    this, [this, posted = Clock::now()] { keep(posted); }, Qt::QueuedConnection);
            }
        });
    }
    ~LatencyProbe() override { finish(); }

    void finish() {
        m_done = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    double percentileMs(double percent) const {
        std::vector<double> sorted = m_waits;
        std::sort(sorted.begin(), sorted.end());
        return sorted.at(static_cast<std::size_t>(percent / 100.0 * (sorted.size() - 1)));
    }
    std::size_t count() const { return m_waits.size(); }

private:
    static constexpr auto kEvery = std::chrono::milliseconds(4);

    void keep(Clock::time_point posted) {
        m_waits.push_back(std::chrono::duration<double, std::milli>(Clock::now() - posted).count());
    }

    std::atomic<bool> m_done{false};
    std::vector<double> m_waits;
    std::thread m_thread;
};

/// Counts the times a widget is painted: of the output's pane in a run, one for each newer state.
class PaintCounter : public QObject {
public:
    explicit PaintCounter(QWidget* watched) { watched->installEventFilter(this); }

    int count() const { return static_cast<int>(m_times.size()); }
    double aSecond() const {
        const std::chrono::duration<double> seconds = m_times.back() - m_times.front();
        return (count() - 1) / seconds.count();
    }

private:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint)
            m_times.push_back(Clock::now());
        return false;
    }

    std::vector<Clock::time_point> m_times;
};

TEST(EventLoopLatency, staysBelowFiftyMillisecondsInARealRun) {
    const TempFolder folder;
    MainWindow window(methods());
    AppController controller(
        window, engineFunctions(),
        SettingsFile(QString::fromStdString((folder / "settings.ini").string())), QString());
    window.show();
    const std::filesystem::path demo = TONEGRAFT_DEMO_CLIPS;
    controller.open(demo / "tune-piano.flac", demo / "style-brass.flac");
    constexpr int kLongestMs = 180000;
    const auto until = [](const std::function<bool()>& condition) {
        return QTest::qWaitFor(condition, kLongestMs);
    };
    ASSERT_TRUE(until([&] {
        return window.windowTitle().contains("piano") && window.windowTitle().contains("brass");
    }));

    const ProcessorTicks before = ProcessorTicks::now();
    LatencyProbe probe;
    const PaintCounter pictures(
        window.findChild<SpectrogramStack*>()->view(SpectrogramStack::output));
    Q_EMIT window.runRequested(window.settings());
    ASSERT_EQ(window.runState(), RunState::running);
    ASSERT_TRUE(until([&] { return window.runState() == RunState::idle; }));
    probe.finish();
    const double stolen = before.stolenSince();
    QCoreApplication::processEvents();

    std::cout << "event-loop latency of " << probe.count() << " events: median "
              << probe.percentileMs(50) << " ms, p99 " << probe.percentileMs(99) << " ms, worst "
              << probe.percentileMs(100) << " ms; " << 100.0 * stolen
              << " % of the processors stolen\n";
    ASSERT_GT(probe.count(), 20U);
    ASSERT_GT(pictures.count(), 1);
    std::cout << "output painted " << pictures.count() << " times, " << pictures.aSecond()
              << " times a second\n";
    if (stolen > ProcessorTicks::kMostStolen)
        GTEST_SKIP() << ProcessorTicks::kWhy;
    constexpr double kLongestWaitMs = 50.0;
    EXPECT_LE(probe.percentileMs(99), kLongestWaitMs);
}

} // namespace
} // namespace tonegraft::test
