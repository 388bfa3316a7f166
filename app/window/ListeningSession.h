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
    /// As Player::shutDown().
    bool shutDown(int milliseconds) { return m_player.shutDown(milliseconds); }

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
    std::array<double, kTrackCount> m_durations{};
    std::array<std::shared_ptr<const AudioClip>, kTrackCount> m_heard; // results
};

} // namespace tonegraft
