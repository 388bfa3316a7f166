// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Background.h"
#include "app/EngineFunctions.h"
#include "app/RunSession.h"
#include "ui/MainWindow.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <optional>

namespace tonegraft {

/// Writes results where the window asks for it, off the GUI thread. A preview is never written:
/// its final version is made first. Thread: GUI.
class ExportSession : public QObject {
    Q_OBJECT

public:
    ExportSession(MainWindow& window, RunSession& runs, EngineFunctions engine,
                  QObject* parent = nullptr);

    void setClipPaths(std::filesystem::path content, std::filesystem::path style);
    void setFolder(const QString& folder) { m_folder = folder; }
    QString folder() const { return m_folder; }
    /// Waits until all that was asked for is written.
    void finish() { m_writing.finish(); }

private:
    struct Request {
        QString path;
        SampleFormat format;
    };

    void onExport(const QString& path, SampleFormat format);
    void onResultChanged();
    void onRunFailed();
    void write(const Request& request);
    void suggestName();

    MainWindow& m_window;
    RunSession& m_runs;
    EngineFunctions m_engine;
    Background m_writing;
    std::filesystem::path m_contentPath;
    std::filesystem::path m_stylePath;
    QString m_folder;
    std::optional<Request> m_waiting; // for the final version
};

} // namespace tonegraft
