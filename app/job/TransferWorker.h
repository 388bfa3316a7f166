// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job/TransferJob.h"
#include "app/system/EngineFunctions.h"
#include "ui/pictures/ShownClip.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

namespace tonegraft {

/// Runs transfers on a thread of its own. A new job cancels the one before; only the newest is
/// heard of. For each job that is not superseded: progress, snapshots and sounds any number of
/// times (20 a second at most, the newest state, nothing queues up), then one of finished,
/// cancelled and failed, then nothing. Thread: GUI, signals too.
class TransferWorker : public QObject {
    Q_OBJECT

public:
    explicit TransferWorker(EngineFunctions engine, QObject* parent = nullptr);
    /// Cancels the run and waits for its end (half a second at most, as the engine promises).
    ~TransferWorker() override;

    void start(const TransferJob& job);
    bool busy() const { return m_current != nullptr; }
    /// The thread has something to do, be it only a cancelled run that has not ended yet.
    bool working() const { return m_unfinished.load() > 0; }

    // For the run under way; nothing happens if there is none.
    void stop();
    void cancel();
    void setPaused(bool paused);
    void steer(const QString& parameterId, double value);

    /// Whether the states of runs are heard: of this one and those to come.
    void setListening(bool listening);

Q_SIGNALS:
    void progressed(const tonegraft::Progress& progress, const tonegraft::LossPoint& loss);
    void snapshotTaken(const std::shared_ptr<const tonegraft::Snapshot>& snapshot);
    /// While someone listens.
    void audible(const std::shared_ptr<const tonegraft::AudibleState>& state);
    /// Outcome finished or stopped; without measures.
    void finished(const tonegraft::ShownResult& result);
    void cancelled();
    void failed(const QString& reason);

private:
    struct Run;     // one job under way, shared by both threads
    class Reporter; // the engine's observer

    ShownResult execute(const std::shared_ptr<Run>& run);
    void deliverNews();
    void deliverEnd(const std::shared_ptr<Run>& run, const ShownResult& result,
                    const QString& failure);

    EngineFunctions m_engine;
    QThread m_thread;
    std::unique_ptr<QObject> m_place; // lives on m_thread
    std::shared_ptr<Run> m_current;   // null: nothing is under way
    bool m_listening = false;
    std::atomic<int> m_unfinished{0}; // jobs begun or waiting
    QTimer m_newsTimer;               // paces deliverNews()
    QElapsedTimer m_sinceNews;
};

} // namespace tonegraft
