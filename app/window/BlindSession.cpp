// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/BlindSession.h"

#include "ui/takes/TakesPanel.h"

#include <algorithm>

namespace tonegraft {

BlindSession::BlindSession(MainWindow& window, const TakeList& takes, ListeningSession& listening,
                           QObject* parent)
    : QObject(parent), m_window(window), m_takes(takes), m_listening(listening), m_dialog(&window) {
    connect(window.takes(), &TakesPanel::blindTestWanted, this, &BlindSession::open);
    connect(&takes, &TakeList::changed, this, [this] {
        if (m_dialog.isVisible())
            showTakes();
    });
    connect(&m_dialog, &BlindDialog::pairChosen, this, &BlindSession::setPair);
    connect(&m_dialog, &BlindDialog::heard, this, &BlindSession::hear);
    connect(&m_dialog, &BlindDialog::playToggled, &listening, &ListeningSession::setPlaying);
    connect(&listening, &ListeningSession::playingChanged, &m_dialog, &BlindDialog::setPlaying);
}

/// The take and the one that was made before it, or the newest one beside it.
void BlindSession::open(TakeId id) {
    const auto& takes = m_takes.takes();
    if (takes.size() < 2)
        return;
    const int chosen = std::max(m_takes.indexOf(id), 0);
    const int other = chosen + 1 < static_cast<int>(takes.size()) ? chosen + 1 : chosen - 1;
    showTakes();
    m_dialog.show();
    m_dialog.raise();
    m_dialog.activateWindow();
    m_dialog.begin(takes[static_cast<std::size_t>(chosen)]->id,
                   takes[static_cast<std::size_t>(other)]->id);
}

void BlindSession::showTakes() {
    std::vector<ShownTake> rows;
    for (const TakePointer& take : m_takes.takes()) {
        ShownTake row;
        row.id = take->id;
        row.name = take->name;
        rows.push_back(row);
    }
    m_dialog.setTakes(rows);
}

void BlindSession::setPair(TakeId first, TakeId second) {
    const TakePointer one = m_takes.find(first);
    const TakePointer other = m_takes.find(second);
    const bool both = one && other;
    m_listening.setCandidates(both ? &one->shown : nullptr, both ? &other->shown : nullptr);
}

/// Who asks for a sound wants to hear it.
void BlindSession::hear(bool second) {
    m_listening.hear(second);
    if (!m_listening.playing())
        m_listening.setPlaying(true);
}

} // namespace tonegraft
