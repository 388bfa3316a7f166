// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runs/RunSession.h"
#include "app/system/Background.h"
#include "app/system/EngineFunctions.h"
#include "app/takes/TakeList.h"
#include "ui/window/MainWindow.h"

#include <QObject>
#include <QString>

namespace tonegraft {

/// Gives the notes that a run has heard away as a MIDI file: into a folder that other programs are
/// told of when they are dragged or copied, or to where the user says. Thread: GUI.
class NotesOutput : public QObject {
    Q_OBJECT

public:
    /// `folder`: as setFolder().
    NotesOutput(MainWindow& window, const RunSession& runs, const TakeList& takes,
                EngineFunctions engine, QString folder, QObject* parent = nullptr);

    /// For files that are dragged or copied; they stay there.
    void setFolder(const QString& folder) { m_folder = folder; }
    /// Waits until what is being written is written.
    void finish() { m_writing.finish(); }

private:
    void onFileWanted();
    void onSave(const QString& path);
    QString fileName(const QString& folder) const;
    void onResultChanged();
    void write(const QString& path, const std::function<void()>& written);

    MainWindow& m_window;
    const RunSession& m_runs;
    const TakeList& m_takes;
    EngineFunctions m_engine;
    QString m_folder;
    Background m_writing;
};

} // namespace tonegraft
