// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/SpectrogramLook.h"

#include <QObject>

#include <vector>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace tonegraft {

class SpectrogramStack;

/// What can be done about the spectrograms' view, with its shortcuts, as one menu. Thread: GUI.
class ViewActions : public QObject {
    Q_OBJECT

public:
    explicit ViewActions(QMainWindow* window);

    /// The actions act on the stack, and follow what is chosen on it by hand.
    void connectTo(SpectrogramStack* stack);
    /// Checks what belongs to the look; emits nothing.
    void setLook(const SpectrogramLook& look);
    const SpectrogramLook& look() const { return m_look; }

    QMenu* menu() const { return m_menu; }

Q_SIGNALS:
    void lookChosen(const tonegraft::SpectrogramLook& look);

private:
    using Change = void (*)(SpectrogramLook& look, double value);

    void addLooks();
    void addMoves();
    void addRegions();
    QActionGroup* addChoices(QMenu* menu, Change change,
                             const std::vector<std::pair<QString, double>>& choices);
    QAction* addToggle(QMenu* menu, const QString& text, const QKeySequence& shortcut,
                       Change change);
    QAction* addMove(const QString& text, const QList<QKeySequence>& shortcuts);
    void choose(Change change, double value);

    SpectrogramLook m_look;
    QMenu* m_menu;
    QActionGroup* m_scales = nullptr;
    QActionGroup* m_colors = nullptr;
    QActionGroup* m_ranges = nullptr;
    QAction* m_automaticCeiling = nullptr;
    QAction* m_oneScale = nullptr;
    QAction* m_oneTimeAxis = nullptr;
    QAction* m_waveform = nullptr;
    QAction* m_difference = nullptr;
    QAction* m_zoomIn = nullptr;
    QAction* m_zoomOut = nullptr;
    QAction* m_zoomInFrequency = nullptr;
    QAction* m_zoomOutFrequency = nullptr;
    QAction* m_showAll = nullptr;
    QAction* m_dragSelects = nullptr;
    QAction* m_startRegion = nullptr;
    QAction* m_endRegion = nullptr;
    QAction* m_removeRegion = nullptr;
};

} // namespace tonegraft
