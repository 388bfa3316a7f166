// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/DefaultDevices.h"

#include "app/sound/SoundServer.h"

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

constexpr int kPatienceMs = 10000;

class DefaultDevicesTest : public testing::Test {
protected:
    void SetUp() override {
        server = sharedServer();
        if (!SoundServer::installed())
            GTEST_SKIP() << "pulseaudio and pulseaudio-utils are not installed: no sound server";
        ASSERT_NE(server, nullptr);
        ASSERT_TRUE(server->addSink());
        ASSERT_TRUE(server->addMicrophone("mic", "test"));
        ASSERT_TRUE(QTest::qWaitFor(
            [this] {
                devices.poll();
                return !devices.output().isEmpty();
            },
            kPatienceMs));
    }
    void TearDown() override {
        if (server)
            server->removeAll();
    }

    SoundServer* server = nullptr;
    DefaultDevices devices;
};

TEST_F(DefaultDevicesTest, theServerIsAskedWhetherItHasADevice) {
    EXPECT_TRUE(devices.hasOutput("test"));
    EXPECT_TRUE(devices.hasInput("mic"));
    EXPECT_FALSE(devices.hasOutput("mic"));
    EXPECT_FALSE(devices.hasInput("test"));
}

TEST_F(DefaultDevicesTest, aDeviceThatHasGoneIsNotThereAnyMore) {
    server->remove("mic");
    EXPECT_FALSE(devices.hasInput("mic"));
    server->remove("test");
    EXPECT_FALSE(devices.hasOutput("test"));
}

TEST_F(DefaultDevicesTest, aServerThatHangsHoldsNothingUpAndIsNotDoubted) {
    server->freeze(true);
    EXPECT_TRUE(devices.hasInput("mic"));
    server->freeze(false);
    EXPECT_TRUE(devices.hasInput("mic"));
    EXPECT_FALSE(devices.hasInput("nothing"));
}

} // namespace
} // namespace tonegraft::test
