// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace tonegraft {

/// What talks to the sound server. Thread: its ServerThread, but for heartbeat().
class ServerObject : public QObject {
    Q_OBJECT

public:
    void beat() { ++m_heartbeat; }
    /// Grows as long as the thread is alive. Thread: any.
    int heartbeat() const { return m_heartbeat.load(); }

private:
    std::atomic<int> m_heartbeat{0};
};

/// A thread for one such object, and its watchdog: a call into a server that hangs may never
/// return, and nobody else may wait for it. Thread: GUI.
class ServerThread : public QObject {
    Q_OBJECT

public:
    static constexpr int kNoAnswerAfterMs = 6000;

    ServerThread(std::unique_ptr<ServerObject> object, const QString& name);
    /// Waits as long as shutDown(kNoAnswerAfterMs).
    ~ServerThread() override;

    /// Does it there, after all that was asked for before.
    void run(std::function<void()> work);
    /// The object is deleted on its thread. False if the thread is held for longer than
    /// `milliseconds`; then the process must end without waiting for it.
    bool shutDown(int milliseconds);

Q_SIGNALS:
    void answersChanged(bool answers);

private:
    void watch();

    QThread* m_thread;      // left behind if the server holds it
    ServerObject* m_object; // lives on m_thread, deleted there
    bool m_ended = false;   // shutDown() has been asked for
    QTimer m_watchdog;
    int m_lastHeartbeat = -1;
    QElapsedTimer m_sinceHeartbeat;
    bool m_answers = true;
};

} // namespace tonegraft
