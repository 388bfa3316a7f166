// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <array>

class QAction;
class QMainWindow;
class QWidget;

namespace tonegraft {

/// Which of the parts around the pictures are shown: clips, settings, loss curve,
/// takes. Thread: GUI.
class PanelActions : public QObject {
    Q_OBJECT

public:
    /// What shows or hides; they live in `window`.
    struct Panels {
        QWidget* clips;
        QWidget* settings;
        QWidget* losses;
        QWidget* takes;
        QWidget* below; ///< that holds the latter two, hidden with both
    };

    PanelActions(QMainWindow* window, const Panels& panels);

    QAction* clips() const { return m_actions[0]; }
    QAction* settings() const { return m_actions[1]; }
    QAction* losses() const { return m_actions[2]; }
    QAction* takes() const { return m_actions[3]; }

    /// A bit each, in that order: set, it is hidden. For the layout that is kept.
    quint32 hidden() const;
    void setHidden(quint32 hidden);

private:
    std::array<QAction*, 4> m_actions{};
};

} // namespace tonegraft
