// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runs/RunSession.h"
#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "ui/window/MainWindow.h"

#include <QObject>
#include <QString>

#include <filesystem>

namespace tonegraft {

/// Gives other programs the output as a file, when it is dragged or copied out of the window. The
/// file must outlive the drag, and even this program: some programs only keep its path. So it
/// lies in the user's cache folder, and what is a week old there is removed at the next start.
/// Thread: GUI.
class SharedOutput : public QObject {
    Q_OBJECT

public:
    static constexpr int kKeptDays = 7;

    /// `folder`: for the files alone; made when needed.
    SharedOutput(MainWindow& window, const RunSession& runs, EngineFunctions engine, QString folder,
                 QObject* parent = nullptr);

    /// $XDG_CACHE_HOME/tonegraft/output
    static QString userFolder();
    /// Waits until what is being written is written.
    void finish() { m_writing.finish(); }

private:
    void onWanted();
    void removeOld();

    MainWindow& m_window;
    const RunSession& m_runs;
    EngineFunctions m_engine;
    QString m_folder;
    Background m_writing;
};

} // namespace tonegraft
