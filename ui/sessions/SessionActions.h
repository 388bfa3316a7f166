// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QAction;
class QMenu;
class QWidget;

namespace tonegraft {

/// How a session is opened and saved. Thread: GUI.
class SessionActions : public QObject {
    Q_OBJECT

public:
    explicit SessionActions(QWidget* window);

    QAction* open;
    QAction* save;
    QAction* saveAs;
    QMenu* recent;

    /// Of the session that is open: its folder, and what Save then needs not ask; empty: it has
    /// none yet.
    void setFolder(const QString& folder);
    /// Folders, the newest first.
    void setRecent(const QStringList& folders);
    /// That a first session is saved beside, and the name it is offered.
    void setProposal(const QString& parentFolder, const QString& name);
    /// In a run sessions are saved, but none is opened.
    void setChangeable(bool changeable);

Q_SIGNALS:
    // By hand.
    /// A folder, or the file in it.
    void openRequested(const QString& path);
    void saveRequested(const QString& folder);
    void recentOpened(); ///< the menu is about to be seen

private:
    void askToOpen();
    void askToSave();

    QWidget* m_window;
    QString m_folder;
    QString m_parentFolder;
    QString m_name;
};

} // namespace tonegraft
