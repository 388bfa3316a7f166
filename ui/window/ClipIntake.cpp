// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ClipIntake.h"

#include "ui/clips/ClipPanel.h"
#include "ui/kit/DropOverlay.h"
#include "ui/kit/FileDialogs.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/settings/PresetBox.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/window/MainActions.h"
#include "ui/window/WindowLayout.h"

#include <QAction>
#include <QKeyEvent>
#include <QToolBar>
#include <QToolButton>

namespace tonegraft {

ClipIntake::ClipIntake(QWidget* window, const WindowLayout& layout)
    : QObject(window), m_window(window),
      m_drops(new DropOverlay(
          window,
          {DropOverlay::Target{
               tr("Content"),
               {layout.content, layout.spectrograms->view(SpectrogramStack::content)}},
           DropOverlay::Target{tr("Style"),
                               {layout.style, layout.spectrograms->view(SpectrogramStack::style)}}},
          DropOverlay::Target{tr("Settings that made it"), {layout.presets, layout.settings}})) {
    for (const ClipRole role : {ClipRole::content, ClipRole::style}) {
        const bool isContent = role == ClipRole::content;
        auto* menu = new RecentMenu(window);
        m_recent[static_cast<std::size_t>(role)] = menu;
        connect(menu, &RecentMenu::chosen, this,
                [this, role](const QString& path) { Q_EMIT chosen(role, path); });
        connect(menu, &QMenu::aboutToShow, this, &ClipIntake::recentOpened);
        QAction* action = isContent ? layout.actions->content : layout.actions->style;
        ClipPanel* panel = isContent ? layout.content : layout.style;
        connect(action, &QAction::triggered, this, [this, role] { ask(role); });
        connect(panel, &ClipPanel::chooseRequested, this, [this, role] { ask(role); });
        addRecent(qobject_cast<QToolButton*>(layout.actions->toolBar()->widgetForAction(action)),
                  menu);
        addRecent(panel->chooseButton(), menu);
    }
    for (const auto& [pane, role] : {std::pair(SpectrogramStack::content, ClipRole::content),
                                     std::pair(SpectrogramStack::style, ClipRole::style)}) {
        connect(layout.spectrograms->view(pane), &SpectrogramView::fileAsked, this,
                [this, role = role] {
                    if (m_changeable) {
                        ask(role);
                    }
                });
    }
    connect(m_drops, &DropOverlay::dropped, this, &ClipIntake::chosen);
    connect(m_drops, &DropOverlay::settingsDropped, this, &ClipIntake::settingsDropped);
    connect(m_drops, &DropOverlay::leftOut, this, &ClipIntake::leftOut);
}

void ClipIntake::addRecent(QToolButton* button, RecentMenu* menu) {
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    button->installEventFilter(this);
    button->setAccessibleDescription(tr("Down opens the list of recent clips."));
}

bool ClipIntake::eventFilter(QObject* watched, QEvent* event) {
    auto* button = qobject_cast<QToolButton*>(watched);
    if (button != nullptr && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        button->showMenu();
        return true;
    }
    return false;
}

void ClipIntake::setChangeable(bool changeable) {
    m_changeable = changeable;
    m_drops->setAcceptsFiles(changeable);
}

void ClipIntake::setRecentClips(const QList<RecentClip>& clips) {
    for (RecentMenu* menu : m_recent) {
        menu->setClips(clips);
    }
}

void ClipIntake::ask(ClipRole role) {
    const QString title = role == ClipRole::content ? tr("Choose content") : tr("Choose style");
    askForClip(m_window, title, m_folder,
               [this, role](const QString& path) { Q_EMIT chosen(role, path); });
}

} // namespace tonegraft
