// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/WindowState.h"

#include <QObject>
#include <QString>

#include <array>

class QAction;
class QMainWindow;
class QToolBar;

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
    QAction* run; ///< or Stop
    QAction* pause;
    QAction* play;
    std::array<QAction*, 4> sources{}; ///< in the order of Source
    QAction* loop;
    QAction* levelMatch;
    QAction* exportSound;
    QAction* saveNotes;
    QAction* copyFigure;
    QAction* copyLosses;
    ViewActions* view;
    HelpActions* help;
    QAction* compare;

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
    void addMenuButton(const QString& text, const QString& icon, QMenu* menu, const QString& hint);

    QToolBar* m_toolBar;
    QString m_playHelp;
    QString m_notesHelp;
};

} // namespace tonegraft
