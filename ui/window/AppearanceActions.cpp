// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/AppearanceActions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace tonegraft {

AppearanceActions::AppearanceActions(QObject* parent) : QObject(parent) {
    auto* group = new QActionGroup(this);
    const std::array<QString, 3> texts{tr("As the desktop"), tr("Light"), tr("Dark")};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        m_actions[i] = new QAction(texts[i], this);
        m_actions[i]->setCheckable(true);
        group->addAction(m_actions[i]);
        connect(m_actions[i], &QAction::triggered, this,
                [this, i] { Q_EMIT chosen(static_cast<Appearance>(i)); });
    }
    setAppearance(Appearance::desktop);
}

void AppearanceActions::addTo(QMenu* menu) const {
    QMenu* choices = menu->addMenu(tr("Light or dark"));
    for (QAction* action : m_actions) {
        choices->addAction(action);
    }
}

void AppearanceActions::setAppearance(Appearance appearance) {
    m_actions[static_cast<std::size_t>(appearance)]->setChecked(true);
}

Appearance AppearanceActions::appearance() const {
    return m_actions[1]->isChecked()   ? Appearance::light
           : m_actions[2]->isChecked() ? Appearance::dark
                                       : Appearance::desktop;
}

} // namespace tonegraft
