// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ListeningSession.h"

#include "ui/window/TransportBar.h"

#include <utility>

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
    case Source::previous:
        return Track::previous;
    }
    return Track::content;
}

/// Of which clip the region loops.
ClipRole roleOf(Source source) {
    return source == Source::style ? ClipRole::style : ClipRole::content;
}

std::size_t index(Track track) {
    return static_cast<std::size_t>(track);
}

} // namespace

ListeningSession::ListeningSession(MainWindow& window, RunSession& runs, QObject* parent)
    : QObject(parent), m_window(window), m_runs(runs) {
    // Until the sound server has answered.
    window.setPlaybackAvailable(false, tr("Looking for a sound device…"));
    connectPlayer();
    connectWindow();
    connect(&runs, &RunSession::resultChanged, this, &ListeningSession::onResultChanged);
    connect(&runs, &RunSession::runFailed, this, &ListeningSession::onResultChanged);
    connect(&runs, &RunSession::audible, this, [this](const auto& state) {
        // The clip lives as long as the state that it is part of.
        onAudible(*state, std::shared_ptr<const AudioClip>(state, &state->clip));
    });
}

void ListeningSession::connectPlayer() {
    connect(&m_player, &Player::availabilityChanged, &m_window, &MainWindow::setPlaybackAvailable);
    connect(&m_player, &Player::playheadMoved, this, &ListeningSession::onPlayhead);
    connect(&m_player, &Player::levelHeard, this, [this](double peak, double rms, double seconds) {
        if (!m_blind)
            m_window.transport()->showLevel(peak, rms, seconds);
    });
    connect(&m_player, &Player::devicesChanged, this, &ListeningSession::onDevices);
    connect(&m_player, &Player::lost, this,
            [this](const QString& reason) { m_window.showMessage(Severity::warning, reason); });
    connect(&m_player, &Player::moved, this, [this](const QString& device) {
        m_window.showNote(tr("The sound device is gone; playing on %1").arg(device));
    });
}

void ListeningSession::connectWindow() {
    connect(&m_window, &MainWindow::playToggled, &m_player, &Player::setPlaying);
    connect(&m_window, &MainWindow::seekRequested, &m_player, &Player::seek);
    connect(&m_window, &MainWindow::sourceChosen, this, &ListeningSession::choose);
    connect(&m_window, &MainWindow::regionChanged, this, &ListeningSession::onRegion);
    connect(&m_window, &MainWindow::loopToggled, this, [this](bool looping) {
        m_state.looping = looping;
        m_player.setLooping(looping);
    });
    connect(&m_window, &MainWindow::levelMatchToggled, this, [this](bool matched) {
        m_state.levelMatched = matched;
        m_player.setLevelMatched(matched);
    });
    connect(&m_window, &MainWindow::mixChanged, &m_player, &Player::setMix);
    const TransportBar* transport = m_window.transport();
    connect(transport, &TransportBar::volumeChanged, this, [this](int percent) {
        m_state.volumePercent = percent;
        m_player.setVolume(volumeGain(percent));
    });
    connect(transport, &TransportBar::deviceChosen, this, [this](const QString& id) {
        m_state.device = id.toUtf8();
        m_player.setDevice(m_state.device);
        showDevices();
    });
}

void ListeningSession::setClip(ClipRole role, const ShownClip& clip) {
    const Track track = role == ClipRole::content ? Track::content : Track::style;
    m_durations[index(track)] = clip.clip ? clip.clip->durationSeconds() : 0.0;
    m_player.setClip(track, clip.clip, clip.loudness);
    // The result before is of the clips before: under these pictures it is not heard unasked.
    if (m_source == Source::previous)
        show(Source::content);
    // A place in another clip means nothing in this one.
    if (role == roleOf(m_source))
        m_player.seek(0.0);
    loopRegion();
    showDuration();
}

void ListeningSession::show(Source source) {
    m_window.setSource(source);
    choose(source);
}

void ListeningSession::setState(const ListeningState& state) {
    m_state = state;
    m_window.setLooping(state.looping);
    m_player.setLooping(state.looping);
    m_window.setLevelMatched(state.levelMatched);
    m_player.setLevelMatched(state.levelMatched);
    m_window.transport()->setVolume(state.volumePercent);
    m_player.setVolume(volumeGain(state.volumePercent));
    m_player.setDevice(state.device);
    showDevices();
}

void ListeningSession::setCandidates(const ShownResult* first, const ShownResult* second) {
    const auto set = [this](Track track, const ShownResult* shown) {
        m_player.setClip(track, shown ? shown->output : nullptr,
                         shown ? shown->loudness : Loudness{});
    };
    if (m_blind)
        choose(m_source);
    set(Track::first, first);
    set(Track::second, second);
}

void ListeningSession::hear(bool second) {
    m_blind = true;
    m_player.select(second ? Track::second : Track::first);
}

void ListeningSession::choose(Source source) {
    m_source = source;
    m_blind = false;
    m_player.select(trackOf(source));
    loopRegion();
    listenToRuns();
    showDuration();
}

void ListeningSession::onRegion(ClipRole role, const std::optional<Region>& region) {
    loopRegion();
    // What was just chosen is what Play shall play.
    if (region && !m_playing && role == roleOf(m_source))
        m_player.seek(region->startSeconds);
}

/// A style without a region of its own is heard beside the content's.
void ListeningSession::loopRegion() {
    std::optional<Region> region = m_window.region(roleOf(m_source));
    if (!region)
        region = m_window.region(ClipRole::content);
    const Region loop = region.value_or(Region{});
    m_player.setRegion(loop.startSeconds, loop.endSeconds());
}

void ListeningSession::onPlayhead(double seconds, bool playing) {
    m_window.showPlayhead(seconds, playing);
    if (std::exchange(m_playing, playing) == playing)
        return;
    listenToRuns();
    Q_EMIT playingChanged(playing);
}

void ListeningSession::onDevices(const QList<SoundDevice>& devices, const QByteArray& used) {
    m_devices.devices.clear();
    for (const SoundDevice& device : devices)
        m_devices.devices.append({QString::fromUtf8(device.id), device.name});
    m_devices.usedId = QString::fromUtf8(used);
    showDevices();
}

void ListeningSession::onAudible(const AudibleState& state, std::shared_ptr<const AudioClip> clip) {
    // What grows takes the place of the result, which can be compared with it.
    const auto& before = m_runs.isPreview() ? m_runs.previousResult() : m_runs.result();
    if (before)
        setTrack(Track::previous, *before);
    m_heard[index(Track::output)].reset();
    m_durations[index(Track::output)] = clip->durationSeconds();
    m_player.takeOver(Track::output, std::move(clip), state.loudness);
    showDuration();
}

void ListeningSession::onResultChanged() {
    const auto& shown = m_runs.result();
    const auto& before = m_runs.previousResult();
    // What comes next is to be heard, unless something is heard already that is still the same.
    const bool changes = m_source == Source::previous;
    if (!m_blind && shown && m_heard[index(Track::output)] != shown->output &&
        (changes || (!m_playing && m_source == Source::content)))
        show(Source::output);
    if (shown)
        setTrack(Track::output, *shown);
    else
        clearTrack(Track::output);
    if (before)
        setTrack(Track::previous, *before);
    else
        clearTrack(Track::previous);
    const bool nothing = (m_source == Source::output && !shown && !m_runs.running()) ||
                         (m_source == Source::previous && !before);
    if (nothing) {
        m_player.setPlaying(false);
        show(Source::content);
    }
}

void ListeningSession::setTrack(Track track, const ShownResult& shown) {
    if (std::exchange(m_heard[index(track)], shown.output) == shown.output)
        return;
    m_durations[index(track)] = shown.output->durationSeconds();
    m_player.setClip(track, shown.output, shown.loudness);
    if (track == Track::previous)
        m_window.setPreviousAvailable(true);
    showDuration();
}

void ListeningSession::clearTrack(Track track) {
    m_heard[index(track)].reset();
    m_durations[index(track)] = 0.0;
    m_player.setClip(track, nullptr);
    if (track == Track::previous)
        m_window.setPreviousAvailable(false);
    showDuration();
}

void ListeningSession::listenToRuns() {
    m_runs.setListening(m_playing && m_source == Source::output);
}

void ListeningSession::showDevices() {
    m_devices.chosenId = QString::fromUtf8(m_state.device);
    m_window.transport()->setDevices(m_devices);
}

void ListeningSession::showDuration() {
    m_window.transport()->setDuration(m_durations[index(trackOf(m_source))]);
}

} // namespace tonegraft
