// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace tonegraft {

/// A thread of its own for work of one kind: tasks run there one after the other, and what they
/// deliver is handed over on the owner's thread. Nothing is delivered after the destructor.
/// Thread: GUI.
class Background : public QObject {
    Q_OBJECT

public:
    /// Handed back by a task; called on the owner's thread.
    using Delivery = std::function<void()>;
    /// Runs on the thread behind. Must not throw.
    using Task = std::function<Delivery()>;

    explicit Background(const QString& threadName, QObject* parent = nullptr);
    /// Waits for the task that is running; those not begun are dropped.
    ~Background() override;

    /// Does it after all that was posted before.
    void post(Task task);
    /// The same, and whatever was posted before and is not delivered yet will not be.
    void replace(Task task);
    /// What was posted and is not delivered yet will not be.
    void drop();
    /// Waits until all that was posted is done, and takes no more. What it delivers is delivered
    /// when the event loop runs again.
    void finish();
    /// A task is under way or waiting. Thread: any.
    bool working() const { return m_unfinished.load() > 0; }

private:
    void deliver(int generation, const Delivery& delivery);

    QThread m_thread;
    std::unique_ptr<QObject> m_place; // lives on m_thread
    std::atomic<int> m_generation{0};
    std::atomic<int> m_unfinished{0};
};

} // namespace tonegraft
