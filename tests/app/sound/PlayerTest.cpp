// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sound/PlayerFixture.h"

namespace tonegraft::test {
namespace {

class PlayerTest : public PlayerFixture {};

TEST_F(PlayerTest, switchesBetweenTheClipsWithoutGapOrClick) {
    player->setClip(Track::previous, tone(44100, 1, kPreviousHz, 3.0));
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    double until = 0.4;
    for (const Track next : {Track::style, Track::output, Track::previous, Track::content}) {
        ASSERT_TRUE(untilPosition(until));
        player->select(next);
        until += 0.4;
    }
    ASSERT_TRUE(untilPosition(until));
    ASSERT_TRUE(untilStopped());
    ASSERT_TRUE(untilRecorded());

    const std::vector<float> heard = sounding(server->recording());
    EXPECT_EQ(tonesHeard(heard), (std::vector<int>{440, 660, 880, 1100, 440}));
    if (ticks.stolenSince() > ProcessorTicks::kMostStolen)
        GTEST_SKIP() << ProcessorTicks::kWhy;
    EXPECT_LT(longestGapMs(heard), kLongestGapMs);
    EXPECT_LT(largestStep(heard), stepOf(kPreviousHz));
    EXPECT_GT(static_cast<double>(heard.size()) / kRateHz, 1.9);
    EXPECT_EQ(lost.toStdString(), "");
}

TEST_F(PlayerTest, aSwitchIsHeardWithin200Ms) {
    player->setLooping(true);
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.3));
    std::vector<double> delays;
    for (const Track next :
         {Track::style, Track::content, Track::style, Track::content, Track::style}) {
        const std::size_t asked = server->recordedSamples();
        player->select(next);
        ASSERT_TRUE(untilRecorded(0.4));
        const std::vector<float> heard = server->recording();
        const int wanted = static_cast<int>(next == Track::style ? kStyleHz : kContentHz);
        constexpr std::size_t kPiece = kRateHz / 50;
        std::size_t at = asked;
        while (at + kPiece <= heard.size() && toneOf(heard.data() + at, kPiece) != wanted)
            at += kPiece / 4;
        delays.push_back(static_cast<double>(at - asked) / kRateHz);
    }
    // Of what was recorded, not of this program's time. The middle one: a machine may hiccup.
    std::sort(delays.begin(), delays.end());
    constexpr double kLongestSeconds = 0.2;
    EXPECT_LT(delays[2], kLongestSeconds);
    RecordProperty("seconds", std::to_string(delays[2]));
}

TEST_F(PlayerTest, loopsTheRegionWithItsOwnPeriodWithoutGapOrClick) {
    // 0.75 s of a tone that does not fit into it: each turn begins with the same samples.
    player->setClip(Track::content, tone(kRateHz, 1, 441.3, 3.0));
    player->setLooping(true);
    player->setRegion(1.0, 1.75);
    player->seek(1.0);
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    for (int turn = 0; turn < 3; ++turn) {
        ASSERT_TRUE(untilPosition(1.6));
        ASSERT_TRUE(until([this] { return seconds < 1.2; }));
    }
    ASSERT_TRUE(untilStopped());
    ASSERT_TRUE(untilRecorded());

    const std::vector<float> heard = sounding(server->recording());
    if (ticks.stolenSince() > ProcessorTicks::kMostStolen)
        GTEST_SKIP() << ProcessorTicks::kWhy;
    EXPECT_LT(longestGapMs(heard), kLongestGapMs);
    EXPECT_LT(largestStep(heard), stepOf(441.3));
    const std::size_t turn = kRateHz * 3 / 4;
    constexpr std::size_t kFades = kRateHz / 50;
    constexpr float kRounding = 1e-5F;
    ASSERT_GT(heard.size(), 3 * turn);
    double largest = 0.0;
    for (std::size_t i = kFades; i < turn - kFades; ++i)
        largest = std::max<double>(largest, std::abs(heard[i] - heard[i + 2 * turn]));
    EXPECT_LT(largest, kRounding);
}

TEST_F(PlayerTest, loopsTheWholeClipWithoutGapUntilItIsStopped) {
    player->setLooping(true);
    player->seek(2.5);
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(2.8));
    ASSERT_TRUE(until([this] { return seconds < 1.0; }));
    ASSERT_TRUE(untilPosition(0.5));
    ASSERT_TRUE(untilStopped());
    ASSERT_TRUE(untilRecorded());
    const std::vector<float> heard = sounding(server->recording());
    if (ticks.stolenSince() > ProcessorTicks::kMostStolen)
        GTEST_SKIP() << ProcessorTicks::kWhy;
    EXPECT_LT(longestGapMs(heard), kLongestGapMs);
    EXPECT_GT(static_cast<double>(heard.size()) / kRateHz, 0.9);
}

TEST_F(PlayerTest, seeksWhilePlayingWithoutGapOrClickToTheRightPlace) {
    // The first half is one tone, the second another.
    AudioClip halves = *tone(kRateHz, 1, kContentHz, 1.5);
    const std::vector<float> second = sine(kRateHz, kRateHz * 3 / 2, kStyleHz, kAmplitude);
    halves.channels[0].insert(halves.channels[0].end(), second.begin(), second.end());
    player->setClip(Track::content, std::make_shared<AudioClip>(halves));
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.4));
    player->seek(2.0);
    ASSERT_TRUE(untilPosition(2.4));
    player->seek(0.5);
    ASSERT_TRUE(until([this] { return seconds < 1.0; }));
    ASSERT_TRUE(untilPosition(0.8));
    ASSERT_TRUE(untilStopped());
    ASSERT_TRUE(untilRecorded());
    const std::vector<float> heard = sounding(server->recording());
    EXPECT_EQ(tonesHeard(heard), (std::vector<int>{440, 660, 440}));
    if (ticks.stolenSince() > ProcessorTicks::kMostStolen)
        GTEST_SKIP() << ProcessorTicks::kWhy;
    EXPECT_LT(longestGapMs(heard), kLongestGapMs);
    EXPECT_LT(largestStep(heard), stepOf(kStyleHz));
}

TEST_F(PlayerTest, newerStatesTakeOverInTheLoopWithoutGapOrClick) {
    // Louder and louder, as fast as they come; the rate differs from the device's, so that each
    // has to be prepared.
    constexpr int kStates = 8;
    const auto state = [](int i) { return tone(48000, 2, kOutputHz, 1.0, 0.05 + 0.03 * i); };
    player->setClip(Track::output, state(0));
    player->select(Track::output);
    player->setLooping(true);
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.2));
    for (int i = 1; i <= kStates; ++i) {
        player->takeOver(Track::output, state(i), {});
        ASSERT_TRUE(untilRecorded(0.12));
    }
    ASSERT_TRUE(untilRecorded(0.4));
    ASSERT_TRUE(untilStopped());
    ASSERT_TRUE(untilRecorded());
    const std::vector<float> heard = sounding(server->recording());
    EXPECT_EQ(tonesHeard(heard), (std::vector<int>{880}));
    if (ticks.stolenSince() > ProcessorTicks::kMostStolen)
        GTEST_SKIP() << ProcessorTicks::kWhy;
    EXPECT_LT(longestGapMs(heard), kLongestGapMs);
    const double loudest = 0.05 + 0.03 * kStates;
    EXPECT_LT(largestStep(heard), stepOf(kOutputHz, loudest));
    constexpr double kResampling = 0.002;
    EXPECT_NEAR(*std::max_element(heard.begin(), heard.end()), loudest, kResampling);
    EXPECT_LT(*std::max_element(heard.begin(), heard.begin() + kRateHz / 10), 0.06);
}

TEST_F(PlayerTest, aBurstOfStatesEndsWithTheNewest) {
    player->select(Track::output);
    player->setLooping(true);
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.1));
    for (const double hz : {kContentHz, kStyleHz, kContentHz, kPreviousHz})
        player->takeOver(Track::output, tone(48000, 2, hz, 3.0), {});
    ASSERT_TRUE(server->startRecording());
    ASSERT_TRUE(untilRecorded(0.8));
    const std::vector<float> heard = server->recording();
    constexpr std::size_t kPiece = kRateHz / 5;
    EXPECT_EQ(toneOf(heard.data() + heard.size() - kPiece, kPiece), static_cast<int>(kPreviousHz));
}

TEST_F(PlayerTest, theVolumeIsHeardAndMovesWithoutAStep) {
    player->setLooping(true);
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.4));
    player->setVolume(0.25);
    ASSERT_TRUE(untilRecorded(0.6));
    ASSERT_TRUE(untilStopped());
    ASSERT_TRUE(untilRecorded());
    const std::vector<float> heard = sounding(server->recording());
    if (ticks.stolenSince() > ProcessorTicks::kMostStolen)
        GTEST_SKIP() << ProcessorTicks::kWhy;
    EXPECT_LT(largestStep(heard), stepOf(kContentHz));
    constexpr double kRounding = 1e-3;
    EXPECT_NEAR(*std::max_element(heard.begin(), heard.begin() + kRateHz / 5), kAmplitude,
                kRounding);
    EXPECT_NEAR(*std::max_element(heard.end() - kRateHz / 5, heard.end()), 0.25 * kAmplitude,
                kRounding);
}

TEST_F(PlayerTest, theLevelMatchMakesTheTracksEquallyLoudUntilItIsSwitchedOff) {
    player->setClip(Track::content, tone(kRateHz, 1, kContentHz, 3.0, 0.4), {-10.0, -8.0});
    player->setClip(Track::style, tone(kRateHz, 1, kStyleHz, 3.0, 0.1), {-22.0, -20.0});
    player->setClip(Track::output, nullptr);
    player->setLevelMatched(true);
    player->setLooping(true);
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.4));
    player->select(Track::style);
    ASSERT_TRUE(untilRecorded(0.5));
    const auto loudest = [this] {
        const std::vector<float> heard = server->recording();
        return *std::max_element(heard.end() - kRateHz / 5, heard.end());
    };
    constexpr double kRounding = 2e-3;
    EXPECT_NEAR(loudest(), 0.1 * std::pow(10.0, 12.0 / 20.0), kRounding);
    player->setLevelMatched(false);
    ASSERT_TRUE(untilRecorded(0.5));
    EXPECT_NEAR(loudest(), 0.1, kRounding);
}

TEST_F(PlayerTest, theTwoOfABlindTestAreEquallyLoudWithoutLevelMatchToo) {
    player->setLevelMatched(false);
    player->setClip(Track::first, tone(kRateHz, 1, kContentHz, 3.0, 0.4), {-10.0, -8.0});
    player->setClip(Track::second, tone(kRateHz, 1, kStyleHz, 3.0, 0.1), {-22.0, -20.0});
    player->setLooping(true);
    const auto loudest = [this] {
        EXPECT_TRUE(untilRecorded(0.5));
        const std::vector<float> heard = server->recording();
        return *std::max_element(heard.end() - kRateHz / 5, heard.end());
    };
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    player->select(Track::first);
    constexpr double kRounding = 2e-3;
    EXPECT_NEAR(loudest(), 0.4, kRounding);
    player->select(Track::second);
    EXPECT_NEAR(loudest(), 0.4, kRounding);
}

TEST_F(PlayerTest, playsToTheEndAndSaysSo) {
    player->seek(2.0);
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    ASSERT_TRUE(until([this] { return playing; }));
    ASSERT_TRUE(until([this] { return !playing; }));
    EXPECT_NEAR(seconds, 3.0, 0.01);
    ASSERT_TRUE(untilRecorded());
    constexpr double kFadeAndRounding = 0.02;
    const std::vector<float> heard = sounding(server->recording());
    // All of it is heard: the tail is not cut off.
    EXPECT_NEAR(static_cast<double>(heard.size()) / kRateHz, 1.0, kFadeAndRounding);
}

TEST_F(PlayerTest, thePlayheadIsWhereTheSoundIs) {
    // Of noise each moment can be told from each other.
    const auto clip =
        std::make_shared<AudioClip>(monoClip(kRateHz, noise(3 * kRateHz, kAmplitude)));
    player->setClip(Track::content, clip);
    ASSERT_TRUE(server->startRecording());
    player->setPlaying(true);
    std::vector<double> ahead;
    for (const double at : {0.6, 0.9, 1.2, 1.5, 1.8}) {
        ASSERT_TRUE(untilPosition(at));
        const double shown = seconds;
        const std::vector<float> heard = server->recording();
        constexpr std::size_t kPiece = 64;
        ASSERT_GT(heard.size(), kPiece);
        const float* latest = heard.data() + heard.size() - kPiece;
        const std::vector<float>& samples = clip->channels[0];
        const auto found = std::search(samples.begin(), samples.end(), latest, latest + kPiece,
                                       [](float a, float b) { return std::abs(a - b) < 1e-4F; });
        ASSERT_NE(found, samples.end());
        const auto position = static_cast<double>(found - samples.begin() + kPiece) / kRateHz;
        ahead.push_back(shown - position);
    }
    // What is on record was heard a moment ago: 20 ms and what the recorder takes to write it. And
    // the sink hands out what it will not have played for another 50 ms.
    std::sort(ahead.begin(), ahead.end());
    RecordProperty("seconds", std::to_string(ahead[2]));
    constexpr double kRecorderSeconds = 0.04;
    constexpr double kBehindSeconds = 0.05;
    EXPECT_LT(ahead[2], kRecorderSeconds);
    EXPECT_GT(ahead[2], -kBehindSeconds);
}

} // namespace
} // namespace tonegraft::test
