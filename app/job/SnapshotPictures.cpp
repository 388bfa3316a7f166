// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job/SnapshotPictures.h"

#include <utility>

namespace tonegraft {

SnapshotPictures::SnapshotPictures(QObject* parent)
    : QObject(parent), m_background(QStringLiteral("snapshots")) {}

void SnapshotPictures::take(const std::shared_ptr<const Snapshot>& snapshot) {
    m_next = snapshot;
    if (!m_atWork)
        begin();
}

void SnapshotPictures::drop() {
    m_background.drop();
    m_next.reset();
    m_atWork = false;
}

void SnapshotPictures::begin() {
    m_atWork = true;
    const std::shared_ptr<const Snapshot> snapshot = std::exchange(m_next, nullptr);
    m_background.post([this, snapshot]() -> Background::Delivery {
        ShownSnapshot shown;
        shown.losses = snapshot->losses;
        shown.steps = snapshot->progress.steps;
        shown.output = tilesOf(snapshot->output);
        return [this, shown = std::move(shown)] {
            m_atWork = false;
            Q_EMIT ready(shown);
            if (m_next && !m_atWork)
                begin();
        };
    });
}

} // namespace tonegraft
