// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/SoundOutput.h"

#include <QAudioFormat>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tonegraft {

namespace {

constexpr int kTickMs = 10;
// PulseAudio never starts a stream with a buffer of 8 to 24 KiB.
constexpr int kLeastBufferBytes = 32 * 1024;
// Of which it keeps about two thirds for us: enough to bridge the time in which a busy machine has
// no time for this thread, and little enough for a switch to be heard within 200 ms.
constexpr double kBufferSeconds = 0.16;
constexpr int kFrameBytes = static_cast<int>(sizeof(float)) * Mixer::kChannels;
// A null sink was seen to stall for 2 s at its first start.
constexpr int kNotStartedAfterMs = 6000;
constexpr int kDeadAfterMs = 2500;
// The device is kept for a while after a stop, so that the next start is heard at once.
constexpr int kSilentTicksBeforeClose = 2000 / kTickMs;
constexpr int kWatchEveryMs = 400;
constexpr int kPlayheadEveryMs = 16;
constexpr double kLongestLatencySeconds = 2.0; // more than that, and the server is mistaken

int bufferBytes(int sampleRateHz) {
    return std::max(kLeastBufferBytes,
                    static_cast<int>(kBufferSeconds * sampleRateHz) * kFrameBytes);
}

} // namespace

SoundOutput::SoundOutput() : m_watch(this), m_timer(this) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &SoundOutput::tick);
    connect(&m_watch, &QTimer::timeout, this, &SoundOutput::watchDevices);
    m_clock.start();
}

SoundOutput::~SoundOutput() {
    closeSink();
}

void SoundOutput::open() {
    m_devices = std::make_unique<SoundDevices>(QAudioDevice::Output);
    watchDevices();
    m_watch.start(kWatchEveryMs);
}

void SoundOutput::setPlaying(bool playing) {
    beat();
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

void SoundOutput::setRegion(double beginSeconds, double endSeconds) {
    m_regionBegin = beginSeconds;
    m_regionEnd = endSeconds;
    if (!m_mixer)
        return;
    m_mixer->setRegion(std::llround(beginSeconds * m_mixer->sampleRateHz()),
                       std::llround(endSeconds * m_mixer->sampleRateHz()));
    reportPlayhead(true);
}

void SoundOutput::setDevice(const QByteArray& id) {
    m_wantedDevice = id;
    if (m_devices)
        watchDevices();
}

void SoundOutput::watchDevices() {
    beat();
    m_devices->poll();
    const QAudioDevice device = m_devices->choose(m_wantedDevice);
    if (device.isNull()) {
        if (m_stream && m_mixer->playing())
            lose(tr("The sound device is gone; playing has stopped."));
        else if (m_stream)
            abandonSink();
        reportDevices(device);
        reportAvailability(false, tr("No sound device was found."));
        return;
    }
    if (!m_mixer)
        makeMixer(device);
    if (m_stream && device.id() != m_device.id())
        moveTo(device);
    reportDevices(device);
    reportAvailability(true, {});
}

void SoundOutput::reportDevices(const QAudioDevice& used) {
    const QList<SoundDevice> devices = m_devices->present();
    if (m_told.isNews(devices, used.id()))
        Q_EMIT devicesChanged(devices, used.id());
}

void SoundOutput::reportAvailability(bool available, const QString& reason) {
    if (m_reportedAvailable == available)
        return;
    m_reportedAvailable = available;
    Q_EMIT availabilityChanged(available, m_mixer ? m_mixer->sampleRateHz() : 0, reason);
}

void SoundOutput::makeMixer(const QAudioDevice& device) {
    m_mixer.emplace(std::max(device.preferredFormat().sampleRate(), 8000));
    m_buffer.resize(static_cast<std::size_t>(bufferBytes(m_mixer->sampleRateHz())) / sizeof(float));
    setRegion(m_regionBegin, m_regionEnd);
    seek(m_wantedSeconds);
}

/// From what was heard last, so that nothing is missed.
void SoundOutput::moveTo(const QAudioDevice& device) {
    const bool playing = m_mixer->playing();
    const std::int64_t heard = m_mixer->heardPosition(unheardSamples());
    const auto present = m_devices->present();
    const bool gone = std::none_of(present.begin(), present.end(),
                                   [this](const auto& other) { return other.id == m_device.id(); });
    abandonSink();
    if (!playing)
        return;
    m_mixer->seek(heard);
    setPlaying(true);
    if (gone && m_mixer->playing())
        Q_EMIT moved(device.description());
}

bool SoundOutput::openSink() {
    QAudioFormat format;
    format.setSampleRate(m_mixer->sampleRateHz());
    format.setChannelCount(Mixer::kChannels);
    format.setSampleFormat(QAudioFormat::Float);
    // As fresh as can be: Qt 6.4 waits for ever for a device that is gone.
    m_devices->poll();
    m_device = m_devices->choose(m_wantedDevice);
    if (m_device.isNull() || !m_devices->isThere(m_device)) {
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
    m_writtenSamples = 0;
    m_levels.clear();
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
    beat();
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
    reportLevel();
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
    m_writtenSamples += frames;
    keepLevel(frames);
}

void SoundOutput::keepLevel(int frames) {
    Level level{m_writtenSamples, frames, 0.0F, 0.0};
    for (int i = 0; i < frames * Mixer::kChannels; ++i) {
        const float sample = m_buffer[static_cast<std::size_t>(i)];
        level.peak = std::max(level.peak, std::abs(sample));
        level.power += static_cast<double>(sample) * sample;
    }
    m_levels.push_back(level);
}

/// Of what has left the device, not of what is still on its way.
void SoundOutput::reportLevel() {
    const std::int64_t heard = heardSamples();
    Level all;
    while (!m_levels.empty() && m_levels.front().end <= heard) {
        all.frames += m_levels.front().frames;
        all.peak = std::max(all.peak, m_levels.front().peak);
        all.power += m_levels.front().power;
        m_levels.pop_front();
    }
    if (all.frames > 0)
        Q_EMIT levelHeard(all.peak, std::sqrt(all.power / (all.frames * Mixer::kChannels)),
                          static_cast<double>(all.frames) / m_mixer->sampleRateHz());
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
}

void SoundOutput::reportPlayhead(bool always) {
    const bool playing = m_mixer->playing();
    const qint64 nowMs = m_clock.elapsed();
    if (!always && playing == m_playheadShownPlaying &&
        (!playing || nowMs - m_playheadAtMs < kPlayheadEveryMs))
        return;
    if (always || !playing)
        m_playhead.jump();
    const double measured =
        static_cast<double>(m_mixer->heardPosition(unheardSamples())) / m_mixer->sampleRateHz();
    const double seconds = m_playhead.follow(measured, static_cast<double>(nowMs) / 1000.0);
    if (!playing)
        m_playhead.jump();
    m_playheadShownPlaying = playing;
    m_playheadAtMs = nowMs;
    Q_EMIT playheadMoved(seconds, playing);
}

/// Written, but not yet heard: the server says what of it has left the device, and guesses well
/// in between.
std::int64_t SoundOutput::unheardSamples() const {
    // A stopped mixer shows where it stands, not what is still on its way.
    if (!m_stream || !m_mixer->playing())
        return 0;
    return std::clamp<std::int64_t>(m_writtenSamples - heardSamples(), 0,
                                    std::llround(kLongestLatencySeconds * m_mixer->sampleRateHz()));
}

std::int64_t SoundOutput::heardSamples() const {
    return static_cast<std::int64_t>(static_cast<double>(m_sink->processedUSecs()) * 1e-6 *
                                     m_mixer->sampleRateHz());
}

} // namespace tonegraft
