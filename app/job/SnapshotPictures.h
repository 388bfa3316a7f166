// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/Background.h"
#include "tonegraft/Transfer.h"
#include "ui/pictures/ShownClip.h"

#include <QObject>

#include <memory>

namespace tonegraft {

/// Turns snapshots of a run into what the window shows of them, off the GUI thread. Nothing queues
/// up: while one is at work, of those that come only the newest is kept. Thread: GUI.
class SnapshotPictures : public QObject {
    Q_OBJECT

public:
    explicit SnapshotPictures(QObject* parent = nullptr);

    void take(const std::shared_ptr<const Snapshot>& snapshot);
    /// What was taken is not shown any more.
    void drop();

Q_SIGNALS:
    void ready(const tonegraft::ShownSnapshot& snapshot);

private:
    void begin();

    Background m_background;
    std::shared_ptr<const Snapshot> m_next;
    bool m_atWork = false;
};

} // namespace tonegraft
