// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/playback/DefaultDevices.h"

#include <QAudioDevice>
#include <QByteArray>
#include <QList>
#include <QString>

namespace tonegraft {

/// A device as the user sees it.
struct SoundDevice {
    QByteArray id; ///< the same at the next start
    QString name;  ///< no two alike

    bool operator==(const SoundDevice& other) const { return id == other.id && name == other.name; }
};

/// What was told of devices the last time.
class ToldDevices {
public:
    /// Whether this is news; then it counts as told.
    bool isNews(const QList<SoundDevice>& devices, const QByteArray& used) {
        if (devices == m_devices && used == m_used)
            return false;
        m_devices = devices;
        m_used = used;
        return true;
    }

private:
    QList<SoundDevice> m_devices;
    QByteArray m_used;
};

/// The devices of one direction as they are now. Qt 6.4 does not tell reliably when one comes or
/// goes, so they are looked at from time to time. The first look may wait for the sound server.
/// Thread: one.
class SoundDevices {
public:
    explicit SoundDevices(QAudioDevice::Mode mode) : m_mode(mode) {}

    /// Looks again.
    void poll();
    QList<SoundDevice> present() const;
    /// The device with this id; if there is none, or none is wanted, the desktop's default; null
    /// if there is no device at all.
    QAudioDevice choose(const QByteArray& wantedId) const;
    /// Whether the server has it at this moment: ask before opening it, since Qt's list may be
    /// older.
    bool isThere(const QAudioDevice& device);

private:
    QAudioDevice::Mode m_mode;
    QList<QAudioDevice> m_devices;
    DefaultDevices m_defaults;
};

} // namespace tonegraft
