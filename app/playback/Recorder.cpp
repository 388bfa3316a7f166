// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/Recorder.h"

#include "app/playback/ServerThread.h"
#include "app/playback/SoundInput.h"

#include <utility>

namespace tonegraft {

Recorder::Recorder(QObject* parent) : QObject(parent) {
    qRegisterMetaType<QList<SoundDevice>>();
    qRegisterMetaType<InputLevel>();
}

Recorder::~Recorder() = default;

void Recorder::setDevice(const QByteArray& id) {
    m_device = id;
    onInputThread([id](SoundInput& input) { input.setDevice(id); });
}

void Recorder::setListening(bool listening) {
    if (listening && !m_thread)
        begin();
    onInputThread([listening](SoundInput& input) { input.setListening(listening); });
}

void Recorder::start() {
    onInputThread([](SoundInput& input) { input.startRecording(); });
}

void Recorder::stop() {
    onInputThread([](SoundInput& input) { input.stopRecording(); });
}

bool Recorder::shutDown(int milliseconds) {
    return !m_thread || m_thread->shutDown(milliseconds);
}

void Recorder::onAvailability(bool available, const QString& reason) {
    m_available = available;
    m_reason = reason;
    Q_EMIT availabilityChanged(available, reason);
}

void Recorder::onInputThread(std::function<void(SoundInput&)> work) {
    if (m_thread)
        m_thread->run([input = m_input, work = std::move(work)] { work(*input); });
}

void Recorder::begin() {
    m_input = new SoundInput(m_buffer);
    connect(m_input, &SoundInput::availabilityChanged, this, &Recorder::onAvailability);
    connect(m_input, &SoundInput::devicesChanged, this, &Recorder::devicesChanged);
    connect(m_input, &SoundInput::levelMeasured, this, &Recorder::levelMeasured);
    connect(m_input, &SoundInput::recordingChanged, this, &Recorder::recordingChanged);
    m_thread = std::make_unique<ServerThread>(std::unique_ptr<ServerObject>(m_input),
                                              QStringLiteral("microphone"));
    connect(m_thread.get(), &ServerThread::answersChanged, this, [this](bool answers) {
        Q_EMIT availabilityChanged(answers && m_available,
                                   answers ? m_reason : tr("The sound server does not answer."));
    });
    onInputThread([device = m_device](SoundInput& input) {
        input.setDevice(device);
        input.open();
    });
}

} // namespace tonegraft
