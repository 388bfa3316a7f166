// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/ThreadPool.h"

#include "tonegraft/Machine.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tonegraft {
namespace {

TEST(ThreadPool, everyTaskRunsOnceOnAnyNumberOfThreads) {
    for (const int threads : {1, 2, 3, 7}) {
        ThreadPool pool(threads);
        for (const int count : {0, 1, 2, 3, 1000}) {
            std::vector<std::atomic<int>> runs(static_cast<std::size_t>(count));
            pool.run(count, [&](int index) { ++runs[index]; });
            for (int index = 0; index < count; ++index) {
                EXPECT_EQ(runs[index], 1) << index << " of " << count << " on " << threads;
            }
        }
    }
}

TEST(ThreadPool, allThreadsWorkAtTheSameTime) {
    // Each task waits for the others: two threads must be in it together.
    ThreadPool pool(2);
    std::mutex mutex;
    std::condition_variable arrived;
    std::set<std::thread::id> inside;
    pool.run(2, [&](int) {
        std::unique_lock<std::mutex> lock(mutex);
        inside.insert(std::this_thread::get_id());
        arrived.notify_all();
        arrived.wait(lock, [&] { return inside.size() == 2; });
    });
    EXPECT_EQ(inside.count(std::this_thread::get_id()), 1U);
}

TEST(ThreadPool, aSingleThreadIsTheCallersOwn) {
    ThreadPool pool(1);
    pool.run(3, [](int) {
        static const std::thread::id first = std::this_thread::get_id();
        EXPECT_EQ(std::this_thread::get_id(), first);
    });
    EXPECT_EQ(pool.threads(), 1);
}

TEST(ThreadPool, runReturnsOnlyWhenAllIsDone) {
    ThreadPool pool(3);
    std::vector<int> values(500, 0); // not atomic: run() itself orders the writes before the sum
    for (int round = 1; round <= 200; ++round) {
        pool.run(static_cast<int>(values.size()), [&](int index) { values[index] += index; });
        EXPECT_EQ(std::accumulate(values.begin(), values.end(), 0), round * 499 * 500 / 2);
    }
}

TEST(ThreadPool, anExceptionOfATaskComesOutOfRunAndThePoolGoesOn) {
    for (const int threads : {1, 3}) {
        ThreadPool pool(threads);
        try {
            pool.run(100, [](int index) {
                if (index == 17) {
                    throw std::runtime_error("seventeen");
                }
            });
            FAIL() << "nothing was thrown on " << threads;
        } catch (const std::runtime_error& error) {
            EXPECT_STREQ(error.what(), "seventeen");
        }
        std::atomic<int> runs{0};
        EXPECT_NO_THROW(pool.run(100, [&](int) { ++runs; }));
        EXPECT_EQ(runs, 100);
    }
}

TEST(ThreadPool, theNumberOfThreadsCanChangeBetweenRuns) {
    ThreadPool pool(1);
    for (const int threads : {3, 1, 2, 2, 4}) {
        pool.setThreads(threads);
        EXPECT_EQ(pool.threads(), threads);
        std::atomic<int> runs{0};
        pool.run(50, [&](int) { ++runs; });
        EXPECT_EQ(runs, 50) << threads;
    }
}

TEST(ThreadPool, zeroThreadsMeansAllProcessors) {
    ThreadPool pool(0);
    EXPECT_EQ(pool.threads(), availableProcessors());
}

TEST(ThreadPool, whereTheSystemGivesNoMoreThreadsTheWorkIsDoneAllTheSame) {
    constexpr int kNotPossibleHere = 77;
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr unsigned kNobody = 65534;
        const rlimit none{1, 1};
        if (::geteuid() == 0 && ::setuid(kNobody) != 0) // root has no such limit
            ::_exit(kNotPossibleHere);
        ::setrlimit(RLIMIT_NPROC, &none);
        ThreadPool pool(4);
        std::atomic<int> runs{0};
        pool.run(50, [&](int) { ++runs; });
        pool.setThreads(4);
        ::_exit(runs == 50 && pool.threads() == 1 ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == kNotPossibleHere) {
        GTEST_SKIP() << "needs to become another user";
    }
    EXPECT_EQ(status, 0);
}

TEST(ThreadPool, anInterruptEndsARunBetweenTwoTasks) {
    for (const int threads : {1, 2}) {
        ThreadPool pool(threads);
        std::atomic<int> runs{0};
        const std::function<bool()> afterTen = [&] { return runs >= 10; };
        pool.setInterrupt(&afterTen);
        EXPECT_THROW(pool.run(1000, [&](int) { ++runs; }), ThreadPool::Interrupted);
        EXPECT_GE(runs, 10);
        EXPECT_LT(runs, 10 + threads);
        pool.setInterrupt(nullptr);
        EXPECT_NO_THROW(pool.run(10, [&](int) { ++runs; }));
        EXPECT_GE(runs, 20);
    }
}

} // namespace
} // namespace tonegraft
