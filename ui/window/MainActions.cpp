// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainActions.h"

#include "ui/kit/Theme.h"
#include "ui/window/HelpActions.h"
#include "ui/window/ViewActions.h"

#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QMainWindow>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>

namespace tonegraft {
namespace {

constexpr int kIconSize = 18;

/// The one filled button: what the window is for.
const char* const kPrimaryStyle =
    "QToolButton { background: palette(highlight); color: white; border: none;"
    " border-radius: 5px; padding: 5px 12px; font-weight: bold; }"
    "QToolButton:disabled { background: palette(mid); color: palette(window); }"
    "QToolButton:pressed { padding-top: 6px; padding-bottom: 4px; }"
    "QToolButton:focus { border: 2px solid palette(window-text); padding: 3px 10px; }";

QIcon runIcon() {
    return coloredIcon(QStringLiteral("run"), Qt::white);
}
QIcon stopIcon() {
    return coloredIcon(QStringLiteral("stop"), Qt::white);
}

} // namespace

MainActions::MainActions(QMainWindow* window)
    : QObject(window), view(new ViewActions(window)), help(new HelpActions(window)),
      m_toolBar(new QToolBar(tr("Tools"), window)) {
    content = make(tr("Content…"), QStringLiteral("content"), QKeySequence(tr("Ctrl+O")),
                   tr("Choose the clip whose music is kept"));
    style = make(tr("Style…"), QStringLiteral("style"), QKeySequence(tr("Ctrl+Shift+O")),
                 tr("Choose the clip whose sound is put on it"));
    record = make(tr("Record…"), QStringLiteral("microphone"), QKeySequence(tr("Ctrl+Shift+R")),
                  tr("Record a clip from the microphone"));
    demo = make(tr("Open the demo clips"), {}, {}, tr("A tune and a sound that come along"));
    swap = make(tr("Swap content and style"), QStringLiteral("swap"), QKeySequence(Qt::Key_X),
                tr("Content becomes style, and style content"));
    makeTransport();
    makeSources();
    exportSound = make(tr("Export…"), QStringLiteral("export"), QKeySequence(tr("Ctrl+E")),
                       tr("Write the output, its figure, its loss curve"));
    saveNotes = make(tr("Save notes as MIDI…"), {}, QKeySequence(tr("Ctrl+Shift+E")),
                     tr("Write the notes that were heard in the content, as they are played"));
    m_notesHelp = saveNotes->toolTip();
    sharedFolder = make(tr("Folder for dragged files…"), {}, {},
                        tr("Where the sounds and notes lie that are dragged or copied out of this "
                           "window; they stay there"));
    namesOf2018 = make(tr("Name files as the script of 2018"), {}, {},
                       tr("Else the names are of the kind “tune in strings 1”"));
    namesOf2018->setCheckable(true);
    copyFigure = make(tr("Copy spectrograms"), {}, QKeySequence(tr("Ctrl+Shift+C")),
                      tr("Copy the spectrograms as a picture, to paste it elsewhere"));
    copyLosses = make(tr("Copy loss curve"), {}, QKeySequence(tr("Ctrl+Shift+L")),
                      tr("Copy the loss curve as a picture, to paste it elsewhere"));
    compare = make(tr("Compare…"), QStringLiteral("compare"), QKeySequence(tr("Ctrl+Shift+M")),
                   tr("Run several methods on these clips and see them side by side"));
    makeToolBar(window);
    makeQuit(window);
    allow({});
}

QAction* MainActions::make(const QString& text, const QString& icon, const QKeySequence& shortcut,
                           const QString& hint) {
    auto* action = new QAction(themedIcon(icon), text, this);
    action->setShortcut(shortcut);
    const QString keys = shortcut.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? hint : QStringLiteral("%1 (%2)").arg(hint, keys));
    return action;
}

void MainActions::makeQuit(QMainWindow* window) {
    quit = make(tr("Quit"), {}, QKeySequence(tr("Ctrl+Q")), {});
    connect(quit, &QAction::triggered, window, &QWidget::close);
}

void MainActions::makeTransport() {
    run = make(tr("Run"), QStringLiteral("run"), QKeySequence(tr("Ctrl+R")), {});
    pause = make(tr("Pause run"), QStringLiteral("pause"), QKeySequence(Qt::Key_P),
                 tr("Hold the run; press again to go on"));
    pause->setCheckable(true);
    play = make(tr("Play"), QStringLiteral("play"), QKeySequence(Qt::Key_Space),
                tr("Play from the playhead, or stop playing"));
    play->setCheckable(true);
    play->setWhatsThis(play->text());
    m_playHelp = play->toolTip();
    toStart = make(tr("To the start"), {}, QKeySequence(Qt::Key_Home),
                   tr("Move the playhead to the start"));
    loop = make(tr("Loop"), QStringLiteral("loop"), QKeySequence(Qt::Key_L),
                tr("Play over and over without a gap"));
    loop->setCheckable(true);
    levelMatch = make(tr("Level match"), QStringLiteral("level"), QKeySequence(Qt::Key_M),
                      tr("Play all equally loud, so that the louder one does not seem the "
                         "better; the exported file is not changed"));
    levelMatch->setCheckable(true);
    levelMatch->setChecked(true);
}

void MainActions::makeSources() {
    auto* group = new QActionGroup(this);
    const std::array<QString, 4> names{tr("1 Content"), tr("2 Style"), tr("3 Output"),
                                       tr("4 Previous")};
    const std::array<QString, 4> helps{tr("Hear the content"), tr("Hear the style"),
                                       tr("Hear the output, in a run as it grows"),
                                       tr("Hear the result before, to compare")};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto key = static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i));
        sources[i] = make(names[i], {}, QKeySequence(key), helps[i]);
        sources[i]->setIcon({});
        sources[i]->setWhatsThis(helps[i]);
        sources[i]->setCheckable(true);
        group->addAction(sources[i]);
        connect(sources[i], &QAction::triggered, this,
                [this, i] { Q_EMIT sourceChosen(static_cast<Source>(i)); });
    }
    sources[0]->setChecked(true);
}

void MainActions::makeToolBar(QMainWindow* window) {
    m_toolBar->setObjectName(QStringLiteral("tools"));
    m_toolBar->setMovable(false);
    m_toolBar->setFloatable(false);
    m_toolBar->setIconSize({kIconSize, kIconSize});
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->addActions({content, style, record});
    m_toolBar->addSeparator();
    m_toolBar->addActions({run, pause});
    m_toolBar->addSeparator();
    m_toolBar->addActions({exportSound, compare});
    addExportMenu();
    QWidget* primary = m_toolBar->widgetForAction(run);
    primary->setStyleSheet(QString::fromLatin1(kPrimaryStyle));
    primary->installEventFilter(this);
    for (QAction* action : m_toolBar->actions()) {
        if (QWidget* widget = m_toolBar->widgetForAction(action)) {
            widget->setFocusPolicy(Qt::TabFocus);
        }
    }
    window->addToolBar(m_toolBar);
}

void MainActions::addEditing(QAction* undo, QAction* redo) {
    m_toolBar->insertActions(run, {undo, redo});
    m_toolBar->insertSeparator(run);
    for (QAction* action : {undo, redo}) {
        auto* button = qobject_cast<QToolButton*>(m_toolBar->widgetForAction(action));
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::TabFocus);
    }
}

/// Beside Export itself: what leaves by other ways.
void MainActions::addExportMenu() {
    auto* button = qobject_cast<QToolButton*>(m_toolBar->widgetForAction(exportSound));
    auto* menu = new QMenu(button);
    menu->setToolTipsVisible(true);
    menu->addAction(saveNotes);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
}

bool MainActions::eventFilter(QObject*, QEvent* event) {
    // Who double-clicks Run wants one run, not one that is stopped at once.
    return event->type() == QEvent::MouseButtonDblClick;
}

void MainActions::allow(const Allowed& allowed) {
    const bool idle = allowed.runState == RunState::idle;
    const bool inRun =
        allowed.runState == RunState::running || allowed.runState == RunState::paused;
    content->setEnabled(idle);
    style->setEnabled(idle);
    record->setEnabled(idle);
    demo->setEnabled(idle);
    swap->setEnabled(idle && !allowed.loading && (allowed.hasContent || allowed.hasStyle));
    run->setEnabled(inRun || (idle && allowed.runObstacle.isEmpty()));
    run->setText(idle ? tr("Run") : inRun ? tr("Stop") : tr("Stopping…"));
    run->setIcon(idle ? runIcon() : stopIcon());
    run->setToolTip(!idle              ? tr("End the run and keep what it reached (Ctrl+R)")
                    : run->isEnabled() ? tr("Put the style on the content (Ctrl+R)")
                                       : allowed.runObstacle);
    pause->setEnabled(inRun);
    pause->setChecked(allowed.runState == RunState::paused);
    // In a run the output can be heard as it grows.
    const std::array<bool, 4> heard{allowed.hasContent, allowed.hasStyle,
                                    allowed.hasResult || !idle, allowed.hasPrevious};
    bool any = false;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        sources[i]->setEnabled(allowed.soundAvailable && heard[i]);
        any = any || heard[i];
    }
    play->setEnabled(allowed.soundAvailable && any);
    toStart->setEnabled(any);
    loop->setEnabled(allowed.soundAvailable);
    levelMatch->setEnabled(allowed.soundAvailable);
    exportSound->setEnabled(allowed.canExport);
    saveNotes->setEnabled(allowed.notesObstacle.isEmpty());
    saveNotes->setToolTip(saveNotes->isEnabled() ? m_notesHelp : allowed.notesObstacle);
    copyFigure->setEnabled(allowed.hasContent || allowed.hasStyle);
    copyLosses->setEnabled(allowed.hasResult || inRun);
    compare->setEnabled(idle && allowed.runObstacle.isEmpty());
}

void MainActions::setSoundReason(const QString& reason) {
    m_soundReason = reason;
    showPlay();
}

/// The button shows what it would do.
void MainActions::showPlay() {
    const bool works = m_soundReason.isEmpty();
    play->setText(!works ? tr("No sound") : m_playing ? tr("Pause") : tr("Play"));
    play->setIcon(themedIcon(m_playing ? QStringLiteral("pause") : QStringLiteral("play")));
    play->setToolTip(works ? m_playHelp
                           : QStringLiteral("<p>%1</p>").arg(m_soundReason.toHtmlEscaped()));
}

void MainActions::setPlaying(bool playing) {
    play->setChecked(playing);
    m_playing = playing;
    showPlay();
}

void MainActions::setSource(Source source) {
    sources[static_cast<std::size_t>(source)]->setChecked(true);
}

} // namespace tonegraft
