// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/Player.h"
#include "app/sound/SoundServer.h"
#include "support/ProcessorTicks.h"
#include "support/Signals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <vector>

namespace tonegraft::test {

// A null sink was seen to stall for two seconds at its first start.
inline constexpr int kPatienceMs = 20000;
inline constexpr int kRateHz = SoundServer::kRateHz;
inline constexpr float kAmplitude = 0.3F;
inline constexpr double kContentHz = 440.0;
inline constexpr double kStyleHz = 660.0;
inline constexpr double kOutputHz = 880.0;
inline constexpr double kPreviousHz = 1100.0;
inline constexpr double kLongestGapMs = 10.0;

inline std::shared_ptr<const AudioClip> tone(int rateHz, int channels, double hz, double seconds,
                                             double amplitude = kAmplitude) {
    AudioClip clip{rateHz, {}};
    const auto samples = static_cast<std::size_t>(seconds * rateHz);
    for (int c = 0; c < channels; ++c)
        clip.channels.push_back(sine(rateHz, samples, hz, amplitude));
    return std::make_shared<AudioClip>(clip);
}

/// The largest step of a tone, and what a cross-fade with another one adds to it.
inline double stepOf(double hz, double amplitude = kAmplitude) {
    return 2 * kPi * hz / kRateHz * amplitude + kPi / 2 / (0.01 * kRateHz) * 2 * amplitude;
}

/// From the first to the last sample that is not silent.
inline std::vector<float> sounding(const std::vector<float>& samples) {
    constexpr float kSilence = 1e-4F;
    const auto loud = [](float sample) { return std::abs(sample) > kSilence; };
    const auto first = std::find_if(samples.begin(), samples.end(), loud);
    const auto last = std::find_if(samples.rbegin(), samples.rend(), loud).base();
    return first < last ? std::vector<float>(first, last) : std::vector<float>();
}

inline double longestGapMs(const std::vector<float>& samples) {
    constexpr float kSilence = 1e-3F;
    std::size_t longest = 0;
    std::size_t run = 0;
    for (float sample : samples) {
        run = std::abs(sample) < kSilence ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return 1000.0 * static_cast<double>(longest) / kRateHz;
}

inline double largestStep(const std::vector<float>& samples) {
    double largest = 0.0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        largest = std::max<double>(largest, std::abs(samples[i] - samples[i - 1]));
    return largest;
}

/// The tone that most of these samples are, by their zero crossings; 0 for none of ours.
inline int toneOf(const float* samples, std::size_t count) {
    constexpr double kToleranceHz = 25.0;
    int crossings = 0;
    for (std::size_t i = 1; i < count; ++i)
        crossings += (samples[i - 1] < 0.0F) != (samples[i] < 0.0F) ? 1 : 0;
    const double hz = crossings / 2.0 * kRateHz / static_cast<double>(count);
    for (const double wanted : {kContentHz, kStyleHz, kOutputHz, kPreviousHz})
        if (std::abs(hz - wanted) < kToleranceHz)
            return static_cast<int>(wanted);
    return 0;
}

/// The tones in the order in which they were heard. A piece of 50 ms with a switch in it may look
/// like a third tone: only what lasts for two of them counts.
inline std::vector<int> tonesHeard(const std::vector<float>& samples) {
    constexpr std::size_t kPiece = kRateHz / 20;
    std::vector<int> heard;
    int before = 0;
    for (std::size_t start = 0; start + kPiece <= samples.size(); start += kPiece) {
        const int now = toneOf(samples.data() + start, kPiece);
        if (now != 0 && now == before && (heard.empty() || heard.back() != now))
            heard.push_back(now);
        before = now;
    }
    return heard;
}

/// A player with three tones, and a server with one sink, "test".
class PlayerFixture : public testing::Test {
protected:
    void SetUp() override {
        server = sharedServer();
        if (!SoundServer::installed())
            GTEST_SKIP() << "pulseaudio and pulseaudio-utils are not installed: nothing is played";
        ASSERT_NE(server, nullptr);
        ASSERT_TRUE(server->addSink());
        player = std::make_unique<Player>();
        watch(*player);
        player->setLevelMatched(false);
        player->setClip(Track::content, tone(kRateHz, 2, kContentHz, 3.0));
        player->setClip(Track::style, tone(48000, 1, kStyleHz, 3.0));
        player->setClip(Track::output, tone(22050, 4, kOutputHz, 3.0));
        ASSERT_TRUE(until([this] { return available; })) << reason.toStdString();
    }
    void TearDown() override {
        player.reset();
        if (server)
            server->removeAll();
    }

    void watch(Player& watched) {
        QObject::connect(&watched, &Player::availabilityChanged,
                         [this](bool now, const QString& why) {
                             available = now;
                             reason = why;
                         });
        QObject::connect(&watched, &Player::playheadMoved, [this](double now, bool moving) {
            seconds = now;
            playing = moving;
        });
        QObject::connect(&watched, &Player::devicesChanged,
                         [this](const auto& now, const auto& id) {
                             devices = now;
                             used = id;
                         });
        QObject::connect(&watched, &Player::lost, [this](const QString& why) { lost = why; });
        QObject::connect(&watched, &Player::moved, [this](const QString& to) { moved = to; });
    }

    static bool until(const std::function<bool()>& condition) {
        return QTest::qWaitFor(condition, kPatienceMs);
    }
    bool untilPosition(double wanted) {
        return until([this, wanted] { return playing && seconds >= wanted; });
    }
    bool untilStopped() {
        player->setPlaying(false);
        return until([this] { return !playing; });
    }
    /// So much more is on record; without an argument, so much that all that sounded is.
    bool untilRecorded(double more = 0.5) {
        const auto wanted = server->recordedSamples() + static_cast<std::size_t>(more * kRateHz);
        return until([this, wanted] { return server->recordedSamples() >= wanted; });
    }

    ProcessorTicks ticks = ProcessorTicks::now(); ///< when the test began
    SoundServer* server = nullptr;
    std::unique_ptr<Player> player;
    bool available = false;
    bool playing = false;
    double seconds = 0.0;
    QList<SoundDevice> devices;
    QByteArray used;
    QString reason;
    QString lost;
    QString moved;
};

} // namespace tonegraft::test
