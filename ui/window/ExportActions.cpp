// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ExportActions.h"

#include "ui/kit/DragHandle.h"
#include "ui/kit/FileDialogs.h"
#include "ui/results/ExportDialog.h"
#include "ui/results/LossChart.h"
#include "ui/results/ResultPanel.h"
#include "ui/window/MainActions.h"
#include "ui/window/MainWindow.h"
#include "ui/window/WindowLayout.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

namespace tonegraft {

ExportActions::ExportActions(MainWindow* window, const WindowLayout& layout) {
    const MainActions* actions = layout.actions;
    QObject::connect(actions->exportSound, &QAction::triggered, window, [this, window] {
        askForExport(window, proposal, [window](const ExportChoices& choices) {
            Q_EMIT window->exportRequested(choices);
        });
    });
    QObject::connect(actions->copyFigure, &QAction::triggered, window,
                     &MainWindow::figureCopyRequested);
    QObject::connect(actions->copyLosses, &QAction::triggered, window,
                     [window, losses = layout.losses] {
                         QGuiApplication::clipboard()->setImage(losses->picture());
                         window->showNote(MainWindow::tr("Loss curve copied"));
                     });
    QObject::connect(actions->saveNotes, &QAction::triggered, window, [this, window] {
        askForNotesFile(window, notesProposal,
                        [window](const QString& path) { Q_EMIT window->notesSaveRequested(path); });
    });
    QObject::connect(actions->sharedFolder, &QAction::triggered, window, [this, window] {
        askForFolder(window, MainWindow::tr("Folder for dragged files"), sharedFolder,
                     [window](const QString& path) { Q_EMIT window->sharedFolderChosen(path); });
    });
    QObject::connect(actions->namesOf2018, &QAction::triggered, window, &MainWindow::namingChanged);
    const DragHandle* notes = layout.result->notesHandle();
    QObject::connect(notes, &DragHandle::fileWanted, window, &MainWindow::notesFileWanted);
    QObject::connect(notes, &DragHandle::copied, window, [window] {
        window->showNote(MainWindow::tr("The notes are copied as a file; paste it into a folder"));
    });
    const DragHandle* handle = layout.result->dragHandle();
    QObject::connect(handle, &DragHandle::fileWanted, window, &MainWindow::outputFileWanted);
    QObject::connect(handle, &DragHandle::copied, window, [window] {
        window->showNote(MainWindow::tr("The output is copied as a file; paste it into a folder"));
    });
}

} // namespace tonegraft
