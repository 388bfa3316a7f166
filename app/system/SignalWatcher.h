// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace tonegraft {

/// Receives SIGINT, SIGTERM and (unless it is ignored, as by nohup) SIGHUP on a thread of its own,
/// where, unlike in a signal handler, locks may be taken. The signals are blocked in the
/// constructing thread and all that it starts later; so construct it before any other thread. One
/// at a time in a process.
class SignalWatcher {
public:
    /// `onSignal` gets the count of signals so far, 1 for the first. It runs on the watcher's
    /// thread and must not throw.
    explicit SignalWatcher(std::function<void(int count)> onSignal);
    ~SignalWatcher();
    SignalWatcher(const SignalWatcher&) = delete;
    SignalWatcher& operator=(const SignalWatcher&) = delete;

private:
    std::atomic<bool> m_done{false};
    std::thread m_thread;
};

} // namespace tonegraft
