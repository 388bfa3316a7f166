// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/WindowState.h"

#include <QObject>
#include <QString>

#include <array>

class QAction;
class QMainWindow;
class QMenu;
class QToolBar;
class QToolButton;

namespace tonegraft {

class HelpActions;
class ViewActions;

/// What the state of the window allows.
struct Allowed {
    bool hasContent = false;
    bool hasStyle = false;
    bool hasResult = false;
    bool hasPrevious = false;
    bool canExport = false;
    QString notesObstacle; ///< why the notes cannot be had; empty: they can
    QString runObstacle;   ///< why Run cannot be pressed; empty: it can
    bool loading = false;
    bool soundAvailable = true;
    RunState runState = RunState::idle;
};

/// The actions with their shortcuts, and the tool bar that shows those that are not for listening.
class MainActions : public QObject {
    Q_OBJECT

public:
    explicit MainActions(QMainWindow* window);

    /// Enables what makes sense; Run turns into Stop.
    void allow(const Allowed& allowed);
    /// Empty: sound works. Else the place of Play says so, and its tooltip why.
    void setSoundReason(const QString& reason);
    void setPlaying(bool playing);
    void setSource(Source source);

    /// Before Run.
    void addEditing(QAction* undo, QAction* redo);

    QToolBar* toolBar() const { return m_toolBar; }
    QAction* content;
    QAction* style;
    QAction* record;
    QAction* demo; ///< clips that come along
    QAction* swap;
    QAction* run;   ///< or Stop
    QAction* pause; ///< of the run
    QAction* play;
    QAction* toStart;
    std::array<QAction*, 4> sources{}; ///< in the order of Source
    QAction* loop;
    QAction* levelMatch;
    QAction* exportSound;
    QAction* saveNotes;
    QAction* sharedFolder; ///< where dragged and copied files lie
    QAction* namesOf2018;
    QAction* copyFigure;
    QAction* copyLosses;
    ViewActions* view;
    HelpActions* help;
    QAction* compare;
    QAction* quit;

Q_SIGNALS:
    void sourceChosen(tonegraft::Source source);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* make(const QString& text, const QString& icon, const QKeySequence& shortcut,
                  const QString& hint);
    void makeTransport();
    void makeQuit(QMainWindow* window);
    void makeSources();
    void makeToolBar(QMainWindow* window);
    void addExportMenu();
    void showPlay();

    QToolBar* m_toolBar;
    bool m_playing = false;
    QString m_soundReason;
    QString m_playHelp;
    QString m_notesHelp;
};

} // namespace tonegraft
