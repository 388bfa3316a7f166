// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/LevelMatch.h"
#include "app/playback/Mixer.h"
#include "app/playback/SoundDevices.h"
#include "app/system/Background.h"
#include "tonegraft/Loudness.h"

#include <QObject>

#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace tonegraft {

class ServerThread;
class SoundOutput;

/// Plays content, style, output and the result before from one position, on a thread of its own.
/// No call waits for the sound server; without one, nothing but the sound is missing.
/// Thread: GUI.
class Player : public QObject {
    Q_OBJECT

public:
    explicit Player(QObject* parent = nullptr);
    ~Player() override;

    /// Any rate, any number of channels (more than two are heard mixed to one). Null: none.
    void setClip(Track track, std::shared_ptr<const AudioClip> clip, const Loudness& loudness = {});
    /// A newer state of the clip that the track has: it takes over where the old one is, as soon
    /// as it is ready. Of states that come faster than that, the newest counts.
    void takeOver(Track track, std::shared_ptr<const AudioClip> clip, const Loudness& loudness);
    void setPlaying(bool playing);
    void select(Track track);
    void seek(double seconds);
    void setLooping(bool looping);
    /// What loops; all of the clip if the end is not behind the beginning.
    void setRegion(double beginSeconds, double endSeconds);
    /// But for the two of a blind test, which are always matched.
    void setLevelMatched(bool matched);
    /// 0 to 1, as gain.
    void setVolume(double gain);
    /// As Mixer::setMix().
    void setMix(double output);
    /// As SoundOutput::setDevice().
    void setDevice(const QByteArray& id);

    /// Ends the sound. False if the sound server holds the audio thread, or a clip is still being
    /// prepared, after `milliseconds`; then the process must end without waiting for it.
    bool shutDown(int milliseconds);

Q_SIGNALS:
    void availabilityChanged(bool available, const QString& reason);
    /// The devices there are, and the one that is used.
    void devicesChanged(const QList<tonegraft::SoundDevice>& devices, const QByteArray& used);
    void playheadMoved(double seconds, bool playing);
    /// As SoundOutput::levelHeard().
    void levelHeard(double peak, double rms, double seconds);
    /// Sound stopped by itself; for the message bar.
    void lost(const QString& reason);
    /// The device that played is gone, and this one goes on.
    void moved(const QString& deviceName);

private:
    struct Heard {
        std::shared_ptr<const AudioClip> clip;
        Loudness loudness;
        bool preparing = false;
        bool again = false; // a newer state has come meanwhile
    };

    void onAudioThread(std::function<void(SoundOutput&)> work);
    void onAvailability(bool available, int sampleRateHz, const QString& reason);
    void prepare(Track track);
    void onPrepared(Track track, std::shared_ptr<const AudioClip> prepared, const QString& failure);
    void sendClip(Track track, std::shared_ptr<const AudioClip> prepared);
    std::array<float, kTrackCount> gains() const;

    SoundOutput* m_output; // lives on m_thread
    std::unique_ptr<ServerThread> m_thread;
    int m_sampleRateHz = 0; // of the mixer; 0: no device yet
    bool m_available = false;
    QString m_reason;
    std::array<Heard, kTrackCount> m_tracks;
    std::array<Background, kTrackCount> m_preparation;
    bool m_levelMatched = true;
    bool m_looping = false;
    double m_volume = 1.0;
    double m_mix = 1.0;
    Track m_selected = Track::content;
};

} // namespace tonegraft
