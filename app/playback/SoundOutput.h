// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/Mixer.h"
#include "app/playback/Playhead.h"
#include "app/playback/ServerThread.h"
#include "app/playback/SoundDevices.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QElapsedTimer>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace tonegraft {

/// The mixer and the device it plays on. Lives on the audio thread, the only one that talks to
/// the sound server about output: a call into a server that does not answer may hang. Push mode
/// with a timer of its own, since pull mode of Qt 6.4 hangs and glitches with PulseAudio
/// (QTBUG-116519). Thread: audio.
class SoundOutput : public ServerObject {
    Q_OBJECT

public:
    SoundOutput();
    ~SoundOutput() override;

    /// Looks for a device; says so by availabilityChanged(). Called once, first.
    void open();
    /// Null until a device was found; from then on the mixer's rate stays the same.
    Mixer* mixer() { return m_mixer ? &*m_mixer : nullptr; }
    /// Starts as soon as there is a clip.
    void setPlaying(bool playing);
    void setClip(Track track, std::shared_ptr<const AudioClip> clip);
    void seek(double seconds);
    void setRegion(double beginSeconds, double endSeconds);
    /// Empty: the desktop's default, whatever that is at any time. What plays goes on there. A
    /// device that is not there is waited for, and another one plays meanwhile.
    void setDevice(const QByteArray& id);

Q_SIGNALS:
    void availabilityChanged(bool available, int sampleRateHz, const QString& reason);
    /// The devices there are, and the one that is used.
    void devicesChanged(const QList<tonegraft::SoundDevice>& devices, const QByteArray& used);
    void playheadMoved(double seconds, bool playing);
    /// Peak and root mean square of the `seconds` that were heard since the last time.
    void levelHeard(double peak, double rms, double seconds);
    /// Sound stopped by itself, at the position it had.
    void lost(const QString& reason);
    /// The device that played is gone, and another one goes on.
    void moved(const QString& deviceName);

private:
    void watchDevices();
    void reportDevices(const QAudioDevice& used);
    void reportAvailability(bool available, const QString& reason);
    void makeMixer(const QAudioDevice& device);
    void moveTo(const QAudioDevice& device);
    bool openSink();
    void closeSink();
    void tick();
    void feed();
    bool sinkHasDied();
    void abandonSink();
    void lose(const QString& reason);
    void reportPlayhead(bool always);
    void keepLevel(int frames);
    void reportLevel();
    std::int64_t heardSamples() const;
    std::int64_t unheardSamples() const;

    std::unique_ptr<SoundDevices> m_devices; // made by open(): it connects to the server
    QByteArray m_wantedDevice;
    QTimer m_watch; // for devices that come and go
    ToldDevices m_told;
    std::optional<bool> m_reportedAvailable;

    std::optional<Mixer> m_mixer;
    bool m_startWanted = false;   // play was asked for before there was a clip
    double m_wantedSeconds = 0.0; // sought before there was a mixer
    double m_regionBegin = 0.0;
    double m_regionEnd = 0.0;

    QAudioDevice m_device; // of m_sink
    std::unique_ptr<QAudioSink> m_sink;
    QIODevice* m_stream = nullptr; // the sink's
    QTimer m_timer;
    std::vector<float> m_buffer;
    std::int64_t m_writtenSamples = 0; // to m_sink
    /// Of a block that is on its way to the device.
    struct Level {
        std::int64_t end = 0; // of m_writtenSamples
        int frames = 0;
        float peak = 0.0F;
        double power = 0.0; // sum of squares of both channels
    };
    std::deque<Level> m_levels; // the oldest first
    int m_silentTicks = 0;
    // The watchdog: when the device last took sound.
    qint64 m_processedUs = 0;
    QElapsedTimer m_sinceProcessed;

    Playhead m_playhead;
    QElapsedTimer m_clock;
    qint64 m_playheadAtMs = 0;
    bool m_playheadShownPlaying = false;
};

} // namespace tonegraft
