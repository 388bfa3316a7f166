// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/SoundInput.h"

#include <QAudioFormat>

#include <algorithm>
#include <utility>

namespace tonegraft {

namespace {

constexpr int kTickMs = 20;
constexpr int kWatchEveryMs = 400;
constexpr int kMostChannels = 2;
constexpr int kLeastRateHz = 8000;
constexpr int kMostRateHz = 192000;
constexpr int kLevelsPerSecond = 20;
constexpr double kPortionSeconds = 0.05; // of what the server hands over at a time
constexpr double kBlockSeconds = 0.5;    // most that is read at a time
// A null sink was seen to stall for 2 s at its first start.
constexpr int kDeadAfterMs = 6000;

QAudioFormat formatOf(const QAudioDevice& device) {
    const QAudioFormat preferred = device.preferredFormat();
    QAudioFormat format;
    format.setSampleRate(std::clamp(preferred.sampleRate(), kLeastRateHz, kMostRateHz));
    format.setChannelCount(std::clamp(preferred.channelCount(), 1, kMostChannels));
    format.setSampleFormat(QAudioFormat::Float);
    return format;
}

} // namespace

SoundInput::SoundInput(std::shared_ptr<RecordingBuffer> buffer)
    : m_buffer(std::move(buffer)), m_watch(this), m_timer(this) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &SoundInput::tick);
    connect(&m_watch, &QTimer::timeout, this, &SoundInput::watchDevices);
}

SoundInput::~SoundInput() {
    closeSource();
}

void SoundInput::open() {
    m_devices = std::make_unique<SoundDevices>(QAudioDevice::Input);
    watchDevices();
    m_watch.start(kWatchEveryMs);
}

void SoundInput::setDevice(const QByteArray& id) {
    if (id == m_wantedDevice)
        return;
    m_wantedDevice = id;
    m_mute = false;
    endRecording({});
    if (m_devices)
        watchDevices();
}

void SoundInput::setListening(bool listening) {
    m_listening = listening;
    if (!listening) {
        endRecording({});
        closeSource();
    } else if (m_devices) {
        watchDevices();
    }
}

void SoundInput::startRecording() {
    if (!m_source || m_recording)
        return;
    read(); // what sounded before is none of it
    m_recording = true;
    m_buffer->begin(m_source->format().sampleRate(), m_channels);
    Q_EMIT recordingChanged(true, {});
}

void SoundInput::stopRecording() {
    if (m_stream)
        read();
    endRecording({});
}

void SoundInput::watchDevices() {
    beat();
    m_devices->poll();
    QAudioDevice device = m_devices->choose(m_wantedDevice);
    const auto present = m_devices->present();
    const bool there = std::any_of(present.begin(), present.end(),
                                   [this](const auto& other) { return other.id == m_device.id(); });
    if (m_source && !there)
        lose(tr("The microphone is gone; what it had recorded is kept."));
    // Another default does not interrupt what is being recorded.
    if (m_recording)
        device = m_device;
    if (m_source && device.id() != m_device.id())
        closeSource();
    if (device.isNull())
        reportAvailability(false, tr("No microphone was found."));
    else if ((!m_listening || m_source || openSource(device)) && !m_mute)
        reportAvailability(true, {});
    reportDevices(device);
}

void SoundInput::reportDevices(const QAudioDevice& used) {
    const QList<SoundDevice> devices = m_devices->present();
    if (m_told.isNews(devices, used.id()))
        Q_EMIT devicesChanged(devices, used.id());
}

void SoundInput::reportAvailability(bool available, const QString& reason) {
    if (m_reportedReason == reason)
        return;
    m_reportedReason = reason;
    Q_EMIT availabilityChanged(available, reason);
}

bool SoundInput::openSource(const QAudioDevice& device) {
    if (!m_devices->isThere(device))
        return false; // the next look will find another or none
    m_device = device;
    const QAudioFormat format = formatOf(device);
    m_channels = format.channelCount();
    const auto block = static_cast<std::size_t>(kBlockSeconds * format.sampleRate());
    m_samples.resize(block * static_cast<std::size_t>(m_channels));
    m_levelEverySamples =
        static_cast<std::size_t>(format.sampleRate() * m_channels / kLevelsPerSecond);
    m_level.take();
    m_source = std::make_unique<QAudioSource>(device, format);
    // Before every start: Qt 6.4 forgets it.
    m_source->setBufferSize(static_cast<qsizetype>(kPortionSeconds * format.sampleRate()) *
                            format.bytesPerFrame());
    m_stream = m_source->start();
    if (!m_stream || m_source->error() != QAudio::NoError) {
        closeSource();
        reportAvailability(false, tr("The microphone could not be opened."));
        return false;
    }
    m_sinceSound.start();
    m_timer.start();
    return true;
}

void SoundInput::closeSource() {
    m_timer.stop();
    m_stream = nullptr;
    // Deleting one runs the event loop in Qt 6.4: what is called then must find none.
    if (const auto source = std::exchange(m_source, nullptr))
        source->stop();
}

void SoundInput::lose(const QString& reason) {
    endRecording(reason);
    closeSource();
}

void SoundInput::tick() {
    beat();
    if (!m_stream)
        return;
    if (sourceHasDied()) {
        m_mute = true; // until it proves otherwise
        lose(tr("The microphone is gone or gives no sound; what it had recorded is kept."));
        reportAvailability(false, tr("The microphone gives no sound."));
        return;
    }
    read();
}

bool SoundInput::sourceHasDied() const {
    return m_source->state() == QAudio::StoppedState || m_source->error() == QAudio::FatalError ||
           m_source->error() == QAudio::IOError || m_sinceSound.elapsed() > kDeadAfterMs;
}

void SoundInput::read() {
    const auto frameBytes = static_cast<qint64>(sizeof(float)) * static_cast<qint64>(m_channels);
    const auto capacity = static_cast<qint64>(m_samples.size() * sizeof(float));
    while (m_source->bytesAvailable() >= frameBytes) {
        const qint64 wanted = std::min<qint64>(m_source->bytesAvailable(), capacity);
        const qint64 bytes = m_stream->read(reinterpret_cast<char*>(m_samples.data()),
                                            wanted / frameBytes * frameBytes);
        if (bytes < frameBytes)
            break;
        m_sinceSound.start();
        m_mute = false;
        const auto frames = static_cast<std::size_t>(bytes / frameBytes);
        m_level.add(m_samples.data(), frames * static_cast<std::size_t>(m_channels));
        if (m_recording && !m_buffer->append(m_samples.data(), frames))
            endRecording(tr("The recording ended at its longest, 10 minutes."));
    }
    if (m_level.count() >= m_levelEverySamples)
        Q_EMIT levelMeasured(m_level.take(), m_recording ? m_buffer->seconds() : 0.0);
}

void SoundInput::endRecording(const QString& reason) {
    if (std::exchange(m_recording, false))
        Q_EMIT recordingChanged(false, reason);
}

} // namespace tonegraft
