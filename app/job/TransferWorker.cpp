// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/TransferWorker.h"

#include "app/job/ShownJob.h"
#include "app/system/Failure.h"
#include "app/system/ThreadPriority.h"

#include <mutex>
#include <optional>
#include <utility>

namespace tonegraft {

namespace {

constexpr int kNewsEveryMs = 50;

struct News {
    Progress progress;
    LossPoint loss;
};

} // namespace

struct TransferWorker::Run {
    TransferJob job;
    RunControl control;

    // What has not been delivered yet, guarded by the mutex: the newest state only.
    std::mutex mutex;
    std::optional<News> news;
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const AudibleState> audible;
    bool announced = false; // a delivery is on its way
};

class TransferWorker::Reporter : public TransferObserver {
public:
    Reporter(TransferWorker& worker, std::shared_ptr<Run> run)
        : m_worker(worker), m_run(std::move(run)) {}

    void onProgress(const Progress& progress, const LossPoint& loss) override {
        const std::lock_guard<std::mutex> lock(m_run->mutex);
        m_run->news = {progress, loss};
        announce();
    }

    void onSnapshot(std::shared_ptr<const Snapshot> snapshot) override {
        const std::lock_guard<std::mutex> lock(m_run->mutex);
        m_run->snapshot = std::move(snapshot);
        announce();
    }

    void onAudible(std::shared_ptr<const AudibleState> state) override {
        state = inItsPlace(std::move(state));
        if (!state)
            return;
        const std::lock_guard<std::mutex> lock(m_run->mutex);
        m_run->audible = std::move(state);
        announce();
    }

private:
    /// Heard in the whole content, as the result will be.
    std::shared_ptr<const AudibleState> inItsPlace(std::shared_ptr<const AudibleState> state) {
        const TransferJob& job = m_run->job;
        if (coversAll(*job.content, job.contentRegion))
            return state;
        auto whole = std::make_shared<AudibleState>();
        const QString failure = failureOf([&] {
            whole->clip = tonegraft::inItsPlace(job, state->clip).clip;
            // It hardly changes from state to state, and takes long to measure.
            if (!m_wholeLoudness)
                m_wholeLoudness = m_worker.m_engine.loudness(whole->clip);
            whole->loudness = *m_wholeLoudness;
        });
        return failure.isEmpty() ? whole : nullptr;
    }

    void announce() {
        if (std::exchange(m_run->announced, true))
            return;
        QMetaObject::invokeMethod(
            &m_worker,
            [&worker = m_worker, run = m_run] {
                if (run == worker.m_current)
                    worker.deliverNews();
            },
            Qt::QueuedConnection);
    }

    TransferWorker& m_worker;
    std::shared_ptr<Run> m_run;
    std::optional<Loudness> m_wholeLoudness; // of the run's thread
};

TransferWorker::TransferWorker(EngineFunctions engine, QObject* parent)
    : QObject(parent), m_engine(std::move(engine)), m_place(std::make_unique<QObject>()) {
    m_newsTimer.setSingleShot(true);
    connect(&m_newsTimer, &QTimer::timeout, this, &TransferWorker::deliverNews);
    m_thread.setObjectName(QStringLiteral("transfer"));
    m_place->moveToThread(&m_thread);
    m_thread.start();
    // The engine's own threads have it already; this one works with them.
    QMetaObject::invokeMethod(m_place.get(), lowerPriorityOfThisThread, Qt::QueuedConnection);
}

TransferWorker::~TransferWorker() {
    if (m_current)
        m_current->control.cancel();
    m_thread.quit();
    m_thread.wait();
}

void TransferWorker::start(const TransferJob& job) {
    if (m_current)
        m_current->control.cancel();
    auto run = std::make_shared<Run>();
    run->job = job;
    run->control.setListening(m_listening);
    m_current = run;
    m_newsTimer.stop();
    ++m_unfinished;
    QMetaObject::invokeMethod(
        m_place.get(),
        [this, run] {
            ShownResult result;
            const QString failure = failureOf([&] { result = execute(run); });
            --m_unfinished;
            QMetaObject::invokeMethod(
                this, [this, run, result, failure] { deliverEnd(run, result, failure); },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void TransferWorker::stop() {
    if (m_current)
        m_current->control.stop();
}

void TransferWorker::cancel() {
    if (m_current)
        m_current->control.cancel();
}

void TransferWorker::setPaused(bool paused) {
    if (m_current)
        m_current->control.setPaused(paused);
}

void TransferWorker::steer(const QString& parameterId, double value) {
    if (m_current)
        m_current->control.steer(parameterId.toStdString(), value);
}

void TransferWorker::setListening(bool listening) {
    m_listening = listening;
    if (m_current)
        m_current->control.setListening(listening);
}

/// On m_thread.
ShownResult TransferWorker::execute(const std::shared_ptr<Run>& run) {
    const TransferJob& job = run->job;
    ShownResult shown;              // of what was cancelled only that
    if (run->control.cancelled()) { // before it began
        auto result = std::make_shared<TransferResult>();
        result->outcome = Outcome::cancelled;
        shown.result = result;
        return shown;
    }
    Reporter reporter(*this, run);
    const FinishedJob made = runJob(job, m_engine, reporter, run->control);
    shown.result = made.result;
    return made.result->outcome == Outcome::cancelled ? shown : shownResult(job, made, m_engine);
}

void TransferWorker::deliverNews() {
    // A cancelled run has no more to show, though it may take a moment to end.
    if (!m_current || m_current->control.cancelled())
        return;
    if (m_sinceNews.isValid() && m_sinceNews.elapsed() < kNewsEveryMs) {
        m_newsTimer.start(kNewsEveryMs - static_cast<int>(m_sinceNews.elapsed()));
        return;
    }
    m_sinceNews.start();
    std::optional<News> news;
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const AudibleState> state;
    {
        const std::lock_guard<std::mutex> lock(m_current->mutex);
        news = std::exchange(m_current->news, std::nullopt);
        snapshot = std::exchange(m_current->snapshot, nullptr);
        state = std::exchange(m_current->audible, nullptr);
        m_current->announced = false;
    }
    if (news)
        Q_EMIT progressed(news->progress, news->loss);
    if (snapshot)
        Q_EMIT snapshotTaken(snapshot);
    if (state)
        Q_EMIT audible(state);
}

void TransferWorker::deliverEnd(const std::shared_ptr<Run>& run, const ShownResult& result,
                                const QString& failure) {
    if (run != m_current)
        return; // superseded
    m_newsTimer.stop();
    m_sinceNews.invalidate();
    deliverNews();
    if (run != m_current)
        return; // a receiver has started another
    m_current.reset();
    if (!failure.isEmpty())
        Q_EMIT failed(failure);
    else if (result.result->outcome == Outcome::cancelled)
        Q_EMIT cancelled();
    else
        Q_EMIT finished(result);
}

} // namespace tonegraft
