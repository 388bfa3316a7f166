// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runs/RunSession.h"
#include "app/takes/Variations.h"
#include "ui/takes/VariationsDialog.h"

#include <QObject>

#include <deque>

namespace tonegraft {

/// Runs near the window's settings, one after the other; TakesSession keeps each of them. Stop, a
/// failure, another clip and a control that is moved in a run end it. Thread: GUI.
class VariationsSession : public QObject {
    Q_OBJECT

public:
    VariationsSession(MainWindow& window, RunSession& runs, QObject* parent = nullptr);

    void setClips(const ShownClip& content, const ShownClip& style);

private:
    void open();
    void showControls();
    void start();
    void next();
    void end();
    void onFinished(const ShownResult& shown);

    MainWindow& m_window;
    RunSession& m_runs;
    VariationsDialog m_dialog; // not shown until it is asked for
    std::deque<TransferSettings> m_waiting;
    int m_run = 0; // that goes on, from 1; 0: none
    int m_count = 0;
    bool m_hasClips = false;
    int m_stylePatches = 0;
};

} // namespace tonegraft
