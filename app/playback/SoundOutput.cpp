// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/SoundOutput.h"

#include <QAudioFormat>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {

namespace {

constexpr int kTickMs = 10;
// PulseAudio never starts a stream with a buffer of 8 to 24 KiB; 32 KiB are 93 ms at 44.1 kHz.
constexpr int kLeastBufferBytes = 32 * 1024;
constexpr double kBufferSeconds = 0.09;
constexpr int kFrameBytes = static_cast<int>(sizeof(float)) * Mixer::kChannels;
// A null sink was seen to stall for 2 s at its first start.
constexpr int kNotStartedAfterMs = 6000;
constexpr int kDeadAfterMs = 2500;
// The device is kept for a while after a stop, so that the next start is heard at once.
constexpr int kSilentTicksBeforeClose = 2000 / kTickMs;
constexpr int kSearchEveryMs = 2000;
constexpr int kPlayheadEveryMs = 30;
constexpr double kPlayheadJumpSeconds = 0.25;

int bufferBytes(int sampleRateHz) {
    return std::max(kLeastBufferBytes,
                    static_cast<int>(kBufferSeconds * sampleRateHz) * kFrameBytes);
}

/// Qt 6.4 does not follow a change of the default (QTBUG-112219): any device is better than none.
QAudioDevice presentDevice() {
    const QAudioDevice preferred = QMediaDevices::defaultAudioOutput();
    const QList<QAudioDevice> present = QMediaDevices::audioOutputs();
    return preferred.isNull() && !present.isEmpty() ? present.first() : preferred;
}

} // namespace

SoundOutput::SoundOutput() : m_timer(this), m_search(this) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &SoundOutput::tick);
}

SoundOutput::~SoundOutput() {
    closeSink();
}

void SoundOutput::open() {
    m_devices = std::make_unique<QMediaDevices>();
    connect(m_devices.get(), &QMediaDevices::audioOutputsChanged, this,
            &SoundOutput::lookForDevice);
    connect(&m_search, &QTimer::timeout, this, &SoundOutput::lookForDevice);
    lookForDevice();
}

void SoundOutput::setPlaying(bool playing) {
    ++m_heartbeat;
    if (!m_mixer)
        return;
    if (!playing) {
        m_mixer->stop();
    } else if (m_stream || openSink()) {
        m_mixer->start();
        m_silentTicks = 0;
        m_sinceProcessed.start();
    }
    m_startWanted = playing && m_stream && !m_mixer->playing();
    reportPlayhead(true);
}

void SoundOutput::setClip(Track track, std::shared_ptr<const AudioClip> clip) {
    if (!m_mixer)
        return;
    m_mixer->setClip(track, std::move(clip));
    if (m_startWanted)
        setPlaying(true);
}

void SoundOutput::seek(double seconds) {
    m_wantedSeconds = seconds;
    if (!m_mixer)
        return;
    m_mixer->seek(std::llround(seconds * m_mixer->sampleRateHz()));
    reportPlayhead(true);
}

void SoundOutput::lookForDevice() {
    ++m_heartbeat;
    m_device = presentDevice();
    if (m_device.isNull()) {
        // Qt 6.4 does not tell when the first device comes back.
        m_search.start(kSearchEveryMs);
        Q_EMIT availabilityChanged(false, 0, tr("No sound device was found."));
        return;
    }
    m_search.stop();
    if (!m_mixer) {
        m_mixer.emplace(std::max(m_device.preferredFormat().sampleRate(), 8000));
        m_buffer.resize(static_cast<std::size_t>(bufferBytes(m_mixer->sampleRateHz())) /
                        sizeof(float));
        seek(m_wantedSeconds);
    }
    Q_EMIT availabilityChanged(true, m_mixer->sampleRateHz(), {});
}

bool SoundOutput::openSink() {
    QAudioFormat format;
    format.setSampleRate(m_mixer->sampleRateHz());
    format.setChannelCount(Mixer::kChannels);
    format.setSampleFormat(QAudioFormat::Float);
    m_device = presentDevice();
    if (m_device.isNull()) {
        lose(tr("There is no sound device any more."));
        return false;
    }
    m_sink = std::make_unique<QAudioSink>(m_device, format);
    // Before every start: Qt 6.4 forgets it.
    m_sink->setBufferSize(bufferBytes(m_mixer->sampleRateHz()));
    m_stream = m_sink->start();
    if (!m_stream || m_sink->error() != QAudio::NoError) {
        lose(tr("The sound device could not be opened."));
        return false;
    }
    m_processedUs = 0;
    m_sinceProcessed.start();
    m_timer.start();
    return true;
}

void SoundOutput::closeSink() {
    m_timer.stop();
    m_stream = nullptr;
    // Deleting a sink runs the event loop in Qt 6.4: what is called then must find none.
    if (const auto sink = std::exchange(m_sink, nullptr))
        sink->stop();
}

void SoundOutput::tick() {
    ++m_heartbeat;
    if (!m_stream)
        return;
    if (sinkHasDied()) {
        // Not worth a word if nothing was to be heard.
        if (m_mixer->playing())
            lose(tr("The sound device is gone or does not answer; playing has stopped."));
        else
            abandonSink();
        return;
    }
    feed();
    reportPlayhead(false);
    m_silentTicks = m_mixer->silent() && !m_mixer->playing() ? m_silentTicks + 1 : 0;
    if (m_silentTicks > kSilentTicksBeforeClose)
        closeSink();
}

void SoundOutput::feed() {
    const int free = static_cast<int>(m_sink->bytesFree()) / kFrameBytes;
    const int frames = std::min(free, static_cast<int>(m_buffer.size()) / Mixer::kChannels);
    if (frames <= 0)
        return;
    m_mixer->render(m_buffer.data(), frames);
    m_stream->write(reinterpret_cast<const char*>(m_buffer.data()),
                    static_cast<qint64>(frames) * kFrameBytes);
}

bool SoundOutput::sinkHasDied() {
    if (m_sink->state() == QAudio::StoppedState || m_sink->error() == QAudio::FatalError ||
        m_sink->error() == QAudio::IOError)
        return true;
    const qint64 processed = m_sink->processedUSecs();
    if (processed != m_processedUs) {
        m_processedUs = processed;
        m_sinceProcessed.start();
    }
    return m_sinceProcessed.elapsed() > (m_processedUs > 0 ? kDeadAfterMs : kNotStartedAfterMs);
}

void SoundOutput::abandonSink() {
    m_mixer->stop();
    // Nobody hears the fade any more: what is left of it must not sound at the next start.
    while (!m_mixer->silent())
        m_mixer->render(m_buffer.data(), static_cast<int>(m_buffer.size()) / Mixer::kChannels);
    closeSink();
    reportPlayhead(true);
}

void SoundOutput::lose(const QString& reason) {
    abandonSink();
    Q_EMIT lost(reason);
    lookForDevice();
}

void SoundOutput::reportPlayhead(bool always) {
    const bool playing = m_mixer->playing();
    if (!always && playing == m_playheadShownPlaying &&
        (!playing || m_sincePlayhead.elapsed() < kPlayheadEveryMs))
        return;
    const double measured =
        static_cast<double>(m_mixer->heardPosition(queuedSamples())) / m_mixer->sampleRateHz();
    const double passed = m_sincePlayhead.isValid() ? m_sincePlayhead.elapsed() / 1000.0 : 0.0;
    const double expected = m_playheadSeconds + passed;
    const bool runsOn = !always && playing && m_playheadShownPlaying &&
                        std::abs(measured - expected) < kPlayheadJumpSeconds;
    m_playheadSeconds = runsOn ? expected + 0.1 * (measured - expected) : measured;
    m_playheadShownPlaying = playing;
    m_sincePlayhead.start();
    Q_EMIT playheadMoved(m_playheadSeconds, playing);
}

std::int64_t SoundOutput::queuedSamples() const {
    // A stopped mixer shows where it stands, not what is still on its way.
    if (!m_stream || !m_mixer->playing())
        return 0;
    return std::max<std::int64_t>(m_sink->bufferSize() - m_sink->bytesFree(), 0) / kFrameBytes;
}

} // namespace tonegraft
