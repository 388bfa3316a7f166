// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runs/RunSession.h"
#include "app/takes/Making.h"
#include "app/takes/TakeList.h"
#include "app/undo/History.h"
#include "ui/window/MainWindow.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <set>
#include <vector>

namespace tonegraft {

/// What a run would be made of now, with these clips.
Making makingIn(const MainWindow& window, std::shared_ptr<const ClipPair> clips);

/// Keeps each finished or stopped run as a take, shows the one that is chosen in the window's list
/// as the output, and says where the output is not what controls and clips would make now.
/// Thread: GUI.
class TakesSession : public QObject {
    Q_OBJECT

public:
    TakesSession(MainWindow& window, RunSession& runs, History& history, QObject* parent = nullptr);

    /// The clips as the window shows them.
    void setClips(const ShownClip& content, const ShownClip& style);
    TakeList& list() { return m_list; }
    /// As the output; nothing happens if there is none of that id.
    void show(TakeId id) { select(id); }
    /// The take that is the output; 0: none is.
    TakeId shownId() const;
    const TakeList& list() const { return m_list; }
    /// A clip that sounds the same as `clip` and that a take was made of: then the take is not
    /// stale when its file is opened again. Else `clip`.
    ShownClip known(const ShownClip& clip) const;
    /// Of what takes were made that were not found when their session was opened.
    std::vector<ShownClip> missingClips() const;
    /// Takes whose clip was missing under one of these paths were made of it.
    void relink(const ShownClip& found, const std::set<std::filesystem::path>& missing);
    /// Keeps results that were made elsewhere, the first the oldest, and shows the last.
    void add(const std::vector<ShownResult>& results);
    /// Shows the newest take that was made so, if there is one.
    void showMadeOf(const Making& making);

Q_SIGNALS:
    /// By hand: all that made a take is to be what the window says.
    void makingWanted(const tonegraft::Making& making);

private:
    void onResultChanged();
    void onMeasured(const std::shared_ptr<const TransferResult>& result, const Measures& measures);
    static bool isTake(const TransferResult& result);
    void keep(const ShownResult& shown);
    void select(TakeId id);
    void change(TakeId id, const std::function<void(Take&)>& edit);
    void edit(TakeId id, const QString& text, const std::function<void(Take&)>& edit);
    void remove(TakeId id);
    void takeOff(TakeId id);
    void refer(TakeId id);
    void giveSettingsBack(TakeId id);
    void giveBack(const Making& making, const QString& text);
    void giveClipsBack(TakeId id);
    TakePointer shownTake() const;
    void showRows();
    void showState();
    QString staleText() const;

    MainWindow& m_window;
    RunSession& m_runs;
    History& m_history;
    TakeList m_list;
    std::shared_ptr<const ClipPair> m_clips = std::make_shared<const ClipPair>();
    TakeId m_reference = 0; // of the difference picture; 0: the content
    QTimer m_showing;       // a drag asks for the state very often
};

} // namespace tonegraft
