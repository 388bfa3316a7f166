// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WindowMenus.h"

#include "ui/sessions/SessionActions.h"
#include "ui/window/AppearanceActions.h"
#include "ui/window/HelpActions.h"
#include "ui/window/MainActions.h"
#include "ui/window/PanelActions.h"
#include "ui/window/ViewActions.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace tonegraft {

WindowMenus::WindowMenus(QMainWindow* window, const MainActions& actions,
                         const PanelActions& panels, const AppearanceActions& appearance,
                         const QList<QAction*>& volumeSteps, QMenu* presets,
                         const SessionActions& sessions, const QList<QAction*>& takes)
    : file(addMenu(window, QMainWindow::tr("&File"))),
      edit(addMenu(window, QMainWindow::tr("&Edit"))), editTop(edit->addSeparator()) {
    fillFile(actions, sessions);
    fillEdit(actions, presets);
    QMenu* view = actions.view->menu();
    view->setTitle(QMainWindow::tr("&View"));
    view->addSeparator();
    view->addActions({panels.clips(), panels.settings(), panels.losses(), panels.takes()});
    view->addSeparator();
    appearance.addTo(view);
    window->menuBar()->addMenu(view);
    play = addMenu(window, QMainWindow::tr("&Play"));
    fillPlay(actions, volumeSteps);
    addMenu(window, QMainWindow::tr("&Takes"))->addActions(takes);
    actions.help->menu()->setTitle(QMainWindow::tr("&Help"));
    window->menuBar()->addMenu(actions.help->menu());
}

QMenu* WindowMenus::addMenu(QMainWindow* window, const QString& title) {
    QMenu* menu = window->menuBar()->addMenu(title);
    menu->setToolTipsVisible(true);
    return menu;
}

void WindowMenus::fillFile(const MainActions& actions, const SessionActions& sessions) {
    file->addAction(sessions.open);
    file->addMenu(sessions.recent);
    file->addActions({sessions.save, sessions.saveAs});
    file->addSeparator();
    file->addActions({actions.content, actions.style, actions.record, actions.demo});
    file->addSeparator();
    file->addActions({actions.exportSound, actions.saveNotes});
    file->addActions({actions.sharedFolder, actions.namesOf2018});
    file->addSeparator();
    file->addAction(actions.quit);
}

void WindowMenus::fillEdit(const MainActions& actions, QMenu* presets) {
    edit->addAction(actions.swap);
    edit->addMenu(presets);
    edit->addSeparator();
    edit->addActions({actions.copyFigure, actions.copyLosses});
}

void WindowMenus::fillPlay(const MainActions& actions, const QList<QAction*>& volumeSteps) {
    play->addActions({actions.play, actions.toStart});
    play->addSeparator();
    for (QAction* source : actions.sources) {
        play->addAction(source);
    }
    play->addSeparator();
    play->addActions({actions.loop, actions.levelMatch});
    play->addActions(volumeSteps);
    play->addSeparator();
    play->addActions({actions.run, actions.pause, actions.compare});
}

} // namespace tonegraft
