// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/HelpActions.h"

#include "ui/panes/SpectrogramView.h"
#include "ui/window/GettingStarted.h"
#include "ui/window/ShortcutsDialog.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>

namespace tonegraft {

HelpActions::HelpActions(QMainWindow* window)
    : QObject(window), m_window(window), m_menu(new QMenu(window)) {
    QAction* start = m_menu->addAction(tr("Getting started"));
    connect(start, &QAction::triggered, this, [this] { (new GettingStarted(m_window))->show(); });
    QAction* shortcuts = m_menu->addAction(tr("Keyboard shortcuts"));
    shortcuts->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(tr("Ctrl+?"))});
    connect(shortcuts, &QAction::triggered, this, &HelpActions::showShortcuts);
    QAction* about = m_menu->addAction(tr("About Tonegraft"));
    connect(about, &QAction::triggered, this,
            [this] { (new AboutDialog(m_program, m_window))->open(); });
    // A menu that was not shown yet does not make its keys known.
    m_window->addActions({start, shortcuts, about});
}

void HelpActions::showShortcuts() {
    const std::vector<ShortcutsDialog::Section> sections{
        {tr("Anywhere"), shortcutsOf(m_window), {}},
        {tr("In a picture"), {}, SpectrogramView::keysHelp()},
        {tr("With the mouse"), {}, TimePane::mouseHelp()},
    };
    (new ShortcutsDialog(sections, m_window))->open();
}

} // namespace tonegraft
