// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/RecordingSession.h"

#include "app/sound/SoundServer.h"
#include "app/window/FakeEngine.h"
#include "support/Signals.h"
#include "ui/clips/LevelMeter.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace tonegraft::test {
namespace {

constexpr int kPatienceMs = 20000;
constexpr int kRateHz = SoundServer::kRateHz;
constexpr double kAmplitude = 0.3;

/// The panel of a window, a real sound server and a microphone that hears a tone.
class RecordingSessionTest : public testing::Test {
protected:
    void SetUp() override {
        server = sharedServer();
        if (!SoundServer::installed())
            GTEST_SKIP() << "pulseaudio and pulseaudio-utils are not installed: nothing to record";
        ASSERT_NE(server, nullptr);
        ASSERT_TRUE(server->addSink());
        ASSERT_TRUE(server->addMicrophone("mic", "test"));
        playTone();
        window = std::make_unique<MainWindow>(methods());
        window->show();
        makeSession({path("music")});
    }
    void TearDown() override {
        session.reset();
        window.reset();
        player.kill();
        player.waitForFinished();
        if (server)
            server->removeAll();
    }

    void makeSession(const QStringList& folders) {
        session = std::make_unique<RecordingSession>(*window, engineFunctions(), folders);
        Q_EMIT window->recordingRequested();
        ASSERT_TRUE(until([this] { return button("Record") && button("Record")->isEnabled(); }));
    }
    void playTone() {
        WriteOptions options;
        options.format = SampleFormat::float32;
        writeClip(folder / "tone.wav",
                  monoClip(kRateHz, sine(kRateHz, 20 * kRateHz, 440.0, kAmplitude)), options);
        player.start("paplay", {"-s", qEnvironmentVariable("PULSE_SERVER"), "-d", "test",
                                "--latency-msec=50", path("tone.wav")});
        ASSERT_TRUE(player.waitForStarted());
    }
    static bool until(const std::function<bool()>& condition) {
        return QTest::qWaitFor(condition, kPatienceMs);
    }
    QString path(const std::string& name) const {
        return QString::fromStdString((folder / name).string());
    }
    RecordingPanel* panel() const { return window->findChild<RecordingPanel*>(); }
    QPushButton* button(const QString& text) const {
        for (QPushButton* candidate : panel()->findChildren<QPushButton*>())
            if (candidate->text() == text)
                return candidate;
        return nullptr;
    }
    /// A third of a second of the tone, at least, and more.
    bool record() {
        const auto* meter = panel()->findChild<LevelMeter*>();
        if (!until([meter] { return meter->reading().peakDb > -12.0; }))
            return false;
        button("Record")->click();
        return until([this] { return panel()->recording() && recordedSeconds() > 0.35; });
    }
    double recordedSeconds() const {
        for (const QLabel* label : panel()->findChildren<QLabel*>())
            if (label->accessibleName() == "Recorded time")
                return label->text().section(' ', 0, 0).toDouble();
        return 0.0;
    }
    bool stop() {
        button("Stop")->click();
        return until([this] { return !panel()->recording(); });
    }
    std::vector<std::filesystem::path> recordings() const {
        std::vector<std::filesystem::path> found;
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(folder / "music", none))
            found.push_back(entry.path());
        return found;
    }

    TempFolder folder;
    SoundServer* server = nullptr;
    QProcess player;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<RecordingSession> session;
};

TEST_F(RecordingSessionTest, aRecordingIsWrittenAndBecomesAClip) {
    const QSignalSpy used(session.get(), &RecordingSession::clipRecorded);
    EXPECT_FALSE(button("Use as style")->isEnabled());
    ASSERT_TRUE(record());
    ASSERT_TRUE(stop());
    ASSERT_TRUE(until([this] { return button("Use as style")->isEnabled(); }));
    ASSERT_EQ(recordings().size(), 1U);
    button("Use as style")->click();
    ASSERT_EQ(used.count(), 1);
    EXPECT_EQ(used.first().at(0).value<ClipRole>(), ClipRole::style);
    const auto file = used.first().at(1).value<std::filesystem::path>();
    EXPECT_EQ(file, recordings().front());
    EXPECT_FALSE(panel()->isVisible());
    const AudioClip clip = readClip(file).clip;
    constexpr double kClose = 0.01;
    EXPECT_GT(clip.durationSeconds(), 0.3);
    EXPECT_NEAR(rms(clip.channels[0]), kAmplitude / std::sqrt(2.0), kClose);
}

TEST_F(RecordingSessionTest, closingThePanelKeepsWhatIsBeingRecorded) {
    ASSERT_TRUE(record());
    panel()->reject();
    EXPECT_TRUE(until([this] { return recordings().size() == 1; }));
}

TEST_F(RecordingSessionTest, closingTheProgramKeepsWhatIsBeingRecorded) {
    ASSERT_TRUE(record());
    session->finish();
    EXPECT_TRUE(session->shutDown(kPatienceMs));
    ASSERT_EQ(recordings().size(), 1U);
    EXPECT_GT(readClip(recordings().front()).clip.durationSeconds(), 0.3);
}

TEST_F(RecordingSessionTest, aRecordingThatCannotBeWrittenIsKeptUntilItCan) {
    writeBytes(folder / "music", "no folder");
    ASSERT_TRUE(record());
    ASSERT_TRUE(stop());
    ASSERT_TRUE(until([this] { return button("Save again")->isVisible(); }));
    EXPECT_FALSE(button("Use as content")->isEnabled());
    // A second one does not push out the first.
    ASSERT_TRUE(record());
    EXPECT_FALSE(button("Save again")->isVisible()); // but for the time of the recording
    ASSERT_TRUE(stop());
    ASSERT_TRUE(until([this] { return button("Save again")->isVisible(); }));
    std::filesystem::remove(folder / "music");
    EXPECT_TRUE(until([this] {
        if (button("Save again")->isVisible()) // also when the second failed only just now
            button("Save again")->click();
        return recordings().size() == 2;
    }));
    EXPECT_TRUE(until([this] { return button("Use as content")->isEnabled(); }));
}

TEST_F(RecordingSessionTest, withoutAMicrophoneThePanelSaysSo) {
    server->remove("mic");
    EXPECT_TRUE(until([this] {
        const auto labels = panel()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().contains("No microphone was found.");
        });
    }));
    EXPECT_FALSE(button("Record")->isEnabled());
}

} // namespace
} // namespace tonegraft::test
