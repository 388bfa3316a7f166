// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Player.h"

#include "app/Failure.h"
#include "app/playback/SoundOutput.h"
#include "tonegraft/Resample.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <utility>

namespace tonegraft {

namespace {

constexpr int kWatchEveryMs = 1000;
constexpr int kNoAnswerAfterMs = 6000;

/// In the mixer's rate, one or two channels.
std::shared_ptr<const AudioClip> preparedClip(const std::shared_ptr<const AudioClip>& clip,
                                              int sampleRateHz) {
    const bool few = clip->channelCount() <= Mixer::kChannels;
    if (few && clip->sampleRateHz == sampleRateHz)
        return clip;
    return std::make_shared<const AudioClip>(
        resampled(few ? *clip : mixedToMono(*clip), sampleRateHz));
}

std::size_t index(Track track) {
    return static_cast<std::size_t>(track);
}

} // namespace

Player::Player(QObject* parent)
    : QObject(parent), m_thread(new QThread),
      m_output(new SoundOutput), m_preparation{Background(QStringLiteral("play content")),
                                               Background(QStringLiteral("play style")),
                                               Background(QStringLiteral("play output"))} {
    connect(m_output, &SoundOutput::availabilityChanged, this, &Player::onAvailability);
    connect(m_output, &SoundOutput::playheadMoved, this, &Player::playheadMoved);
    connect(m_output, &SoundOutput::lost, this, &Player::lost);
    connect(m_thread, &QThread::finished, m_output, &QObject::deleteLater);
    connect(&m_watchdog, &QTimer::timeout, this, &Player::watch);
    m_thread->setObjectName(QStringLiteral("audio"));
    m_output->moveToThread(m_thread);
    m_thread->start(QThread::HighPriority);
    m_watchdog.start(kWatchEveryMs);
    m_sinceHeartbeat.start();
    onAudioThread([](SoundOutput& output) { output.open(); });
}

Player::~Player() {
    shutDown(kNoAnswerAfterMs);
    if (m_thread->isFinished())
        delete m_thread;
}

void Player::setClip(Track track, std::shared_ptr<const AudioClip> clip, const Loudness& loudness) {
    m_tracks[index(track)] = {std::move(clip), loudness};
    prepare(track);
}

void Player::setPlaying(bool playing) {
    onAudioThread([playing](SoundOutput& output) { output.setPlaying(playing); });
}

void Player::select(Track track) {
    m_selected = track;
    onAudioThread([track](SoundOutput& output) {
        if (Mixer* mixer = output.mixer())
            mixer->select(track);
    });
}

void Player::seek(double seconds) {
    onAudioThread([seconds](SoundOutput& output) { output.seek(seconds); });
}

void Player::setLooping(bool looping) {
    m_looping = looping;
    onAudioThread([looping](SoundOutput& output) {
        if (Mixer* mixer = output.mixer())
            mixer->setLooping(looping);
    });
}

void Player::setLevelMatched(bool matched) {
    m_levelMatched = matched;
    onAudioThread([gains = gains()](SoundOutput& output) {
        for (std::size_t i = 0; output.mixer() && i < gains.size(); ++i)
            output.mixer()->setGain(static_cast<Track>(i), gains[i]);
    });
}

bool Player::shutDown(int milliseconds) {
    m_ended = true;
    m_watchdog.stop();
    m_thread->quit();
    return m_thread->wait(QDeadlineTimer(milliseconds)) &&
           std::none_of(m_preparation.begin(), m_preparation.end(),
                        [](const Background& background) { return background.working(); });
}

void Player::onAudioThread(std::function<void(SoundOutput&)> work) {
    if (m_ended)
        return;
    QMetaObject::invokeMethod(
        m_output, [output = m_output, work = std::move(work)] { work(*output); },
        Qt::QueuedConnection);
}

void Player::onAvailability(bool available, int sampleRateHz, const QString& reason) {
    m_answers = true;
    if (available && m_sampleRateHz == 0) {
        m_sampleRateHz = sampleRateHz;
        // What was asked for before there was a mixer to ask.
        select(m_selected);
        setLooping(m_looping);
        for (int i = 0; i < kTrackCount; ++i)
            prepare(static_cast<Track>(i));
    }
    Q_EMIT availabilityChanged(available, reason);
}

void Player::prepare(Track track) {
    if (m_sampleRateHz == 0)
        return;
    Background& background = m_preparation[index(track)];
    if (!m_tracks[index(track)].clip) {
        background.drop();
        sendClip(track, nullptr);
        return;
    }
    background.replace([this, track, clip = m_tracks[index(track)].clip,
                        rateHz = m_sampleRateHz]() -> Background::Delivery {
        std::shared_ptr<const AudioClip> prepared;
        const QString failure = failureOf([&] { prepared = preparedClip(clip, rateHz); });
        return [this, track, prepared, failure] {
            sendClip(track, prepared);
            if (!failure.isEmpty())
                Q_EMIT lost(failure);
        };
    });
}

void Player::sendClip(Track track, std::shared_ptr<const AudioClip> prepared) {
    onAudioThread([track, prepared = std::move(prepared), gains = gains()](SoundOutput& output) {
        for (std::size_t i = 0; output.mixer() && i < gains.size(); ++i)
            output.mixer()->setGain(static_cast<Track>(i), gains[i]);
        output.setClip(track, prepared);
    });
}

std::array<float, kTrackCount> Player::gains() const {
    std::array<std::optional<Loudness>, kTrackCount> present;
    for (std::size_t i = 0; i < present.size(); ++i)
        if (m_levelMatched && m_tracks[i].clip)
            present[i] = m_tracks[i].loudness;
    return matchedGains(present);
}

void Player::watch() {
    const int heartbeat = m_output->heartbeat();
    if (heartbeat != m_lastHeartbeat) {
        m_lastHeartbeat = heartbeat;
        m_sinceHeartbeat.start();
        m_answers = true;
        // The answer to this is the next heartbeat.
        onAudioThread([](SoundOutput& output) { output.beat(); });
    } else if (m_answers && m_sinceHeartbeat.elapsed() > kNoAnswerAfterMs) {
        m_answers = false;
        Q_EMIT availabilityChanged(false, tr("The sound server does not answer."));
    }
}

} // namespace tonegraft
