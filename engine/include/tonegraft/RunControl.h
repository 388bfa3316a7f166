// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

namespace tonegraft {

/// The one way from the outside into a run: cancel token, pause, whether someone listens, and the
/// controls that may move while it goes on. All members: Thread: any; never block, except
/// waitWhilePaused().
class RunControl {
public:
    /// End soon and keep what was reached (Outcome::stopped).
    void stop() { raise(m_stopped); }
    /// End soon and discard (Outcome::cancelled).
    void cancel() { raise(m_cancelled); }
    bool stopped() const { return m_stopped.load(std::memory_order_acquire); }
    bool cancelled() const { return m_cancelled.load(std::memory_order_acquire); }
    bool ending() const { return stopped() || cancelled(); }

    void setPaused(bool paused) {
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_paused = paused;
        }
        m_wake.notify_all();
    }
    /// Called by the run between two steps: returns at once, or when resumed or ended. If the state
    /// has not been `heard`, also when someone listens; true then: the pause goes on. Blocks.
    bool waitWhilePaused(bool heard = true) {
        std::unique_lock<std::mutex> lock(m_mutex);
        const auto listened = [this, heard] { return !heard && listening(); };
        m_wake.wait(lock, [&] { return !m_paused || ending() || listened(); });
        return m_paused && !ending();
    }

    /// Someone hears the output: the run says how its states sound (TransferObserver::onAudible).
    /// That takes time, but never changes what comes out.
    void setListening(bool listening) {
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            m_listening.store(listening, std::memory_order_release);
        }
        m_wake.notify_all();
    }
    bool listening() const { return m_listening.load(std::memory_order_acquire); }

    /// Moves a control of the run's method that can be moved (ParameterInfo::movesInRun; others
    /// stay), from the next evaluation on. A run that was steered is a preview: its result depends
    /// on when the hand moved, and TransferResult::steered says so.
    void steer(const std::string& parameterId, double value) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_moved[parameterId] = value;
        ++m_moves;
    }
    /// How many times a control was moved.
    int moves() const { return m_moves.load(); }
    bool steered() const { return moves() > 0; }
    double movedOr(const std::string& parameterId, double fallback) const {
        if (!steered()) {
            return fallback;
        }
        const std::lock_guard<std::mutex> lock(m_mutex);
        const auto found = m_moved.find(parameterId);
        return found == m_moved.end() ? fallback : found->second;
    }
    /// Changes how fast, never what comes out; 0: all processors.
    void setThreads(int threads) { m_threads.store(threads); }
    int threadsOr(int fallback) const {
        const int threads = m_threads.load();
        return threads < 0 ? fallback : threads;
    }

private:
    void raise(std::atomic<bool>& flag) {
        {
            // Under the mutex, so that a paused run cannot miss it between test and wait.
            const std::lock_guard<std::mutex> lock(m_mutex);
            flag.store(true, std::memory_order_release);
        }
        m_wake.notify_all();
    }

    std::atomic<bool> m_stopped{false};
    std::atomic<bool> m_cancelled{false};
    std::atomic<bool> m_listening{false};
    std::atomic<int> m_moves{0};
    std::atomic<int> m_threads{-1};
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_paused = false;                 // guarded by m_mutex
    std::map<std::string, double> m_moved; // guarded by m_mutex
};

} // namespace tonegraft
