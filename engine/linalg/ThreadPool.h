// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace tonegraft {

/// The engine's one pool. Work is cut into tasks whose shapes do not depend on the number of
/// threads, and each task writes its own place, so results are the same bits on any number of
/// threads. Threads sleep between runs (no spinning: a busy neighbor costs its share, no more)
/// and have a lower priority than the window's. OpenMP inside tasks is serial.
class ThreadPool {
public:
    /// threads <= 0: all processors.
    explicit ThreadPool(int threads);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    int threads() const;
    /// From the next run() on. Thread: the one that calls run().
    void setThreads(int threads);

    /// Calls task(0) .. task(count - 1), in any order, on all threads and the calling one.
    /// Blocks until all are done. The first exception that a task throws is thrown again here.
    /// Thread: one at a time; not from inside a task.
    void run(int count, const std::function<void(int)>& task);

    /// While set, run() asks before each task whether to give up; once the answer is yes it
    /// throws Interrupted, with some tasks undone. The function is called on all threads and must
    /// outlive its being set; null: never. Thread: the one that calls run().
    struct Interrupted {};
    void setInterrupt(const std::function<bool()>* asked);

private:
    struct Shared;
    std::unique_ptr<Shared> m_shared;
};

/// While it lives, `asked` may interrupt what the pool does.
class InterruptGuard {
public:
    InterruptGuard(ThreadPool& pool, const std::function<bool()>& asked) : m_pool(pool) {
        m_pool.setInterrupt(&asked);
    }
    ~InterruptGuard() { m_pool.setInterrupt(nullptr); }
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

private:
    ThreadPool& m_pool;
};

} // namespace tonegraft
