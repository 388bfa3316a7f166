// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/RunSession.h"
#include "app/playback/Player.h"
#include "ui/MainWindow.h"

#include <QObject>

namespace tonegraft {

/// Joins the window's listening controls and the player. Thread: GUI.
class ListeningSession : public QObject {
    Q_OBJECT

public:
    ListeningSession(MainWindow& window, const RunSession& runs, QObject* parent = nullptr);

    void setClip(ClipRole role, const ShownClip& clip);
    void setLooping(bool looping);
    void setLevelMatched(bool matched);
    bool looping() const { return m_looping; }
    bool levelMatched() const { return m_levelMatched; }
    /// As Player::shutDown().
    bool shutDown(int milliseconds) { return m_player.shutDown(milliseconds); }

private:
    void onResultChanged(const RunSession& runs);

    MainWindow& m_window;
    Player m_player;
    bool m_looping = false;
    bool m_levelMatched = true;
};

} // namespace tonegraft
