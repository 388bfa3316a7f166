// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/LevelMeasurement.h"
#include "app/playback/RecordingBuffer.h"
#include "app/playback/SoundDevices.h"

#include <QObject>

#include <functional>
#include <memory>

namespace tonegraft {

class ServerThread;
class SoundInput;

/// Records from a microphone, on a thread of its own that begins with the first setListening().
/// No call waits for the sound server. Thread: GUI.
class Recorder : public QObject {
    Q_OBJECT

public:
    explicit Recorder(QObject* parent = nullptr);
    ~Recorder() override;

    /// As SoundInput has it.
    void setDevice(const QByteArray& id);
    void setListening(bool listening);
    void start();
    void stop();
    /// What has been recorded up to now; null if nothing. The next call gives what came after.
    std::shared_ptr<const AudioClip> take() { return m_buffer->take(); }

    /// Ends it. False if the sound server holds the thread for longer than `milliseconds`; then
    /// the process must end without waiting for it.
    bool shutDown(int milliseconds);

Q_SIGNALS:
    void availabilityChanged(bool available, const QString& reason);
    void devicesChanged(const QList<tonegraft::SoundDevice>& devices, const QByteArray& used);
    void levelMeasured(const tonegraft::InputLevel& level, double recordedSeconds);
    /// `reason`: why it ended by itself. take() gives what was recorded.
    void recordingChanged(bool recording, const QString& reason);

private:
    void onAvailability(bool available, const QString& reason);
    void onInputThread(std::function<void(SoundInput&)> work);
    void begin();

    std::shared_ptr<RecordingBuffer> m_buffer = std::make_shared<RecordingBuffer>();
    SoundInput* m_input = nullptr; // lives on m_thread
    std::unique_ptr<ServerThread> m_thread;
    QByteArray m_device;
    bool m_available = false;
    QString m_reason;
};

} // namespace tonegraft
