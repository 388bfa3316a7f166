// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Player.h"

#include "app/sound/SoundServer.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft::test {
namespace {

// A null sink was seen to stall for two seconds at its first start.
constexpr int kPatienceMs = 20000;
constexpr int kRateHz = SoundServer::kRateHz;
constexpr float kAmplitude = 0.3F;
constexpr double kContentHz = 440.0;
constexpr double kStyleHz = 660.0;
constexpr double kOutputHz = 880.0;

std::shared_ptr<const AudioClip> tone(int rateHz, int channels, double hz, double seconds) {
    AudioClip clip{rateHz, {}};
    const auto samples = static_cast<std::size_t>(seconds * rateHz);
    for (int c = 0; c < channels; ++c)
        clip.channels.push_back(sine(rateHz, samples, hz, kAmplitude));
    return std::make_shared<AudioClip>(clip);
}

class PlayerTest : public testing::Test {
protected:
    // One for all tests: Qt connects once in a process, and never again.
    static std::unique_ptr<SoundServer> sharedServer;

    static void SetUpTestSuite() {
        sharedServer = std::make_unique<SoundServer>();
        if (SoundServer::installed()) {
            ASSERT_TRUE(sharedServer->start());
        }
    }
    static void TearDownTestSuite() { sharedServer.reset(); }

    void SetUp() override {
        if (!SoundServer::installed())
            GTEST_SKIP() << "pulseaudio and pulseaudio-utils are not installed: nothing is played";
        ASSERT_TRUE(server.addSink());
        player = std::make_unique<Player>();
        QObject::connect(player.get(), &Player::availabilityChanged,
                         [this](bool now, const QString& why) {
                             available = now;
                             reason = why;
                         });
        QObject::connect(player.get(), &Player::playheadMoved, [this](double now, bool moving) {
            seconds = now;
            playing = moving;
        });
        QObject::connect(player.get(), &Player::lost, [this](const QString& why) { lost = why; });
        player->setLevelMatched(false);
        player->setClip(Track::content, tone(kRateHz, 2, kContentHz, 3.0));
        player->setClip(Track::style, tone(48000, 1, kStyleHz, 3.0));
        player->setClip(Track::output, tone(22050, 4, kOutputHz, 3.0));
        ASSERT_TRUE(until([this] { return available; })) << reason.toStdString();
    }

    static bool until(const std::function<bool()>& condition) {
        return QTest::qWaitFor(condition, kPatienceMs);
    }
    bool untilPosition(double wanted) {
        return until([this, wanted] { return seconds >= wanted; });
    }
    /// Nothing sounds any more, and that is on record.
    bool untilRecorded() {
        const std::size_t wanted = server.recordedSamples() + kRateHz / 2;
        return until([this, wanted] { return server.recordedSamples() >= wanted; });
    }

    SoundServer& server = *sharedServer;
    std::unique_ptr<Player> player;
    bool available = false;
    bool playing = false;
    double seconds = 0.0;
    QString reason;
    QString lost;
};

std::unique_ptr<SoundServer> PlayerTest::sharedServer;

/// From the first to the last sample that is not silent.
std::vector<float> sounding(const std::vector<float>& samples) {
    constexpr float kSilence = 1e-4F;
    const auto loud = [](float sample) { return std::abs(sample) > kSilence; };
    const auto first = std::find_if(samples.begin(), samples.end(), loud);
    const auto last = std::find_if(samples.rbegin(), samples.rend(), loud).base();
    return first < last ? std::vector<float>(first, last) : std::vector<float>();
}

double longestGapMs(const std::vector<float>& samples) {
    constexpr float kSilence = 1e-3F;
    std::size_t longest = 0;
    std::size_t run = 0;
    for (float sample : samples) {
        run = std::abs(sample) < kSilence ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return 1000.0 * static_cast<double>(longest) / kRateHz;
}

double largestStep(const std::vector<float>& samples) {
    double largest = 0.0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        largest = std::max<double>(largest, std::abs(samples[i] - samples[i - 1]));
    return largest;
}

/// The tone that most of these samples are, by their zero crossings; 0 for none of ours.
int toneOf(const float* samples, std::size_t count) {
    constexpr double kToleranceHz = 25.0;
    int crossings = 0;
    for (std::size_t i = 1; i < count; ++i)
        crossings += (samples[i - 1] < 0.0F) != (samples[i] < 0.0F) ? 1 : 0;
    const double hz = crossings / 2.0 * kRateHz / static_cast<double>(count);
    for (const double wanted : {kContentHz, kStyleHz, kOutputHz})
        if (std::abs(hz - wanted) < kToleranceHz)
            return static_cast<int>(wanted);
    return 0;
}

/// The tones in the order in which they were heard. A piece of 50 ms with a switch in it may look
/// like a third tone: only what lasts for two of them counts.
std::vector<int> tonesHeard(const std::vector<float>& samples) {
    constexpr std::size_t kPiece = kRateHz / 20;
    std::vector<int> heard;
    int before = 0;
    for (std::size_t start = 0; start + kPiece <= samples.size(); start += kPiece) {
        const int tone = toneOf(samples.data() + start, kPiece);
        if (tone != 0 && tone == before && (heard.empty() || heard.back() != tone))
            heard.push_back(tone);
        before = tone;
    }
    return heard;
}

TEST_F(PlayerTest, switchesBetweenTheClipsWithoutGapOrClick) {
    ASSERT_TRUE(server.startRecording());
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.5));
    player->select(Track::style);
    ASSERT_TRUE(untilPosition(1.0));
    player->select(Track::output);
    ASSERT_TRUE(untilPosition(1.5));
    player->select(Track::content);
    ASSERT_TRUE(untilPosition(2.0));
    player->setPlaying(false);
    ASSERT_TRUE(until([this] { return !playing; }));
    ASSERT_TRUE(untilRecorded());

    const std::vector<float> heard = sounding(server.recording());
    EXPECT_EQ(tonesHeard(heard), (std::vector<int>{440, 660, 880, 440}));
    constexpr double kLongestGapMs = 10.0;
    EXPECT_LT(longestGapMs(heard), kLongestGapMs);
    // The steepest of the tones, and what a cross-fade adds to it.
    const double ownStep = 2 * kPi * kOutputHz / kRateHz * kAmplitude;
    const double fadeStep = kPi / 2 / (0.01 * kRateHz) * 2 * kAmplitude;
    EXPECT_LT(largestStep(heard), ownStep + fadeStep);
    EXPECT_GT(static_cast<double>(heard.size()) / kRateHz, 1.9);
    EXPECT_EQ(lost.toStdString(), "");
}

TEST_F(PlayerTest, loopsWithoutGapUntilItIsStopped) {
    ASSERT_TRUE(server.startRecording());
    player->setLooping(true);
    player->seek(2.5);
    player->setPlaying(true);
    // Over the end of the clip, twice.
    for (int turn = 0; turn < 2; ++turn) {
        ASSERT_TRUE(untilPosition(2.8));
        ASSERT_TRUE(until([this] { return seconds < 1.0; }));
    }
    EXPECT_TRUE(playing);
    player->setPlaying(false);
    ASSERT_TRUE(until([this] { return !playing; }));
    ASSERT_TRUE(untilRecorded());
    const std::vector<float> heard = sounding(server.recording());
    constexpr double kLongestGapMs = 10.0;
    EXPECT_LT(longestGapMs(heard), kLongestGapMs);
    EXPECT_GT(static_cast<double>(heard.size()) / kRateHz, 3.4);
}

TEST_F(PlayerTest, playsToTheEndAndSaysSo) {
    ASSERT_TRUE(server.startRecording());
    player->seek(2.0);
    player->setPlaying(true);
    ASSERT_TRUE(until([this] { return playing; }));
    ASSERT_TRUE(until([this] { return !playing; }));
    EXPECT_NEAR(seconds, 3.0, 0.01);
    ASSERT_TRUE(untilRecorded());
    constexpr double kFadeAndRounding = 0.02;
    const std::vector<float> heard = sounding(server.recording());
    // All of it is heard: the tail is not cut off.
    EXPECT_NEAR(static_cast<double>(heard.size()) / kRateHz, 1.0, kFadeAndRounding);
}

TEST_F(PlayerTest, aDeviceThatGoesAwayStopsTheSoundAndIsTold) {
    player->setLooping(true);
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.3));
    server.removeSink();
    ASSERT_TRUE(until([this] { return !lost.isEmpty(); }));
    ASSERT_TRUE(until([this] { return !playing; }));
    EXPECT_TRUE(until([this] { return !available; }));
    // It comes back, and so does the sound.
    ASSERT_TRUE(server.addSink());
    ASSERT_TRUE(until([this] { return available; }));
    player->seek(0.0);
    player->setPlaying(true);
    EXPECT_TRUE(until([this] { return playing && seconds > 0.3; }));
}

TEST_F(PlayerTest, aServerThatDoesNotAnswerHoldsUpNothing) {
    server.freeze(true);
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
    server.freeze(false);
}

// The last: no other server can be reached after it.
TEST_F(PlayerTest, aServerThatDiesStopsTheSoundAndIsTold) {
    player->setLooping(true);
    player->setPlaying(true);
    ASSERT_TRUE(untilPosition(0.3));
    server.kill();
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
