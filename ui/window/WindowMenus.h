// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMainWindow;
class QMenu;

namespace tonegraft {

class AppearanceActions;
class MainActions;
class PanelActions;
class SessionActions;

/// The menu bar: everything that the window can do, each with its key. Owned by the window.
struct WindowMenus {
    WindowMenus(QMainWindow* window, const MainActions& actions, const PanelActions& panels,
                const AppearanceActions& appearance, const QList<QAction*>& volumeSteps,
                QMenu* presets, const SessionActions& sessions, const QList<QAction*>& takes);

    QMenu* file;
    /// Undo and redo belong at its top: `edit->insertActions(editTop, {undo, redo})`.
    QMenu* edit;
    QAction* editTop; ///< a separator, seen only when something stands above it
    QMenu* play;

private:
    void fillFile(const MainActions& actions, const SessionActions& sessions);
    void fillEdit(const MainActions& actions, QMenu* presets);
    void fillPlay(const MainActions& actions, const QList<QAction*>& volumeSteps);
    QMenu* addMenu(QMainWindow* window, const QString& title);
};

} // namespace tonegraft
