// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runs/NetworkPreload.h"

#include "app/window/FakeEngine.h"

#include <QWidget>

#include <gtest/gtest.h>

#include <sys/resource.h>

namespace tonegraft::test {
namespace {

class NetworkPreloadTest : public testing::Test {
protected:
    std::atomic<int> opened{0};
    std::atomic<int> niceness{0};
    std::atomic<bool> mayEnd{true};
    EngineFunctions engine;
    QWidget window;

    void SetUp() override {
        engine.preload = [this] {
            niceness = getpriority(PRIO_PROCESS, 0); // on Linux, of this thread
            ++opened;
            while (!mayEnd)
                std::this_thread::yield();
        };
    }
};

TEST_F(NetworkPreloadTest, opensThemOnceWhenTheWindowIsOnTheScreen) {
    const int before = getpriority(PRIO_PROCESS, 0);
    const NetworkPreload preload(window, engine);
    QTest::qWait(2 * NetworkPreload::kRestMs);
    EXPECT_EQ(opened, 0); // nothing is shown
    window.show();
    ASSERT_TRUE(eventually([this] { return opened == 1; }));
    EXPECT_TRUE(before >= 15 || niceness > before);
    window.repaint();
    QTest::qWait(2 * NetworkPreload::kRestMs);
    EXPECT_EQ(opened, 1);
}

TEST_F(NetworkPreloadTest, saysAsLongAsItWorksSoThatClosingCanWait) {
    mayEnd = false;
    const NetworkPreload preload(window, engine);
    window.show();
    ASSERT_TRUE(eventually([this] { return opened == 1; }));
    EXPECT_TRUE(preload.working());
    mayEnd = true;
    EXPECT_TRUE(eventually([&] { return !preload.working(); }));
}

TEST_F(NetworkPreloadTest, aWindowClosedAtOnceOpensNothing) {
    {
        const NetworkPreload preload(window, engine);
        window.show();
        window.repaint();
    }
    QTest::qWait(2 * NetworkPreload::kRestMs);
    EXPECT_EQ(opened, 0);
}

} // namespace
} // namespace tonegraft::test
