// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sound/PlayerFixture.h"

namespace tonegraft::test {
namespace {

class ServerLossTest : public PlayerFixture {};

TEST_F(ServerLossTest, aServerThatDoesNotAnswerHoldsUpNothing) {
    server->freeze(true);
    Player other;
    QString told;
    QObject::connect(&other, &Player::availabilityChanged,
                     [&told](bool, const QString& why) { told = why; });
    other.setClip(Track::content, tone(kRateHz, 2, kContentHz, 1.0));
    other.setPlaying(true);
    other.seek(0.5);
    constexpr int kImpatientMs = 100;
    EXPECT_TRUE(until([&told] { return told.contains("does not answer"); }));
    EXPECT_FALSE(other.shutDown(kImpatientMs)); // and says so, without waiting
    server->freeze(false);
}

// The last: no other server can be reached after it.
TEST_F(ServerLossTest, aServerThatDiesStopsTheSoundAndIsTold) {
    player->setLooping(true);
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.3));
    server->kill();
    ASSERT_TRUE(until([this] { return !lost.isEmpty() || !available; }));
    ASSERT_TRUE(until([this] { return !playing; }));
    // Another try fails as well, and nothing waits for the dead server.
    lost.clear();
    player->setPlaying(true);
    EXPECT_TRUE(until([this] { return !lost.isEmpty() || !available; }));
    EXPECT_TRUE(player->shutDown(kPatienceMs));
}

} // namespace
} // namespace tonegraft::test
