// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/ShortcutsDialog.h"

#include "ui/kit/Theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace tonegraft {
namespace {

constexpr int kColumns = 2; // of keys

QLabel* keyLabel(const QString& key, QWidget* parent) {
    auto* label = new QLabel(key, parent);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

QGridLayout* gridOf(const std::vector<ShortcutsDialog::Shortcut>& shortcuts, QWidget* parent) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(4);
    const int rows = (static_cast<int>(shortcuts.size()) + kColumns - 1) / kColumns;
    for (int i = 0; i < static_cast<int>(shortcuts.size()); ++i) {
        const auto& [key, text] = shortcuts[static_cast<std::size_t>(i)];
        const int column = 2 * (i / rows);
        grid->addWidget(keyLabel(key, parent), i % rows, column);
        grid->addWidget(new QLabel(text, parent), i % rows, column + 1);
        grid->setColumnStretch(column + 1, 1);
    }
    return grid;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const std::vector<Section>& sections, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(10);
    layout->setSizeConstraint(QLayout::SetFixedSize); // else a low screen squeezes the rows
    for (const Section& section : sections) {
        auto* title = keyLabel(section.title, this);
        title->setForegroundRole(QPalette::Highlight);
        layout->addWidget(title);
        layout->addLayout(gridOf(section.shortcuts, this));
        if (!section.text.isEmpty()) {
            auto* text = new QLabel(section.text, this);
            text->setWordWrap(true);
            layout->addWidget(text);
        }
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addStretch(1);
    layout->addWidget(buttons);
}

std::vector<ShortcutsDialog::Shortcut> shortcutsOf(const QWidget* window) {
    std::vector<ShortcutsDialog::Shortcut> found;
    QList<QAction*> actions = window->findChildren<QAction*>();
    for (QAction* action : window->actions()) { // some are not the window's own
        if (!actions.contains(action)) {
            actions << action;
        }
    }
    for (const QAction* action : std::as_const(actions)) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts()) {
            keys << key.toString(QKeySequence::NativeText);
        }
        if (!keys.isEmpty()) {
            // A button may say its key as well ("1 Content"), or why it cannot be pressed.
            QString text = action->whatsThis().isEmpty() ? action->text() : action->whatsThis();
            found.emplace_back(keys.join(ShortcutsDialog::tr(" or ")),
                               text.remove(QLatin1Char('&')));
        }
    }
    return found;
}

} // namespace tonegraft
