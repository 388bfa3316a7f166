// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <functional>

class QAction;

namespace tonegraft {

/// Something that was done by hand and can be taken back.
struct Edit {
    QString text; ///< what it did: "Style weight 60 %"
    std::function<void()> undo;
    std::function<void()> redo;
    /// Edits that follow each other with the same number, not 0, are taken back together: one
    /// drag.
    int gesture = 0;
};

/// All that can be taken back and done again, over all of the window. Thread: GUI.
class History : public QObject {
    Q_OBJECT

public:
    explicit History(QObject* parent = nullptr);

    /// It is done already.
    void add(Edit edit);
    /// What is added until it is called again with false is one step.
    void group(bool begins, const QString& text = {});
    /// As after the start.
    void clear();
    /// In a run nothing is taken back.
    void setBlocked(bool blocked);

    QAction* undoAction() const { return m_undo; }
    QAction* redoAction() const { return m_redo; }

private:
    void refresh();

    QUndoStack m_stack;
    QAction* m_undo;
    QAction* m_redo;
    bool m_blocked = false;
};

} // namespace tonegraft
