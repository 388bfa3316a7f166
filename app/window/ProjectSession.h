// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "app/takes/TakeList.h"
#include "ui/window/MainWindow.h"

#include <QObject>

namespace tonegraft {

/// Writes the takes as a project of Reaper: their sounds in a folder beside it, each pair of clips
/// as a track whose takes are lanes, and the clips, where they lie, muted below. Thread: GUI.
class ProjectSession : public QObject {
    Q_OBJECT

public:
    ProjectSession(MainWindow& window, const TakeList& takes, EngineFunctions engine,
                   QObject* parent = nullptr);

    /// Waits until what is being written is written.
    void finish() { m_writing.finish(); }

private:
    void write(const QString& path);

    MainWindow& m_window;
    const TakeList& m_takes;
    EngineFunctions m_engine;
    Background m_writing;
};

} // namespace tonegraft
