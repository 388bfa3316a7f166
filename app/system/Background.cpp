// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/system/Background.h"

#include "app/system/ThreadPriority.h"

#include <utility>

namespace tonegraft {

Background::Background(const QString& threadName, QObject* parent)
    : QObject(parent), m_place(std::make_unique<QObject>()) {
    m_thread.setObjectName(threadName);
    m_place->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_place.get(), lowerPriorityOfThisThread, Qt::QueuedConnection);
}

Background::~Background() {
    drop();
    m_thread.quit();
    m_thread.wait();
}

void Background::post(Task task) {
    ++m_unfinished;
    const int generation = m_generation.load();
    QMetaObject::invokeMethod(
        m_place.get(),
        [this, generation, task = std::move(task)] {
            // Dropped before it began: not worth beginning.
            Delivery delivery = generation == m_generation.load() ? task() : Delivery();
            --m_unfinished;
            QMetaObject::invokeMethod(
                this,
                [this, generation, delivery = std::move(delivery)] {
                    deliver(generation, delivery);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void Background::replace(Task task) {
    drop();
    post(std::move(task));
}

void Background::drop() {
    ++m_generation;
}

void Background::finish() {
    QMetaObject::invokeMethod(
        m_place.get(), [this] { m_thread.quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

void Background::deliver(int generation, const Delivery& delivery) {
    if (generation == m_generation.load() && delivery)
        delivery();
}

} // namespace tonegraft
