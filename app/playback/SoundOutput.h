// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/Mixer.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QElapsedTimer>
#include <QMediaDevices>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace tonegraft {

/// The mixer and the device it plays on. Lives on the audio thread, the only one that talks to
/// the sound server: a call into a server that does not answer may hang. Push mode with a timer
/// of its own, since pull mode of Qt 6.4 hangs and glitches with PulseAudio (QTBUG-116519).
/// Thread: audio, but for heartbeat().
class SoundOutput : public QObject {
    Q_OBJECT

public:
    SoundOutput();
    ~SoundOutput() override;

    /// Looks for a device; says so by availabilityChanged(). Called once, first.
    void open();
    /// Null until a device was found; from then on the mixer's rate stays the same.
    Mixer* mixer() { return m_mixer ? &*m_mixer : nullptr; }
    /// Starts as soon as the selected track has a clip.
    void setPlaying(bool playing);
    void setClip(Track track, std::shared_ptr<const AudioClip> clip);
    void seek(double seconds);

    void beat() { ++m_heartbeat; }
    /// Grows as long as the audio thread is alive. Thread: any.
    int heartbeat() const { return m_heartbeat.load(); }

Q_SIGNALS:
    void availabilityChanged(bool available, int sampleRateHz, const QString& reason);
    void playheadMoved(double seconds, bool playing);
    /// Sound stopped by itself, at the position it had.
    void lost(const QString& reason);

private:
    void lookForDevice();
    bool openSink();
    void closeSink();
    void tick();
    void feed();
    bool sinkHasDied();
    void abandonSink();
    void lose(const QString& reason);
    void reportPlayhead(bool always);
    std::int64_t queuedSamples() const;

    std::atomic<int> m_heartbeat{0};
    std::unique_ptr<QMediaDevices> m_devices; // made by open(): it connects to the server
    std::optional<Mixer> m_mixer;
    bool m_startWanted = false;   // play was asked for before there was a clip
    double m_wantedSeconds = 0.0; // sought before there was a mixer
    QAudioDevice m_device;
    std::unique_ptr<QAudioSink> m_sink;
    QIODevice* m_stream = nullptr; // the sink's
    QTimer m_timer;
    QTimer m_search; // for a device, while there is none
    std::vector<float> m_buffer;
    int m_silentTicks = 0;
    // The watchdog: when the device last took sound.
    qint64 m_processedUs = 0;
    QElapsedTimer m_sinceProcessed;
    // The playhead, smoothed, since the device takes sound in lumps.
    double m_playheadSeconds = 0.0;
    QElapsedTimer m_sincePlayhead;
    bool m_playheadShownPlaying = false;
};

} // namespace tonegraft
