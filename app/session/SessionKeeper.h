// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/SessionState.h"
#include "app/system/Background.h"
#include "ui/window/MainWindow.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <vector>

namespace tonegraft {

/// Saves what the window has as a session where the user wants it, and by itself, some seconds
/// after it has changed, in a folder of its own: the next start offers what a window left there
/// that was not saved. Thread: GUI.
class SessionKeeper : public QObject {
    Q_OBJECT

public:
    static constexpr int kAutosaveMs = 30'000;
    static constexpr int kAfterTakeMs = 1000;
    static constexpr int kMostRecent = 10;

    /// `autosaves`: the folder for what is saved by itself; empty: nothing is.
    SessionKeeper(MainWindow& window, EngineFunctions engine, QString autosaves,
                  std::function<SessionState()> state, QObject* parent = nullptr);

    /// The user's: $XDG_DATA_HOME/tonegraft/autosave.
    static QString userFolder();
    /// What only a session file is called. Never blocks.
    static bool isSessionName(const std::filesystem::path& path);
    /// That, or a folder that holds one. Blocks. Thread: any.
    static bool isSession(const std::filesystem::path& path);

    void open(const std::filesystem::path& path);
    /// What a window left that is not open any more, else `last`, if that is still there.
    void offerWhatWasOpen(const QString& last);
    /// Where a new session is saved unless the user says another place.
    void propose(const QString& parentFolder, const QString& name);
    /// What would be saved is another: `take`, a take came or went.
    void changed(bool take);
    /// Finds out on the thread behind which of the clips that were not found `found` is: by what
    /// their session says of their content, or by name where it says nothing.
    void recognize(const ShownClip& found, const std::vector<ShownClip>& missing);
    /// The window closes: what is not saved is kept for the next start.
    void close();
    /// Waits until all is written; what is being opened is given up.
    void finish() { m_work.finish(); }

    /// What is not saved is there at the next start.
    bool keeps() const { return !m_autosaves.isEmpty() && !m_failed; }
    /// The folder of the session that is open, empty for none.
    QString folder() const;
    const QStringList& recent() const { return m_recent; }
    void setRecent(const QStringList& folders);

Q_SIGNALS:
    /// All of it is read, and takes the place of what the window has.
    void opened(const tonegraft::OpenedSession& session);
    /// It is what was missing under these paths.
    void recognized(const tonegraft::ShownClip& found,
                    const std::set<std::filesystem::path>& missing);

private:
    using Folder = std::shared_ptr<SessionFolder>;

    void save(const QString& path);
    void onSaved(const Folder& folder, quint64 revision);
    void autosave();
    void discardAutosave();
    Folder newAutosave() const;
    void read(const Folder& folder, bool isAutosave);
    EngineFunctions readingUntilTheEnd();
    void onRead(const Folder& folder, bool isAutosave, const OpenedSession& session);
    void offer(const Folder& folder, int takes);
    void addRecent(const QString& folder);
    void showMessage(const QString& failure);

    MainWindow& m_window;
    EngineFunctions m_engine;
    QString m_autosaves;
    std::function<SessionState()> m_state;
    Folder m_folder;     // null: the session has none yet
    Folder m_autosave;   // null: none yet
    FileHashes m_hashes; // of the thread behind
    quint64 m_revision = 0;
    quint64 m_saved = 0;     // of m_revision
    quint64 m_autosaved = 0; // the same
    bool m_failed = false;   // the last autosave
    std::atomic<bool> m_ending{false};
    QStringList m_recent;
    QTimer m_rest;
    Background m_work;
};

} // namespace tonegraft
