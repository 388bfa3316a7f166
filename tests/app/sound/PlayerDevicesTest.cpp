// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sound/PlayerFixture.h"

namespace tonegraft::test {
namespace {

/// A second sink besides, "other".
class PlayerDevicesTest : public PlayerFixture {
protected:
    void SetUp() override {
        PlayerFixture::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        ASSERT_TRUE(server->setDefaultSink("test"));
        ASSERT_TRUE(server->addSink("other"));
        player->setLooping(true);
        ASSERT_TRUE(until([this] { return devices.size() == 2 && used == "test"; }));
    }
    /// What a second of `sink`'s sound is.
    std::vector<int> heardOn(const QString& sink) {
        EXPECT_TRUE(server->startRecording(sink));
        EXPECT_TRUE(untilRecorded(0.5));
        return tonesHeard(server->recording());
    }
    const std::vector<int> content{static_cast<int>(kContentHz)};
};

TEST_F(PlayerDevicesTest, areListedByNameAndTheChosenOnePlays) {
    EXPECT_EQ(devices[0].name.toStdString(), "test");
    EXPECT_EQ(devices[1].name.toStdString(), "other");
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.2));
    EXPECT_EQ(heardOn("test"), content);
    player->setDevice("other");
    ASSERT_TRUE(until([this] { return used == "other"; }));
    ASSERT_TRUE(untilPosition(seconds + 0.1));
    EXPECT_EQ(heardOn("other"), content);
    EXPECT_EQ(heardOn("test"), std::vector<int>());
    EXPECT_EQ(lost.toStdString() + moved.toStdString(), "");
}

TEST_F(PlayerDevicesTest, anotherDefaultIsFollowedWhilePlaying) {
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.2));
    ASSERT_TRUE(server->setDefaultSink("other"));
    ASSERT_TRUE(until([this] { return used == "other"; }));
    EXPECT_EQ(heardOn("other"), content);
    ASSERT_TRUE(server->setDefaultSink("test"));
    ASSERT_TRUE(until([this] { return used == "test"; }));
    EXPECT_EQ(heardOn("test"), content);
    EXPECT_TRUE(playing);
}

TEST_F(PlayerDevicesTest, aDeviceThatWasChosenIsNotLeftForAnotherDefault) {
    player->setDevice("test");
    ASSERT_TRUE(server->setDefaultSink("other"));
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.2));
    EXPECT_EQ(heardOn("test"), content);
    EXPECT_EQ(used, "test");
}

TEST_F(PlayerDevicesTest, theSoundGoesOnOnAnotherDeviceAndComesBackToTheChosenOne) {
    player->setDevice("other");
    player->setPlaying(true);
    ASSERT_TRUE(until([this] { return playing && used == "other"; }));
    ASSERT_TRUE(untilPosition(0.3));
    const double before = seconds;
    server->remove("other");
    ASSERT_TRUE(until([this] { return !moved.isEmpty(); }));
    EXPECT_EQ(moved.toStdString(), "test");
    EXPECT_EQ(heardOn("test"), content);
    EXPECT_GT(seconds, before);
    ASSERT_TRUE(server->addSink("other"));
    ASSERT_TRUE(until([this] { return used == "other"; }));
    EXPECT_EQ(heardOn("other"), content);
    EXPECT_TRUE(playing);
    EXPECT_EQ(lost.toStdString(), "");
}

TEST_F(PlayerDevicesTest, theLastDeviceThatGoesStopsTheSoundAndIsTold) {
    server->remove("other");
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.3));
    server->remove("test");
    ASSERT_TRUE(until([this] { return !lost.isEmpty(); }));
    ASSERT_TRUE(until([this] { return !playing && !available; }));
    EXPECT_FALSE(reason.isEmpty());
    EXPECT_GE(seconds, 0.2); // where it was
    // It comes back, and so does the sound.
    ASSERT_TRUE(server->addSink());
    ASSERT_TRUE(until([this] { return available; }));
    player->setPlaying(true);
    ASSERT_TRUE(until([this] { return playing; }));
    EXPECT_EQ(heardOn("test"), content);
}

TEST_F(PlayerDevicesTest, oneThatTakesSecondsToStartIsWaitedFor) {
    constexpr bool kSlow = true;
    ASSERT_TRUE(server->addSink("slow", kSlow));
    ASSERT_TRUE(until([this] { return devices.size() == 3; }));
    player->setDevice("slow");
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.2));
    EXPECT_EQ(lost.toStdString(), "");
}

} // namespace
} // namespace tonegraft::test
