// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/SessionActions.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace tonegraft {
namespace {

QAction* make(SessionActions* parent, const QString& text, const QKeySequence& shortcut,
              const QString& help) {
    auto* action = new QAction(text, parent);
    action->setShortcut(shortcut);
    action->setToolTip(
        QStringLiteral("%1 (%2)").arg(help, shortcut.toString(QKeySequence::NativeText)));
    return action;
}

} // namespace

SessionActions::SessionActions(QWidget* window)
    : QObject(window), open(make(this, tr("Open session…"), QKeySequence(tr("Ctrl+Alt+O")),
                                 tr("Open a session: its clips, settings and takes"))),
      save(make(this, tr("Save session"), QKeySequence(tr("Ctrl+S")),
                tr("Save clips, settings and takes"))),
      saveAs(make(this, tr("Save session as…"), QKeySequence(tr("Ctrl+Shift+S")),
                  tr("Save clips, settings and takes in another folder"))),
      recent(new QMenu(tr("Recent sessions"), window)), m_window(window) {
    connect(open, &QAction::triggered, this, &SessionActions::askToOpen);
    connect(save, &QAction::triggered, this, [this] {
        if (m_folder.isEmpty()) {
            askToSave();
        } else {
            Q_EMIT saveRequested(m_folder);
        }
    });
    connect(saveAs, &QAction::triggered, this, &SessionActions::askToSave);
    connect(recent, &QMenu::aboutToShow, this, &SessionActions::recentOpened);
    setRecent({});
    recent->setToolTipsVisible(true);
    window->addActions({open, save, saveAs}); // keys work while the menu is closed
}

void SessionActions::setFolder(const QString& folder) {
    m_folder = folder;
}

void SessionActions::setRecent(const QStringList& folders) {
    recent->clear();
    recent->setEnabled(!folders.isEmpty());
    recent->menuAction()->setEnabled(!folders.isEmpty());
    for (const QString& folder : folders) {
        QString name = QDir(folder).dirName();
        QAction* action = recent->addAction(name.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setToolTip(folder);
        connect(action, &QAction::triggered, this,
                [this, folder] { Q_EMIT openRequested(folder); });
    }
}

void SessionActions::setProposal(const QString& parentFolder, const QString& name) {
    m_parentFolder = parentFolder;
    m_name = name;
}

void SessionActions::setChangeable(bool changeable) {
    open->setEnabled(changeable);
    for (QAction* action : recent->actions()) {
        action->setEnabled(changeable);
    }
}

void SessionActions::askToOpen() {
    auto* dialog = new QFileDialog(m_window, tr("Open session"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Sessions (*.tonegraft)"));
    dialog->setDirectory(m_folder.isEmpty() ? m_parentFolder : m_folder);
    connect(dialog, &QFileDialog::fileSelected, this, &SessionActions::openRequested);
    dialog->open();
}

/// A session is a folder, so a name for a new one is asked for.
void SessionActions::askToSave() {
    auto* dialog = new QFileDialog(m_window, tr("Save session: a folder of this name is made"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // a folder that has one is refused
    const QString parent = m_folder.isEmpty() ? m_parentFolder : QFileInfo(m_folder).path();
    dialog->setDirectory(parent);
    dialog->selectFile(m_folder.isEmpty() ? m_name : QDir(m_folder).dirName() + tr(" copy"));
    connect(dialog, &QFileDialog::fileSelected, this, &SessionActions::saveRequested);
    dialog->open();
}

} // namespace tonegraft
