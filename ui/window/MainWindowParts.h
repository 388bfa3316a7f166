// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/ExportActions.h"
#include "ui/window/MainWindow.h"
#include "ui/window/WindowLayout.h"

#include <QTimer>

#include <array>

namespace tonegraft {

class ClipIntake;

/// What the window is made of, the state it is in, and what its parts tell each other: the inside
/// of MainWindow. Thread: GUI.
struct MainWindow::Parts {
    Parts(MainWindow* owner, std::vector<MethodInfo> methods);

    MainWindow* window;
    WindowLayout layout;
    ClipIntake* intake;
    ExportActions exports;
    QTimer noteTimer;
    std::function<QString()> closingQuestion;
    RunState runState = RunState::idle;
    bool soundAvailable = true;
    bool hasResult = false;
    bool hasPrevious = false;
    QString notesObstacle; ///< of the result that is shown
    bool awaitsFirstSnapshot = false;
    ShownResult shown; ///< the last result that was shown; its curve is compared with the next
    std::array<QString, 2> clipErrors; ///< in the message bar, by role
    double runStartSeconds = 0.0;      ///< where in the content the output of the run begins

    ClipPanel* panel(ClipRole role) const {
        return role == ClipRole::content ? layout.content : layout.style;
    }
    void refresh();
    void refreshTitle();
    /// From now on the curve of the result shown is the one that others are compared with.
    void compareWithShown();
    /// Why there are no notes; empty: there are.
    QString obstacleOfNotes(const TransferResult& result) const;
    void forgetClipError(ClipRole role);
    void markHeard(Source source);
    void askBeforeClosing(const QString& question);

    /// Those that the method alone has; none if it is not known.
    std::vector<TermInfo> termsOf(const std::string& methodId) const;

private:
    void connectClips();
    void connectRun();
    void connectListening();
    void clipChosen(ClipRole role, const QString& path);
    void tellLeftOut(const QStringList& paths);
    void toggleRun();
    QString runObstacle() const;
    void steer(const QString& id, double value);
};

} // namespace tonegraft
