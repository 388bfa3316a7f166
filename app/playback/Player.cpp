// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Player.h"

#include "app/playback/ServerThread.h"
#include "app/playback/SoundOutput.h"
#include "app/system/Failure.h"
#include "tonegraft/Resample.h"

#include <algorithm>
#include <utility>

namespace tonegraft {

namespace {

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
    : QObject(parent),
      m_output(new SoundOutput), m_preparation{Background(QStringLiteral("play content")),
                                               Background(QStringLiteral("play style")),
                                               Background(QStringLiteral("play output")),
                                               Background(QStringLiteral("play previous")),
                                               Background(QStringLiteral("play A")),
                                               Background(QStringLiteral("play B"))} {
    qRegisterMetaType<QList<SoundDevice>>();
    connect(m_output, &SoundOutput::availabilityChanged, this, &Player::onAvailability);
    connect(m_output, &SoundOutput::devicesChanged, this, &Player::devicesChanged);
    connect(m_output, &SoundOutput::playheadMoved, this, &Player::playheadMoved);
    connect(m_output, &SoundOutput::levelHeard, this, &Player::levelHeard);
    connect(m_output, &SoundOutput::lost, this, &Player::lost);
    connect(m_output, &SoundOutput::moved, this, &Player::moved);
    m_thread = std::make_unique<ServerThread>(std::unique_ptr<ServerObject>(m_output),
                                              QStringLiteral("audio"));
    connect(m_thread.get(), &ServerThread::answersChanged, this, [this](bool answers) {
        Q_EMIT availabilityChanged(answers && m_available,
                                   answers ? m_reason : tr("The sound server does not answer."));
    });
    onAudioThread([](SoundOutput& output) { output.open(); });
}

Player::~Player() = default;

void Player::setClip(Track track, std::shared_ptr<const AudioClip> clip, const Loudness& loudness) {
    m_preparation[index(track)].drop();
    m_tracks[index(track)] = {std::move(clip), loudness, false, false};
    prepare(track);
}

void Player::takeOver(Track track, std::shared_ptr<const AudioClip> clip,
                      const Loudness& loudness) {
    Heard& heard = m_tracks[index(track)];
    heard.clip = std::move(clip);
    heard.loudness = loudness;
    heard.again = heard.preparing;
    if (!heard.preparing)
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

void Player::setRegion(double beginSeconds, double endSeconds) {
    onAudioThread([beginSeconds, endSeconds](SoundOutput& output) {
        output.setRegion(beginSeconds, endSeconds);
    });
}

void Player::setLevelMatched(bool matched) {
    m_levelMatched = matched;
    onAudioThread([gains = gains()](SoundOutput& output) {
        for (std::size_t i = 0; output.mixer() && i < gains.size(); ++i)
            output.mixer()->setGain(static_cast<Track>(i), gains[i]);
    });
}

void Player::setVolume(double gain) {
    m_volume = gain;
    onAudioThread([gain](SoundOutput& output) {
        if (Mixer* mixer = output.mixer())
            mixer->setVolume(static_cast<float>(gain));
    });
}

void Player::setMix(double output) {
    m_mix = output;
    onAudioThread([output](SoundOutput& sound) {
        if (Mixer* mixer = sound.mixer())
            mixer->setMix(static_cast<float>(output));
    });
}

void Player::setDevice(const QByteArray& id) {
    onAudioThread([id](SoundOutput& output) { output.setDevice(id); });
}

bool Player::shutDown(int milliseconds) {
    return m_thread->shutDown(milliseconds) &&
           std::none_of(m_preparation.begin(), m_preparation.end(),
                        [](const Background& background) { return background.working(); });
}

void Player::onAudioThread(std::function<void(SoundOutput&)> work) {
    m_thread->run([output = m_output, work = std::move(work)] { work(*output); });
}

void Player::onAvailability(bool available, int sampleRateHz, const QString& reason) {
    m_available = available;
    m_reason = reason;
    if (available && m_sampleRateHz == 0) {
        m_sampleRateHz = sampleRateHz;
        // What was asked for before there was a mixer to ask.
        select(m_selected);
        setLooping(m_looping);
        setVolume(m_volume);
        setMix(m_mix);
        for (int i = 0; i < kTrackCount; ++i)
            prepare(static_cast<Track>(i));
    }
    Q_EMIT availabilityChanged(available, reason);
}

void Player::prepare(Track track) {
    if (m_sampleRateHz == 0)
        return;
    Heard& heard = m_tracks[index(track)];
    if (!heard.clip) {
        sendClip(track, nullptr);
        return;
    }
    heard.preparing = true;
    m_preparation[index(track)].replace(
        [this, track, clip = heard.clip, rateHz = m_sampleRateHz]() -> Background::Delivery {
            std::shared_ptr<const AudioClip> prepared;
            const QString failure = failureOf([&] { prepared = preparedClip(clip, rateHz); });
            return [this, track, prepared, failure] { onPrepared(track, prepared, failure); };
        });
}

void Player::onPrepared(Track track, std::shared_ptr<const AudioClip> prepared,
                        const QString& failure) {
    Heard& heard = m_tracks[index(track)];
    heard.preparing = false;
    sendClip(track, std::move(prepared));
    if (!failure.isEmpty())
        Q_EMIT lost(failure);
    if (std::exchange(heard.again, false))
        prepare(track);
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
        if (m_tracks[i].clip && (m_levelMatched || static_cast<Track>(i) >= Track::first))
            present[i] = m_tracks[i].loudness;
    return matchedGains(present);
}

} // namespace tonegraft
