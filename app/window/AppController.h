// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job/ClipLoader.h"
#include "app/presets/PresetSession.h"
#include "app/runs/EstimateSession.h"
#include "app/runs/NetworkPreload.h"
#include "app/runs/RunSession.h"
#include "app/session/SessionKeeper.h"
#include "app/system/Background.h"
#include "app/takes/TakesSession.h"
#include "app/takes/VariationsSession.h"
#include "app/undo/History.h"
#include "app/window/BlindSession.h"
#include "app/window/CompareSession.h"
#include "app/window/EditSession.h"
#include "app/window/ExportSession.h"
#include "app/window/ListeningSession.h"
#include "app/window/NotesOutput.h"
#include "app/window/ProjectSession.h"
#include "app/window/RecentClips.h"
#include "app/window/RecordingSession.h"
#include "app/window/SettingsFile.h"
#include "app/window/SharedOutput.h"
#include "ui/window/MainWindow.h"

#include <QObject>

#include <array>
#include <filesystem>

namespace tonegraft {

/// Joins the window and everything behind it: clips, runs, listening, export, what is remembered.
/// Thread: GUI.
class AppController : public QObject {
    Q_OBJECT

public:
    /// `autosaves`: as SessionKeeper has it.
    AppController(MainWindow& window, EngineFunctions engine, SettingsFile settingsFile,
                  const QString& autosaves, QObject* parent = nullptr);

    /// Loads the clips whose paths are not empty; a session in place of the content is opened.
    /// Without one, what was open the last time is offered.
    void open(const std::filesystem::path& content, const std::filesystem::path& style);
    /// Ends all threads, and waits for files that are being written. False if one of the others
    /// did not end within `milliseconds` (a long file that is read, a sound server that does not
    /// answer): then the process must end without waiting for it.
    bool shutDown(int milliseconds);

private:
    void load(ClipRole role, const std::filesystem::path& path);
    void onLoaded(ClipRole role, const ShownClip& clip);
    void onFailed(ClipRole role, const QString& reason);
    void setSharedFolder(const QString& folder);
    void onDemo();
    void onSwap();
    void showClips(const ClipPair& clips, std::optional<Region> contentRegion,
                   std::optional<Region> styleRegion);
    void apply(const Making& making);
    void connectSessions();
    SessionState sessionState() const;
    void onSessionOpened(const OpenedSession& session);
    QString losingQuestion() const;
    QString closingQuestion() const;
    void onClosing();
    void recall();
    void clipsChanged();
    ShownClip& clip(ClipRole role) { return m_clips[static_cast<std::size_t>(role)]; }

    MainWindow& m_window;
    SettingsFile m_settingsFile;
    ClipLoader m_loader;
    RunSession m_runs;
    History m_history;
    TakesSession m_takes;
    VariationsSession m_variations;
    EditSession m_edits;
    SessionKeeper m_sessions;
    EstimateSession m_estimates;
    ExportSession m_exports;
    CompareSession m_compares;
    ListeningSession m_listening;
    BlindSession m_blind;
    RecordingSession m_recording;
    RecentClips m_recent;
    SharedOutput m_sharedOutput;
    NotesOutput m_notes;
    ProjectSession m_project;
    PresetSession m_presets;
    NetworkPreload m_preload;
    std::array<ShownClip, 2> m_clips;
    QString m_clipFolder;
    QString m_lastSession;
    QString m_sharedFolder; // empty: the default
    Background m_saving;
};

} // namespace tonegraft
