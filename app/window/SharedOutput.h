// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runs/RunSession.h"
#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "app/takes/TakeList.h"
#include "ui/window/MainWindow.h"

#include <QObject>
#include <QString>

#include <filesystem>

namespace tonegraft {

/// Gives other programs the output as a file, when it is dragged or copied out of the window. Many
/// only keep its path, for years: so it lies in a folder of the user's, under a name that says what
/// it is and replaces none, and is never removed. Thread: GUI.
class SharedOutput : public QObject {
    Q_OBJECT

public:
    /// `folder`: as setFolder().
    SharedOutput(MainWindow& window, const RunSession& runs, const TakeList& takes,
                 EngineFunctions engine, QString folder, QObject* parent = nullptr);

    /// The one that is used until the user chooses another: Tonegraft in his music.
    static QString defaultFolder();
    /// Made when the first file is written.
    void setFolder(const QString& folder) { m_folder = folder; }
    /// Waits until what is being written is written.
    void finish() { m_writing.finish(); }

private:
    void onWanted();

    MainWindow& m_window;
    const RunSession& m_runs;
    const TakeList& m_takes;
    EngineFunctions m_engine;
    QString m_folder;
    Background m_writing;
};

} // namespace tonegraft
