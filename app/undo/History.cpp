// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/undo/History.h"

#include "ui/kit/Theme.h"

#include <QAction>
#include <QUndoCommand>

#include <utility>

namespace tonegraft {

namespace {

constexpr int kMostSteps = 200;

class EditCommand : public QUndoCommand {
public:
    explicit EditCommand(Edit edit) : QUndoCommand(edit.text), m_edit(std::move(edit)) {}

    void undo() override { m_edit.undo(); }
    /// The first time the stack calls it, it is done already.
    void redo() override {
        if (std::exchange(m_done, true))
            m_edit.redo();
    }
    int id() const override { return m_edit.gesture == 0 ? -1 : m_edit.gesture; }
    /// Only of the same id.
    bool mergeWith(const QUndoCommand* next) override {
        m_edit.redo = static_cast<const EditCommand*>(next)->m_edit.redo;
        setText(next->text());
        return true;
    }

private:
    Edit m_edit;
    bool m_done = false;
};

} // namespace

History::History(QObject* parent)
    : QObject(parent), m_undo(new QAction(this)), m_redo(new QAction(this)) {
    m_stack.setUndoLimit(kMostSteps);
    m_undo->setIcon(themedIcon(QStringLiteral("undo")));
    m_redo->setIcon(themedIcon(QStringLiteral("redo")));
    m_undo->setShortcut(QKeySequence(tr("Ctrl+Z")));
    m_redo->setShortcuts({QKeySequence(tr("Ctrl+Shift+Z")), QKeySequence(tr("Ctrl+Y"))});
    connect(m_undo, &QAction::triggered, &m_stack, &QUndoStack::undo);
    connect(m_redo, &QAction::triggered, &m_stack, &QUndoStack::redo);
    connect(&m_stack, &QUndoStack::indexChanged, this, &History::refresh);
    refresh();
}

void History::add(Edit edit) {
    m_stack.push(new EditCommand(std::move(edit)));
    refresh(); // a merged step has another text
}

void History::group(bool begins, const QString& text) {
    if (begins)
        m_stack.beginMacro(text);
    else
        m_stack.endMacro();
}

void History::clear() {
    m_stack.clear();
}

void History::setBlocked(bool blocked) {
    m_blocked = blocked;
    refresh();
}

void History::refresh() {
    m_undo->setEnabled(m_stack.canUndo() && !m_blocked);
    m_redo->setEnabled(m_stack.canRedo() && !m_blocked);
    const QString undone = m_stack.undoText();
    const QString redone = m_stack.redoText();
    m_undo->setText(tr("Undo"));
    m_redo->setText(tr("Redo"));
    const auto help = [](const QString& plain, const QString& what, const QString& key) {
        return (what.isEmpty() ? plain : tr("%1: %2").arg(plain, what)) +
               QStringLiteral(" (%1)").arg(key);
    };
    m_undo->setToolTip(help(m_undo->text(), undone, tr("Ctrl+Z")));
    m_redo->setToolTip(help(m_redo->text(), redone, tr("Ctrl+Shift+Z")));
}

} // namespace tonegraft
