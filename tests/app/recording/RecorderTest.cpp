// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Recorder.h"

#include "app/sound/SoundServer.h"
#include "support/Signals.h"
#include "tonegraft/AudioFile.h"

#include <QProcess>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tonegraft::test {
namespace {

constexpr int kPatienceMs = 20000;
constexpr int kRateHz = SoundServer::kRateHz;
constexpr double kToneHz = 440.0;
constexpr double kAmplitude = 0.3;

/// A recorder, and a server with a microphone, "mic", that hears a tone.
class RecorderTest : public testing::Test {
protected:
    void SetUp() override {
        server = sharedServer();
        if (!SoundServer::installed())
            GTEST_SKIP() << "pulseaudio and pulseaudio-utils are not installed: nothing to record";
        ASSERT_NE(server, nullptr);
        ASSERT_TRUE(server->addSink());
        ASSERT_TRUE(server->addMicrophone("mic", "test"));
        recorder = std::make_unique<Recorder>();
        QObject::connect(recorder.get(), &Recorder::availabilityChanged,
                         [this](bool now, const QString& why) {
                             available = now;
                             reason = why;
                         });
        QObject::connect(recorder.get(), &Recorder::devicesChanged,
                         [this](const auto& now, const QByteArray& id) {
                             devices = now;
                             used = id;
                         });
        QObject::connect(recorder.get(), &Recorder::levelMeasured,
                         [this](const InputLevel& now, double recorded) {
                             level = now;
                             seconds = recorded;
                             ++levels;
                         });
        QObject::connect(recorder.get(), &Recorder::recordingChanged,
                         [this](bool now, const QString& why) {
                             recording = now;
                             ended = why;
                         });
    }
    void TearDown() override {
        recorder.reset();
        player.kill();
        player.waitForFinished();
        if (server)
            server->removeAll();
    }

    static bool until(const std::function<bool()>& condition) {
        return QTest::qWaitFor(condition, kPatienceMs);
    }
    /// On the sink that the microphone hears.
    void playTone(double amplitude = kAmplitude) {
        const auto file = folder / "tone.wav";
        WriteOptions options;
        options.format = SampleFormat::float32;
        writeClip(file, monoClip(kRateHz, sine(kRateHz, 20 * kRateHz, kToneHz, amplitude)),
                  options);
        player.start("paplay", {"-s", qEnvironmentVariable("PULSE_SERVER"), "-d", "test",
                                "--latency-msec=50", QString::fromStdString(file.string())});
        ASSERT_TRUE(player.waitForStarted());
        recorder->setListening(true);
        ASSERT_TRUE(until([&] { return level.peak > 0.9 * amplitude; })) << reason.toStdString();
    }

    TempFolder folder;
    SoundServer* server = nullptr;
    QProcess player;
    std::unique_ptr<Recorder> recorder;
    bool available = false;
    QString reason;
    QList<SoundDevice> devices;
    QByteArray used;
    InputLevel level;
    int levels = 0;
    double seconds = 0.0;
    bool recording = false;
    QString ended;
};

/// Of a tone, at every sample: how far it is from the tone of that frequency that fits best.
double largestError(const std::vector<float>& samples, double hz) {
    double re = 0.0;
    double im = 0.0;
    const double step = 2 * kPi * hz / kRateHz;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        re += samples[i] * std::cos(step * static_cast<double>(i));
        im += samples[i] * std::sin(step * static_cast<double>(i));
    }
    const double scale = 2.0 / static_cast<double>(samples.size());
    double largest = 0.0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double angle = step * static_cast<double>(i);
        const double fitting = scale * (re * std::cos(angle) + im * std::sin(angle));
        largest = std::max(largest, std::abs(samples[i] - fitting));
    }
    return largest;
}

TEST_F(RecorderTest, givesTheToneBackWithoutGapOrClick) {
    playTone();
    recorder->start();
    ASSERT_TRUE(until([this] { return recording && seconds > 1.0; }));
    recorder->stop();
    ASSERT_TRUE(until([this] { return !recording; }));
    EXPECT_EQ(ended.toStdString(), "");
    const auto clip = recorder->take();
    ASSERT_NE(clip, nullptr);
    EXPECT_EQ(clip->sampleRateHz, kRateHz);
    EXPECT_GT(clip->durationSeconds(), 1.0);
    // One gap or doubled portion would shift the phase, and the tone would fit nowhere.
    constexpr double kClose = 0.001;
    EXPECT_LT(largestError(clip->channels[0], kToneHz), kClose);
    RecordProperty("error", std::to_string(largestError(clip->channels[0], kToneHz)));
}

TEST_F(RecorderTest, theMeterShowsPeakAndRootMeanSquare) {
    constexpr double kClose = 0.01;
    playTone();
    levels = 0;
    ASSERT_TRUE(until([this] { return levels > 3; }));
    EXPECT_NEAR(level.peak, kAmplitude, kClose);
    EXPECT_NEAR(level.rms, kAmplitude / std::sqrt(2.0), kClose);
    EXPECT_FALSE(level.clipped);
    EXPECT_EQ(recorder->take(), nullptr); // measured is not recorded
}

TEST_F(RecorderTest, theMeterShowsThatItIsTooLoud) {
    playTone(1.0);
    EXPECT_TRUE(until([this] { return level.clipped; }));
}

TEST_F(RecorderTest, theChosenMicrophoneIsRecorded) {
    ASSERT_TRUE(server->addSink("quiet"));
    ASSERT_TRUE(server->addMicrophone("other", "quiet"));
    ASSERT_TRUE(server->setDefaultMicrophone("mic"));
    playTone();
    ASSERT_TRUE(until([this] { return devices.size() == 2; }));
    EXPECT_EQ(used, "mic");
    recorder->setDevice("other");
    EXPECT_TRUE(until([this] { return used == "other" && level.peak < 0.001F; }));
    recorder->setDevice({});
    EXPECT_TRUE(until([this] { return used == "mic" && level.peak > 0.2F; }));
}

TEST_F(RecorderTest, anotherDefaultIsFollowedButNotWhileRecording) {
    ASSERT_TRUE(server->addSink("quiet"));
    ASSERT_TRUE(server->addMicrophone("other", "quiet"));
    ASSERT_TRUE(server->setDefaultMicrophone("mic"));
    playTone();
    ASSERT_TRUE(until([this] { return used == "mic" && devices.size() == 2; }));
    recorder->start();
    ASSERT_TRUE(until([this] { return recording; }));
    ASSERT_TRUE(server->setDefaultMicrophone("other"));
    ASSERT_TRUE(until([this] { return seconds > 0.6; }));
    EXPECT_EQ(used, "mic");
    recorder->stop();
    EXPECT_TRUE(until([this] { return !recording && used == "other"; }));
}

TEST_F(RecorderTest, aMicrophoneThatGoesKeepsWhatItHadRecorded) {
    playTone();
    recorder->start();
    ASSERT_TRUE(until([this] { return seconds > 0.3; }));
    server->remove("mic");
    ASSERT_TRUE(until([this] { return !recording && !available; }));
    EXPECT_FALSE(ended.isEmpty());
    EXPECT_FALSE(reason.isEmpty());
    const auto clip = recorder->take();
    ASSERT_NE(clip, nullptr);
    EXPECT_GT(clip->durationSeconds(), 0.3);
    // It comes back, and is heard again.
    level = {};
    ASSERT_TRUE(server->addMicrophone("mic", "test"));
    EXPECT_TRUE(until([this] { return available && level.peak > 0.2F; }));
}

TEST_F(RecorderTest, withoutAMicrophoneItSaysSo) {
    server->remove("mic");
    recorder->setListening(true);
    ASSERT_TRUE(until([this] { return !reason.isEmpty(); }));
    EXPECT_FALSE(available);
    recorder->start();
    recorder->stop();
    ASSERT_TRUE(server->addMicrophone("mic", "test"));
    EXPECT_TRUE(until([this] { return available; }));
    EXPECT_EQ(recorder->take(), nullptr);
}

TEST_F(RecorderTest, whatIsRecordedCanBeTakenFromAServerThatHangs) {
    playTone();
    recorder->start();
    ASSERT_TRUE(until([this] { return seconds > 0.3; }));
    server->freeze(true);
    recorder->stop();
    const auto clip = recorder->take();
    server->freeze(false);
    ASSERT_NE(clip, nullptr);
    EXPECT_GT(clip->durationSeconds(), 0.3);
}

} // namespace
} // namespace tonegraft::test
