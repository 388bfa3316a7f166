// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/SoundDevices.h"

#include <QMediaDevices>

#include <algorithm>

namespace tonegraft {

void SoundDevices::poll() {
    m_defaults.poll();
    m_devices = m_mode == QAudioDevice::Output ? QMediaDevices::audioOutputs()
                                               : QMediaDevices::audioInputs();
}

QList<SoundDevice> SoundDevices::present() const {
    QList<SoundDevice> shown;
    for (const QAudioDevice& device : m_devices) {
        const QString plain = device.description();
        QString name = plain;
        const auto taken = [&name](const SoundDevice& other) { return other.name == name; };
        for (int number = 2; std::any_of(shown.begin(), shown.end(), taken); ++number)
            name = QStringLiteral("%1 (%2)").arg(plain).arg(number);
        shown.append({device.id(), name});
    }
    return shown;
}

QAudioDevice SoundDevices::choose(const QByteArray& wantedId) const {
    const QByteArray& byDefault =
        m_mode == QAudioDevice::Output ? m_defaults.output() : m_defaults.input();
    for (const QByteArray& id : {wantedId, byDefault})
        for (const QAudioDevice& device : m_devices)
            if (!id.isEmpty() && device.id() == id)
                return device;
    for (const QAudioDevice& device : m_devices)
        if (device.isDefault())
            return device;
    return m_devices.isEmpty() ? QAudioDevice() : m_devices.first();
}

bool SoundDevices::isThere(const QAudioDevice& device) {
    return m_mode == QAudioDevice::Output ? m_defaults.hasOutput(device.id())
                                          : m_defaults.hasInput(device.id());
}

} // namespace tonegraft
