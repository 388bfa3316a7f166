// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PanelActions.h"

#include <QAction>
#include <QApplication>
#include <QMainWindow>

namespace tonegraft {

PanelActions::PanelActions(QMainWindow* window, const Panels& panels) : QObject(window) {
    struct Panel {
        QString text;
        Qt::Key key;
        QWidget* widget;
    };
    const std::array<Panel, 4> all{Panel{tr("Clips and result"), Qt::Key_F6, panels.clips},
                                   Panel{tr("Settings"), Qt::Key_F7, panels.settings},
                                   Panel{tr("Loss curve"), Qt::Key_F8, panels.losses},
                                   Panel{tr("Takes"), Qt::Key_F9, panels.takes}};
    for (std::size_t i = 0; i < all.size(); ++i) {
        m_actions[i] = new QAction(all[i].text, this);
        m_actions[i]->setShortcut(all[i].key);
        m_actions[i]->setCheckable(true);
        m_actions[i]->setChecked(true);
        m_actions[i]->setToolTip(tr("Show or hide it; the pictures take its place"));
        connect(m_actions[i], &QAction::toggled, this, [window, panel = all[i].widget](bool shown) {
            // What is hidden would hand the focus to whatever comes next.
            const QWidget* focused = QApplication::focusWidget();
            if (!shown && focused != nullptr && panel->isAncestorOf(focused)) {
                window->setFocus(Qt::OtherFocusReason);
            }
            panel->setVisible(shown);
        });
    }
    for (const QAction* action : {losses(), takes()}) {
        connect(action, &QAction::toggled, this, [this, below = panels.below] {
            below->setVisible(losses()->isChecked() || takes()->isChecked());
        });
    }
}

quint32 PanelActions::hidden() const {
    quint32 bits = 0;
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        bits |= m_actions[i]->isChecked() ? 0U : 1U << i;
    }
    return bits;
}

void PanelActions::setHidden(quint32 hidden) {
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        m_actions[i]->setChecked((hidden & (1U << i)) == 0);
    }
}

} // namespace tonegraft
