// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/AboutDialog.h"

#include <QObject>

class QAction;
class QMainWindow;
class QMenu;

namespace tonegraft {

/// The menu of help: the sheet of keys, and what this program is. Thread: GUI.
class HelpActions : public QObject {
    Q_OBJECT

public:
    explicit HelpActions(QMainWindow* window);

    void setProgram(const ProgramInfo& program) { m_program = program; }
    QMenu* menu() const { return m_menu; }

private:
    void showShortcuts();

    QMainWindow* m_window;
    QMenu* m_menu;
    ProgramInfo m_program;
};

} // namespace tonegraft
