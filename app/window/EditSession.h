// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/takes/Making.h"
#include "app/undo/History.h"
#include "ui/window/MainWindow.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace tonegraft {

/// Puts what the user changes of settings, regions and clips into the history. Movements of one
/// control that follow each other are one step until the mouse is pressed again or a second has
/// passed without it. Thread: GUI.
class EditSession : public QObject {
    Q_OBJECT

public:
    static constexpr int kRestMs = 1000;

    /// `apply` shows a state in the window.
    EditSession(MainWindow& window, History& history, std::function<void(const Making&)> apply,
                QObject* parent = nullptr);

    /// As the window shows them. A first clip is no step.
    void setClips(const ShownClip& content, const ShownClip& style);
    /// What is shown now was not made by hand.
    void begin();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void record();
    void show(const Making& making);
    void endGesture();
    int gestureOf(const Making& now);

    MainWindow& m_window;
    History& m_history;
    std::function<void(const Making&)> m_apply;
    std::shared_ptr<const ClipPair> m_clips = std::make_shared<const ClipPair>();
    Making m_state;
    bool m_applying = false;
    QTimer m_rest;
    std::string m_moved; // the one parameter that this gesture moves
    int m_gesture = 1;
};

} // namespace tonegraft
