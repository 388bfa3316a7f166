// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/ThreadPool.h"

#include "tonegraft/Machine.h"

#include <omp.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace tonegraft {
namespace {

// Below the window's and the audio's threads and what prepares pictures for it, above idle.
constexpr int kNiceness = 10;

void lowerPriorityOfThisThread() {
    // On Linux the nice value belongs to the thread. Failing is harmless.
    (void)setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kNiceness);
}

} // namespace

struct ThreadPool::Shared {
    std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable done;
    std::vector<std::thread> workers;
    const int processors = availableProcessors();
    int wanted = 1; // threads, as they were asked for

    // Guarded by mutex.
    const std::function<void(int)>* task = nullptr;
    unsigned long generation = 0;
    int busyWorkers = 0;
    bool quit = false;
    std::exception_ptr failure;

    std::atomic<int> next{0};
    int count = 0;
    const std::function<bool()>* interrupt = nullptr; // set between runs

    void perform(int index) const {
        if (interrupt != nullptr && (*interrupt)()) {
            throw Interrupted();
        }
        (*task)(index);
    }

    void work() {
        for (int index = next.fetch_add(1); index < count; index = next.fetch_add(1)) {
            try {
                perform(index);
            } catch (...) {
                const std::lock_guard<std::mutex> lock(mutex);
                if (!failure) {
                    failure = std::current_exception();
                }
                next.store(count);
            }
        }
    }

    // `seen` is the generation at the thread's birth: it must not take part in runs that began
    // before it existed.
    void workerLoop(unsigned long seen) {
        omp_set_num_threads(1);
        lowerPriorityOfThisThread();
        std::unique_lock<std::mutex> lock(mutex);
        while (true) {
            wake.wait(lock, [&] { return quit || generation != seen; });
            if (quit) {
                return;
            }
            seen = generation;
            lock.unlock();
            work();
            lock.lock();
            if (--busyWorkers == 0) {
                done.notify_one();
            }
        }
    }

    int resolved(int threads) const {
        return threads > 0 ? std::min(threads, 4 * processors) : processors;
    }

    // Where the system gives no further thread, those that are there do all the work: the result
    // is the same.
    void start(int threads) {
        wanted = threads;
        try {
            for (int i = 1; i < wanted; ++i) {
                workers.emplace_back([this, seen = generation] { workerLoop(seen); });
            }
        } catch (const std::system_error&) {
            return;
        }
    }

    void join() {
        {
            const std::lock_guard<std::mutex> lock(mutex);
            quit = true;
        }
        wake.notify_all();
        for (std::thread& worker : workers) {
            worker.join();
        }
        workers.clear();
        quit = false;
    }
};

ThreadPool::ThreadPool(int threads) : m_shared(std::make_unique<Shared>()) {
    m_shared->start(m_shared->resolved(threads));
}

ThreadPool::~ThreadPool() {
    m_shared->join();
}

int ThreadPool::threads() const {
    return static_cast<int>(m_shared->workers.size()) + 1;
}

void ThreadPool::setThreads(int threads) {
    const int wanted = m_shared->resolved(threads);
    if (wanted != m_shared->wanted) {
        m_shared->join();
        m_shared->start(wanted);
    }
}

void ThreadPool::setInterrupt(const std::function<bool()>* asked) {
    m_shared->interrupt = asked;
}

void ThreadPool::run(int count, const std::function<void(int)>& task) {
    Shared& shared = *m_shared;
    omp_set_num_threads(1); // of the calling thread: it takes part
    if (count <= 1 || shared.workers.empty()) {
        shared.task = &task;
        for (int index = 0; index < count; ++index) {
            shared.perform(index);
        }
        return;
    }
    {
        const std::lock_guard<std::mutex> lock(shared.mutex);
        shared.task = &task;
        shared.count = count;
        shared.next.store(0);
        shared.failure = nullptr;
        shared.busyWorkers = static_cast<int>(shared.workers.size());
        ++shared.generation;
    }
    shared.wake.notify_all();
    shared.work();
    std::unique_lock<std::mutex> lock(shared.mutex);
    shared.done.wait(lock, [&] { return shared.busyWorkers == 0; });
    if (shared.failure) {
        std::rethrow_exception(shared.failure);
    }
}

} // namespace tonegraft
