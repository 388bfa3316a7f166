// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/system/SignalWatcher.h"

#include <csignal>
#include <utility>

namespace tonegraft {

namespace {

sigset_t watchedSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    // Who started this with nohup wants it to go on when the terminal is closed.
    struct sigaction hangUp {};
    if (sigaction(SIGHUP, nullptr, &hangUp) == 0 && hangUp.sa_handler != SIG_IGN)
        sigaddset(&signals, SIGHUP);
    return signals;
}

} // namespace

SignalWatcher::SignalWatcher(std::function<void(int)> onSignal) {
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_thread = std::thread([this, signals, onSignal = std::move(onSignal)] {
        int signal = 0;
        for (int count = 1; sigwait(&signals, &signal) == 0 && !m_done.load(); ++count)
            onSignal(count);
    });
}

SignalWatcher::~SignalWatcher() {
    m_done.store(true);
    // Wakes sigwait; sent to the one thread, so it is never taken for a signal from outside.
    pthread_kill(m_thread.native_handle(), SIGTERM);
    m_thread.join();
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

} // namespace tonegraft
