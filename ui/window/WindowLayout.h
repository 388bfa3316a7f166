// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/Methods.h"
#include "ui/window/WindowMenus.h"

#include <QByteArray>

#include <memory>
#include <vector>

class QLabel;
class QMainWindow;
class QScrollArea;
class QPushButton;
class QSplitter;
class QToolButton;
class QWidget;

namespace tonegraft {

class AppearanceActions;
class ClipPanel;
class LossChart;
class MainActions;
class MessageBar;
class OfferBar;
class PanelActions;
class PresetBox;
class ResultPanel;
class RunStatus;
class SessionActions;
class SettingsPanel;
class SpectrogramStack;
class TakesPanel;
class TransportBar;

/// The widgets of the window and where they stand: clips at the left, pictures in the middle,
/// settings at the right, message bar above, status below. Owned by the window they are put into.
struct WindowLayout {
    explicit WindowLayout(QMainWindow* window, std::vector<MethodInfo> methods);

    MainActions* actions;
    SessionActions* sessions;
    PanelActions* panels;
    AppearanceActions* appearance;
    MessageBar* message;
    OfferBar* offer;
    ClipPanel* content;
    ClipPanel* style;
    QToolButton* swap;
    QPushButton* demo; ///< seen while there is no clip
    ResultPanel* result;
    SpectrogramStack* spectrograms;
    LossChart* losses;
    TakesPanel* takes;
    PresetBox* presets;
    SettingsPanel* settings;
    TransportBar* transport;
    RunStatus* status;
    QLabel* note; ///< at the right of the status bar
    QSplitter* columns;
    QSplitter* pictures; ///< spectrograms, and below them the runs
    QSplitter* runs;     ///< takes and the loss curve
    std::unique_ptr<WindowMenus> menus;

    QByteArray save(const QMainWindow* window) const;
    bool restore(QMainWindow* window, const QByteArray& saved) const;

private:
    QScrollArea* leftColumn();
    QWidget* middleColumn();
    QScrollArea* rightColumn();
};

} // namespace tonegraft
