// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/Player.h"
#include "app/runs/RunSession.h"
#include "app/window/ListeningState.h"
#include "ui/kit/DeviceChoice.h"
#include "ui/window/MainWindow.h"

#include <QObject>

#include <array>
#include <optional>

namespace tonegraft {

/// Joins the window's listening controls and the player. While the output is heard, the states
/// of a run take its place as they come. What loops is the region that the window shows of what
/// is heard. Thread: GUI.
class ListeningSession : public QObject {
    Q_OBJECT

public:
    ListeningSession(MainWindow& window, RunSession& runs, QObject* parent = nullptr);

    void setClip(ClipRole role, const ShownClip& clip);
    void setState(const ListeningState& state);
    const ListeningState& state() const { return m_state; }
    /// Two results that hear() plays in place of what the window's source is, until its user
    /// chooses one, or (both null) they are taken away.
    void setCandidates(const ShownResult* first, const ShownResult* second);
    void hear(bool second);
    /// From where the playhead is.
    void hearOutput() { show(Source::output); }
    void setPlaying(bool playing) { m_player.setPlaying(playing); }
    bool playing() const { return m_playing; }
    /// As Player::shutDown().
    bool shutDown(int milliseconds) { return m_player.shutDown(milliseconds); }

Q_SIGNALS:
    void playingChanged(bool playing);

private:
    void connectPlayer();
    void connectWindow();
    void choose(Source source);
    void show(Source source); ///< chosen by the program
    void onRegion(ClipRole role, const std::optional<Region>& region);
    void onPlayhead(double seconds, bool playing);
    void onDevices(const QList<SoundDevice>& devices, const QByteArray& used);
    void onAudible(const AudibleState& state, std::shared_ptr<const AudioClip> clip);
    void onResultChanged();
    void setTrack(Track track, const ShownResult& shown);
    void clearTrack(Track track);
    void listenToRuns();
    void loopRegion();
    void showDevices();
    void showDuration();

    MainWindow& m_window;
    RunSession& m_runs;
    Player m_player;
    ListeningState m_state;
    DeviceChoices m_devices;
    Source m_source = Source::content;
    bool m_playing = false;
    bool m_blind = false; // what is heard is one of the candidates: nothing may tell which
    std::array<double, kTrackCount> m_durations{};
    std::array<std::shared_ptr<const AudioClip>, kTrackCount> m_heard; // results
};

} // namespace tonegraft
