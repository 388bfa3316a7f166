// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

namespace tonegraft {

/// The desktop's default devices, by the ids that Qt Multimedia uses for them. Qt 6.4 learns of
/// another default only by chance (QTBUG-112219), so the sound server is asked directly.
/// Thread: one.
class DefaultDevices {
public:
    DefaultDevices();
    ~DefaultDevices();

    /// Takes in what has come from the server, and sends what has to go there. Never blocks.
    void poll();
    /// Empty until the server has answered, and without a server.
    const QByteArray& output() const;
    const QByteArray& input() const;

    /// Whether the server has this device now; true as well if it does not say within half a
    /// second. Qt 6.4 waits for ever when it opens one that has just gone.
    bool hasOutput(const QByteArray& id);
    bool hasInput(const QByteArray& id);

private:
    struct Connection;
    std::unique_ptr<Connection> m_connection;
};

} // namespace tonegraft
