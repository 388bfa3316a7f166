// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/playback/ServerThread.h"

#include <QDeadlineTimer>

#include <utility>

namespace tonegraft {

namespace {

constexpr int kWatchEveryMs = 1000;

} // namespace

ServerThread::ServerThread(std::unique_ptr<ServerObject> object, const QString& name)
    : m_thread(new QThread), m_object(object.release()) {
    connect(m_thread, &QThread::finished, m_object, &QObject::deleteLater);
    connect(&m_watchdog, &QTimer::timeout, this, &ServerThread::watch);
    m_thread->setObjectName(name);
    m_object->moveToThread(m_thread);
    m_thread->start(QThread::HighPriority);
    m_watchdog.start(kWatchEveryMs);
    m_sinceHeartbeat.start();
}

ServerThread::~ServerThread() {
    shutDown(kNoAnswerAfterMs);
    if (m_thread->isFinished())
        delete m_thread;
}

void ServerThread::run(std::function<void()> work) {
    if (!m_ended)
        QMetaObject::invokeMethod(m_object, std::move(work), Qt::QueuedConnection);
}

bool ServerThread::shutDown(int milliseconds) {
    m_ended = true;
    m_watchdog.stop();
    m_thread->quit();
    return m_thread->wait(QDeadlineTimer(milliseconds));
}

void ServerThread::watch() {
    const int heartbeat = m_object->heartbeat();
    bool answers = m_answers;
    if (heartbeat != m_lastHeartbeat) {
        m_lastHeartbeat = heartbeat;
        m_sinceHeartbeat.start();
        answers = true;
        // The answer to this is the next heartbeat.
        run([object = m_object] { object->beat(); });
    } else if (m_sinceHeartbeat.elapsed() > kNoAnswerAfterMs) {
        answers = false;
    }
    if (std::exchange(m_answers, answers) != answers)
        Q_EMIT answersChanged(answers);
}

} // namespace tonegraft
