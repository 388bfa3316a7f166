// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindowParts.h"

#include "ui/clips/ClipPanel.h"
#include "ui/kit/FileName.h"
#include "ui/kit/MessageBar.h"
#include "ui/kit/Translated.h"
#include "ui/panes/RegionEditor.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/results/LossChart.h"
#include "ui/results/MixControl.h"
#include "ui/results/ResultPanel.h"
#include "ui/results/RunStatus.h"
#include "ui/sessions/SessionActions.h"
#include "ui/settings/ParameterControl.h"
#include "ui/settings/PresetBox.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/takes/TakesPanel.h"
#include "ui/window/AppearanceActions.h"
#include "ui/window/ClipIntake.h"
#include "ui/window/MainActions.h"
#include "ui/window/ViewActions.h"

#include <QAction>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

namespace tonegraft {

MainWindow::Parts::Parts(MainWindow* owner, std::vector<MethodInfo> methods)
    : window(owner), layout(owner, std::move(methods)), intake(new ClipIntake(owner, layout)),
      exports(owner, layout) {
    noteTimer.setSingleShot(true);
    QObject::connect(&noteTimer, &QTimer::timeout, layout.note, &QLabel::clear);
    connectClips();
    connectRun();
    connectListening();
    layout.actions->view->connectTo(layout.spectrograms);
    markHeard(Source::content);
    refresh();
    refreshTitle();
}

void MainWindow::Parts::connectClips() {
    const MainActions* actions = layout.actions;
    QObject::connect(intake, &ClipIntake::chosen, window,
                     [this](ClipRole role, const QString& path) { clipChosen(role, path); });
    QObject::connect(intake, &ClipIntake::leftOut, window,
                     [this](const QStringList& paths) { tellLeftOut(paths); });
    QObject::connect(intake, &ClipIntake::settingsDropped, window,
                     &MainWindow::settingsFileDropped);
    QObject::connect(intake, &ClipIntake::recentOpened, window, &MainWindow::recentClipsOpened);
    for (const ClipRole role : {ClipRole::content, ClipRole::style}) {
        QObject::connect(panel(role)->regionEditor(), &RegionEditor::edited, window,
                         [this, role](std::optional<Region> region) {
                             window->setRegion(role, region);
                             Q_EMIT window->regionChanged(role, region);
                         });
    }
    QObject::connect(layout.spectrograms, &SpectrogramStack::regionChanged, window,
                     [this](SpectrogramStack::Pane pane, std::optional<Region> region) {
                         const ClipRole role = pane == SpectrogramStack::content ? ClipRole::content
                                                                                 : ClipRole::style;
                         panel(role)->regionEditor()->setRegion(region);
                         Q_EMIT window->regionChanged(role, region);
                     });
    QObject::connect(actions->record, &QAction::triggered, window, &MainWindow::recordingRequested);
    QObject::connect(actions->swap, &QAction::triggered, window, &MainWindow::swapRequested);
    QObject::connect(actions->demo, &QAction::triggered, window, &MainWindow::demoRequested);
}

void MainWindow::Parts::connectRun() {
    MainActions* actions = layout.actions;
    QObject::connect(actions->run, &QAction::triggered, window, [this] { toggleRun(); });
    QObject::connect(actions->pause, &QAction::triggered, window, &MainWindow::pauseToggled);
    QObject::connect(actions->compare, &QAction::triggered, window, &MainWindow::compareRequested);
    QObject::connect(layout.settings, &SettingsPanel::settingsChanged, window,
                     &MainWindow::settingsChanged);
    QObject::connect(layout.settings, &SettingsPanel::parameterMoved, window,
                     [this](const QString& id, double value) { steer(id, value); });
}

void MainWindow::Parts::connectListening() {
    MainActions* actions = layout.actions;
    QObject::connect(actions->play, &QAction::triggered, window, &MainWindow::playToggled);
    QObject::connect(actions->toStart, &QAction::triggered, window,
                     [this] { Q_EMIT window->seekRequested(0.0); });
    QObject::connect(actions->loop, &QAction::triggered, window, &MainWindow::loopToggled);
    QObject::connect(actions->levelMatch, &QAction::triggered, window,
                     &MainWindow::levelMatchToggled);
    QObject::connect(actions, &MainActions::sourceChosen, window, [this](Source source) {
        markHeard(source);
        Q_EMIT window->sourceChosen(source);
    });
    QObject::connect(layout.result->mixControl(), &MixControl::mixChanged, window,
                     &MainWindow::mixChanged);
    QObject::connect(layout.appearance, &AppearanceActions::chosen, window,
                     &MainWindow::appearanceChosen);
    QObject::connect(layout.spectrograms, &SpectrogramStack::seekRequested, window,
                     &MainWindow::seekRequested);
}

void MainWindow::Parts::clipChosen(ClipRole role, const QString& path) {
    if (role == ClipRole::content) {
        Q_EMIT window->contentChosen(path);
    } else {
        Q_EMIT window->styleChosen(path);
    }
}

void MainWindow::Parts::tellLeftOut(const QStringList& paths) {
    QStringList names;
    for (const QString& path : paths) {
        names << shownName(path).section(QLatin1Char('/'), -1);
    }
    window->showMessage(Severity::information,
                        tr("Two files are taken, the first as content and the second as style. "
                           "Not taken: %1")
                            .arg(names.join(QStringLiteral(", "))));
}

void MainWindow::Parts::toggleRun() {
    if (runState == RunState::idle) {
        Q_EMIT window->runRequested(layout.settings->settings());
    } else {
        Q_EMIT window->stopRequested();
    }
}

void MainWindow::Parts::steer(const QString& id, double value) {
    if (runState != RunState::running && runState != RunState::paused) {
        return;
    }
    const ParameterControl* control = layout.settings->control(id.toStdString());
    if (control != nullptr && control->info().movesInRun) {
        Q_EMIT window->steered(id, value);
    }
}

std::vector<TermInfo> MainWindow::Parts::termsOf(const std::string& methodId) const {
    for (const MethodInfo& info : layout.settings->methods()) {
        if (info.id == methodId) {
            return info.terms;
        }
    }
    return {};
}

void MainWindow::Parts::refresh() {
    const bool idle = runState == RunState::idle;
    Allowed allowed;
    allowed.hasContent = layout.content->hasClip();
    allowed.hasStyle = layout.style->hasClip();
    allowed.loading = layout.content->isLoading() || layout.style->isLoading();
    allowed.runObstacle = runObstacle();
    allowed.hasResult = hasResult;
    allowed.hasPrevious = hasPrevious;
    // In a run the output is another one already, and not finished.
    allowed.canExport =
        hasResult ? exports.proposal.any() : idle && exports.proposal.previous.has_value();
    allowed.notesObstacle =
        hasResult ? notesObstacle : tr("There is no result yet that notes were heard for.");
    allowed.soundAvailable = soundAvailable;
    allowed.runState = runState;
    layout.actions->allow(allowed);
    intake->setChangeable(idle);
    layout.content->setChangeable(idle);
    layout.style->setChangeable(idle);
    layout.spectrograms->setChangeable(idle);
    layout.settings->setRunning(!idle);
    layout.presets->setChangeable(idle);
    layout.status->setObstacle(allowed.runObstacle);
    layout.takes->setChangeable(idle);
    layout.sessions->setChangeable(idle);
    layout.status->setRunState(runState);
    if (!hasResult) {
        layout.result->showHint(!idle ? tr("A run is going on")
                                : allowed.hasContent && allowed.hasStyle
                                    ? tr("Press Run to put the style on the content")
                                    : tr("Choose two clips and press Run"));
    }
    layout.demo->setVisible(idle && !allowed.loading && !allowed.hasContent && !allowed.hasStyle);
}

void MainWindow::Parts::compareWithShown() {
    if (shown.result) {
        layout.losses->setCompared(shown.result->losses, tr("Before"));
    }
}

QString MainWindow::Parts::runObstacle() const {
    if (layout.content->isLoading() || layout.style->isLoading()) {
        return tr("A clip is being read");
    }
    if (!layout.content->hasClip()) {
        return layout.style->hasClip() ? tr("To run, choose the content: the music to keep")
                                       : tr("To run, choose a content and a style clip");
    }
    return layout.style->hasClip() ? QString()
                                   : tr("To run, choose the style: the sound to put on it");
}

void MainWindow::Parts::forgetClipError(ClipRole role) {
    QString& error = clipErrors[static_cast<std::size_t>(role)];
    if (!error.isEmpty() && layout.message->text() == error) {
        layout.message->hide();
    }
    error.clear();
}

/// The pane of what is heard; of the result before there is no picture.
void MainWindow::Parts::markHeard(Source source) {
    using Stack = SpectrogramStack;
    layout.spectrograms->setHeard(source == Source::content  ? std::optional(Stack::content)
                                  : source == Source::style  ? std::optional(Stack::style)
                                  : source == Source::output ? std::optional(Stack::output)
                                                             : std::nullopt);
}

QString MainWindow::Parts::obstacleOfNotes(const TransferResult& result) const {
    if (!result.notes.empty()) {
        return {};
    }
    const MethodInfo* method = layout.settings->methodOf(result.settings.method);
    if (method != nullptr && method->hearsNotes) {
        return tr("No notes were heard in the content.");
    }
    QStringList hearing;
    for (const MethodInfo& info : layout.settings->methods()) {
        if (info.hearsNotes) {
            hearing << translated(info.title);
        }
    }
    return tr("This result's method hears no notes. These do: %1")
        .arg(hearing.join(QStringLiteral(", ")));
}

void MainWindow::Parts::askBeforeClosing(const QString& question) {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Close Tonegraft?"), question,
                                QMessageBox::NoButton, window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QAbstractButton* closing =
        box->addButton(tr("Close all the same"), QMessageBox::DestructiveRole);
    QPushButton* staying = box->addButton(tr("Keep it open"), QMessageBox::RejectRole);
    box->setDefaultButton(staying);
    box->setEscapeButton(staying);
    QObject::connect(box, &QMessageBox::buttonClicked, window,
                     [this, closing](const QAbstractButton* pressed) {
                         if (pressed == closing) {
                             window->closeNow();
                         }
                     });
    box->open();
}

void MainWindow::Parts::refreshTitle() {
    const QString& content = layout.content->clip().name;
    const QString& style = layout.style->clip().name;
    if (content.isEmpty() || style.isEmpty()) {
        window->setWindowTitle(tr("Tonegraft"));
    } else {
        window->setWindowTitle(tr("%1 in the style of %2 — Tonegraft").arg(content, style));
    }
}

} // namespace tonegraft
