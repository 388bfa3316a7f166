// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Player.h"

#include "app/window/FakeEngine.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace tonegraft {
namespace {

TEST(PlayerWithoutServer, saysThatThereIsNoSoundAndEndsCleanly) {
    Player player;
    const QSignalSpy availability(&player, &Player::availabilityChanged);
    player.setClip(Track::content, std::make_shared<AudioClip>(shortClip()));
    player.setPlaying(true);
    player.seek(0.5);
    player.select(Track::style);
    ASSERT_TRUE(eventually([&] { return !availability.isEmpty(); }));
    EXPECT_FALSE(availability.first().at(0).toBool());
    EXPECT_FALSE(availability.first().at(1).toString().isEmpty());
    constexpr int kPatienceMs = 5000;
    EXPECT_TRUE(player.shutDown(kPatienceMs));
}

} // namespace
} // namespace tonegraft
