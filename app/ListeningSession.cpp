// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ListeningSession.h"

namespace tonegraft {

namespace {

Track trackOf(Source source) {
    switch (source) {
    case Source::content:
        return Track::content;
    case Source::style:
        return Track::style;
    case Source::output:
        return Track::output;
    }
    return Track::content;
}

} // namespace

ListeningSession::ListeningSession(MainWindow& window, const RunSession& runs, QObject* parent)
    : QObject(parent), m_window(window) {
    // Until the sound server has answered.
    window.setPlaybackAvailable(false, tr("Looking for a sound device…"));
    connect(&m_player, &Player::availabilityChanged, &window, &MainWindow::setPlaybackAvailable);
    connect(&m_player, &Player::playheadMoved, &window, &MainWindow::showPlayhead);
    connect(&m_player, &Player::lost, this,
            [this](const QString& reason) { m_window.showMessage(Severity::warning, reason); });
    connect(&window, &MainWindow::playToggled, &m_player, &Player::setPlaying);
    connect(&window, &MainWindow::seekRequested, &m_player, &Player::seek);
    connect(&window, &MainWindow::sourceChosen, this,
            [this](Source source) { m_player.select(trackOf(source)); });
    connect(&window, &MainWindow::loopToggled, this, [this](bool looping) {
        m_looping = looping;
        m_player.setLooping(looping);
    });
    connect(&window, &MainWindow::levelMatchToggled, this, [this](bool matched) {
        m_levelMatched = matched;
        m_player.setLevelMatched(matched);
    });
    connect(&runs, &RunSession::resultChanged, this, [this, &runs] { onResultChanged(runs); });
}

void ListeningSession::setClip(ClipRole role, const ShownClip& clip) {
    m_player.setClip(role == ClipRole::content ? Track::content : Track::style, clip.clip,
                     clip.loudness);
}

void ListeningSession::setLooping(bool looping) {
    m_looping = looping;
    m_window.setLooping(looping);
    m_player.setLooping(looping);
}

void ListeningSession::setLevelMatched(bool matched) {
    m_levelMatched = matched;
    m_window.setLevelMatched(matched);
    m_player.setLevelMatched(matched);
}

void ListeningSession::onResultChanged(const RunSession& runs) {
    const auto& shown = runs.result();
    if (!shown) {
        m_player.setClip(Track::output, nullptr);
        return;
    }
    // The clip lives as long as the result that it is part of.
    m_player.setClip(Track::output,
                     std::shared_ptr<const AudioClip>(shown->result, &shown->result->output),
                     shown->loudness);
}

} // namespace tonegraft
