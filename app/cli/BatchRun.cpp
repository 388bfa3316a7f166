// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BatchRun.h"

#include "app/cli/Rendering.h"
#include "tonegraft/Error.h"
#include "tonegraft/Machine.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <map>
#include <mutex>
#include <new>
#include <thread>
#include <tuple>
#include <utility>

namespace tonegraft {

namespace {

using SharedClip = std::shared_ptr<const LoadedClip>;
using StyleKey = std::tuple<std::filesystem::path, double, double>;

StyleKey styleOf(const BatchJob& job) {
    const ReadOptions& region = job.options.styleRegion;
    return {job.options.style, region.startSeconds, region.durationSeconds};
}

/// The styles, each read by the first job that wants it and kept until the last has ended.
class Styles {
public:
    Styles(const std::vector<const BatchJob*>& jobs, const EngineFunctions& engine)
        : m_engine(engine) {
        for (const BatchJob* job : jobs)
            ++m_styles[styleOf(*job)].jobs;
    }

    /// Throws Error, the same for all jobs that want it. Blocks.
    SharedClip of(const BatchJob& job) {
        std::promise<SharedClip> promise;
        std::shared_future<SharedClip> clip;
        bool reads = false;
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            Style& style = m_styles[styleOf(job)];
            reads = !style.clip.valid();
            if (reads)
                style.clip = promise.get_future().share();
            clip = style.clip;
        }
        if (reads)
            read(job, promise);
        return clip.get();
    }
    /// The job needs it no more.
    void leave(const BatchJob& job) {
        const std::lock_guard<std::mutex> lock(m_mutex);
        Style& style = m_styles[styleOf(job)];
        if (--style.jobs == 0)
            style.clip = {};
    }

private:
    struct Style {
        std::size_t jobs = 0;
        std::shared_future<SharedClip> clip;
    };

    void read(const BatchJob& job, std::promise<SharedClip>& promise) {
        try {
            promise.set_value(std::make_shared<const LoadedClip>(
                m_engine.read(job.options.style, job.options.styleRegion)));
        } catch (...) {
            promise.set_exception(std::current_exception());
        }
    }

    const EngineFunctions& m_engine;
    std::mutex m_mutex;
    std::map<StyleKey, Style> m_styles; // guarded by m_mutex
};

/// In their order, but those with one style behind the first of them.
std::vector<const BatchJob*> byStyle(const std::vector<BatchJob>& jobs) {
    std::map<StyleKey, std::size_t> first;
    std::vector<std::pair<std::size_t, const BatchJob*>> ranked;
    for (const BatchJob& job : jobs)
        ranked.emplace_back(first.emplace(styleOf(job), ranked.size()).first->second, &job);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const BatchJob*> ordered;
    for (const auto& [rank, job] : ranked)
        ordered.push_back(job);
    return ordered;
}

class Batch {
public:
    Batch(const std::vector<BatchJob>& jobs, std::size_t sideBySide, const EngineFunctions& engine,
          const BatchObserver& observer, RunControl& control)
        : m_jobs(byStyle(jobs)), m_sideBySide(std::min(sideBySide, jobs.size())), m_engine(engine),
          m_observer(observer), m_control(control), m_styles(m_jobs, engine) {}

    void run() {
        std::vector<std::thread> threads;
        try {
            while (threads.size() + 1 < m_sideBySide)
                threads.emplace_back([this] { work(); });
        } catch (const std::system_error&) {
            // Those that there are do it.
        }
        work();
        for (std::thread& thread : threads)
            thread.join();
        if (m_failure)
            std::rethrow_exception(m_failure);
    }

private:
    /// Passes a run's progress on.
    class Observer : public TransferObserver {
    public:
        Observer(Batch& batch, const BatchJob& job) : m_batch(batch), m_job(job) {}
        void onProgress(const Progress& progress, const LossPoint&) override {
            m_batch.tell([&] { m_batch.m_observer.progress(m_job, progress); });
        }
        bool wantsSnapshots() const override { return false; }
        void onSnapshot(std::shared_ptr<const Snapshot>) override {}

    private:
        Batch& m_batch;
        const BatchJob& m_job;
    };

    void work() {
        for (std::size_t i = m_next++; i < m_jobs.size() && !m_control.cancelled(); i = m_next++) {
            const BatchJob& job = *m_jobs[i];
            const auto result = resultOf(job);
            m_styles.leave(job);
            if (result)
                tell([&] { m_observer.ended(*result); });
        }
    }

    /// Where nobody can be told any more (a disk is full, a pipe closed), all ends.
    template <typename Tell> void tell(const Tell& telling) {
        const std::lock_guard<std::mutex> lock(m_observing);
        try {
            telling();
        } catch (...) {
            m_failure = std::current_exception();
            m_control.cancel();
        }
    }

    /// None: it was cancelled.
    std::optional<BatchResult> resultOf(const BatchJob& job) {
        BatchResult result;
        result.id = job.id;
        result.hash = job.hash;
        result.output = job.options.output.string();
        result.madeBy = descriptionOf(job.options);
        const auto start = std::chrono::steady_clock::now();
        try {
            if (!made(job, result))
                return std::nullopt;
        } catch (const std::bad_alloc&) {
            result.failure =
                "Not enough memory; choose shorter regions, fewer filters or fewer --jobs.";
        } catch (const std::exception& error) {
            result.failure = error.what();
        }
        result.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return result;
    }

    bool made(const BatchJob& job, BatchResult& result) {
        RenderOptions options = job.options;
        if (options.settings.threads == 0)
            options.settings.threads =
                std::max(1, availableProcessors() / static_cast<int>(m_sideBySide));
        Rendering rendering(options, m_engine,
                            [&](const std::string& text) { result.warnings.push_back(text); });
        rendering.load([&](const std::filesystem::path& path, const ReadOptions& region) {
            return region.role == ClipRole::style
                       ? m_styles.of(job)
                       : std::make_shared<const LoadedClip>(m_engine.read(path, region));
        });
        Observer observer(*this, job);
        if (!rendering.run(observer, m_control))
            return false;
        rendering.write();
        return true;
    }

    std::vector<const BatchJob*> m_jobs;
    std::size_t m_sideBySide;
    const EngineFunctions& m_engine;
    const BatchObserver& m_observer;
    RunControl& m_control;
    Styles m_styles;
    std::atomic<std::size_t> m_next{0};
    std::mutex m_observing;
    std::exception_ptr m_failure; // guarded by m_observing
};

} // namespace

void runBatch(const std::vector<BatchJob>& jobs, std::size_t sideBySide,
              const EngineFunctions& engine, const BatchObserver& observer, RunControl& control) {
    Batch(jobs, std::max<std::size_t>(sideBySide, 1), engine, observer, control).run();
}

} // namespace tonegraft
