// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/LevelMeasurement.h"
#include "app/playback/RecordingBuffer.h"
#include "app/playback/ServerThread.h"
#include "app/playback/SoundDevices.h"

#include <QAudioDevice>
#include <QAudioSource>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace tonegraft {

/// A microphone, its level, and what is recorded of it. Lives on a thread of its own, for the same
/// reasons as SoundOutput, and reads by a timer of its own. Thread: that one.
class SoundInput : public ServerObject {
    Q_OBJECT

public:
    explicit SoundInput(std::shared_ptr<RecordingBuffer> buffer);
    ~SoundInput() override;

    /// Looks for a microphone. Called once, first.
    void open();
    /// Empty: the desktop's default, whatever that is when nothing is being recorded.
    void setDevice(const QByteArray& id);
    /// Whether the level is measured: the microphone is open only then.
    void setListening(bool listening);
    /// Into the buffer, from now on; only while listening.
    void startRecording();
    void stopRecording();

Q_SIGNALS:
    void availabilityChanged(bool available, const QString& reason);
    /// The devices there are, and the one that is used.
    void devicesChanged(const QList<tonegraft::SoundDevice>& devices, const QByteArray& used);
    /// Some 20 a second.
    void levelMeasured(const tonegraft::InputLevel& level, double recordedSeconds);
    /// `reason`: why it ended by itself. What was recorded is in the buffer.
    void recordingChanged(bool recording, const QString& reason);

private:
    void watchDevices();
    void reportDevices(const QAudioDevice& used);
    void reportAvailability(bool available, const QString& reason);
    bool openSource(const QAudioDevice& device);
    void closeSource();
    void lose(const QString& reason);
    void tick();
    void read();
    bool sourceHasDied() const;
    void endRecording(const QString& reason);

    std::shared_ptr<RecordingBuffer> m_buffer;
    std::unique_ptr<SoundDevices> m_devices; // made by open(): it connects to the server
    QByteArray m_wantedDevice;
    QTimer m_watch; // for devices that come and go
    ToldDevices m_told;
    std::optional<QString> m_reportedReason; // empty: available

    bool m_listening = false;
    bool m_recording = false;
    bool m_mute = false;   // opened, it gave nothing
    QAudioDevice m_device; // of m_source
    std::unique_ptr<QAudioSource> m_source;
    QIODevice* m_stream = nullptr; // the source's
    int m_channels = 1;
    QTimer m_timer;
    std::vector<float> m_samples;
    LevelMeasurement m_level;
    std::size_t m_levelEverySamples = 1;
    QElapsedTimer m_sinceSound; // the watchdog: when the device last gave some
};

} // namespace tonegraft
