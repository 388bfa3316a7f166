// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/takes/TakeList.h"
#include "app/window/ListeningSession.h"
#include "ui/takes/BlindDialog.h"
#include "ui/window/MainWindow.h"

#include <QObject>

namespace tonegraft {

/// Lets takes be told apart by ear alone: joins the blind test's dialog and what is heard.
/// Thread: GUI.
class BlindSession : public QObject {
    Q_OBJECT

public:
    BlindSession(MainWindow& window, const TakeList& takes, ListeningSession& listening,
                 QObject* parent = nullptr);

private:
    void open(TakeId id);
    void showTakes();
    void setPair(TakeId first, TakeId second);
    void hear(bool second);

    MainWindow& m_window;
    const TakeList& m_takes;
    ListeningSession& m_listening;
    BlindDialog m_dialog; // not shown until it is asked for
};

} // namespace tonegraft
