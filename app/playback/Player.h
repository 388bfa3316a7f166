// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Background.h"
#include "app/playback/LevelMatch.h"
#include "app/playback/Mixer.h"
#include "tonegraft/Loudness.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace tonegraft {

class SoundOutput;

/// Plays content, style and output from one position, on a thread of its own. No call waits for
/// the sound server; without one, nothing but the sound is missing. Thread: GUI.
class Player : public QObject {
    Q_OBJECT

public:
    explicit Player(QObject* parent = nullptr);
    ~Player() override;

    /// Any rate, any number of channels (more than two are heard mixed to one). Null: none.
    void setClip(Track track, std::shared_ptr<const AudioClip> clip, const Loudness& loudness = {});
    void setPlaying(bool playing);
    void select(Track track);
    void seek(double seconds);
    void setLooping(bool looping);
    void setLevelMatched(bool matched);

    /// Ends the sound. False if the sound server holds the audio thread, or a clip is still being
    /// prepared, after `milliseconds`; then the process must end without waiting for it.
    bool shutDown(int milliseconds);

Q_SIGNALS:
    void availabilityChanged(bool available, const QString& reason);
    void playheadMoved(double seconds, bool playing);
    /// Sound stopped by itself; for the message bar.
    void lost(const QString& reason);

private:
    struct Heard {
        std::shared_ptr<const AudioClip> clip;
        Loudness loudness;
    };

    void onAudioThread(std::function<void(SoundOutput&)> work);
    void onAvailability(bool available, int sampleRateHz, const QString& reason);
    void prepare(Track track);
    void sendClip(Track track, std::shared_ptr<const AudioClip> prepared);
    std::array<float, kTrackCount> gains() const;
    void watch();

    QThread* m_thread;      // left behind if the sound server holds it
    SoundOutput* m_output;  // lives on m_thread, deleted there
    bool m_ended = false;   // shutDown() has been asked for
    int m_sampleRateHz = 0; // of the mixer; 0: no device yet
    std::array<Heard, kTrackCount> m_tracks;
    std::array<Background, kTrackCount> m_preparation;
    bool m_levelMatched = true;
    bool m_looping = false;
    Track m_selected = Track::content;
    // The watchdog of the audio thread itself.
    QTimer m_watchdog;
    int m_lastHeartbeat = -1;
    QElapsedTimer m_sinceHeartbeat;
    bool m_answers = true;
};

} // namespace tonegraft
