// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"

#include "ui/clips/ClipPanel.h"
#include "ui/kit/DragHandle.h"
#include "ui/kit/Format.h"
#include "ui/kit/MessageBar.h"
#include "ui/panes/RegionEditor.h"
#include "ui/panes/SpectrogramStack.h"
#include "ui/results/LossChart.h"
#include "ui/results/MixControl.h"
#include "ui/results/ResultPanel.h"
#include "ui/results/RunStatus.h"
#include "ui/sessions/OfferBar.h"
#include "ui/sessions/SessionActions.h"
#include "ui/settings/SettingsPanel.h"
#include "ui/window/AppearanceActions.h"
#include "ui/window/ClipIntake.h"
#include "ui/window/HelpActions.h"
#include "ui/window/MainActions.h"
#include "ui/window/MainWindowParts.h"
#include "ui/window/TransportBar.h"
#include "ui/window/ViewActions.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QScreen>

namespace tonegraft {
namespace {

constexpr int kNoteMilliseconds = 8000;
constexpr QSize kFirstSize(1280, 820);
constexpr QSize kFrame(8, 40); // that a desktop puts around it, about

SpectrogramStack::Pane paneOf(ClipRole role) {
    return role == ClipRole::content ? SpectrogramStack::content : SpectrogramStack::style;
}

} // namespace

MainWindow::MainWindow(std::vector<MethodInfo> methods, QWidget* parent)
    : QMainWindow(parent), m_parts(std::make_unique<Parts>(this, std::move(methods))) {
    setWindowIcon(QIcon(QStringLiteral(":/icons/tonegraft.svg")));
    setContextMenuPolicy(Qt::PreventContextMenu);
    resize(kFirstSize.boundedTo(screen()->availableSize() - kFrame));
}

// A field that is typed into gives its value when it loses the focus: while there is someone who
// takes it.
MainWindow::~MainWindow() {
    hide();
}

void MainWindow::showClipLoading(ClipRole role, const QString& name) {
    m_parts->panel(role)->showLoading(name);
    m_parts->refresh();
}

void MainWindow::showClip(ClipRole role, const ShownClip& clip) {
    m_parts->panel(role)->showClip(clip);
    m_parts->layout.spectrograms->showClip(paneOf(role), clip.name, clip.spectrogram,
                                           clip.waveform);
    if (role == ClipRole::style) {
        const auto& spectrogram = clip.spectrogram;
        const int channels = clip.clip ? clip.clip->channelCount() : 0;
        m_parts->layout.settings->setStylePatches(spectrogram ? spectrogram->frames(0) * channels
                                                              : 0);
    }
    m_parts->forgetClipError(role);
    m_parts->shown = {};
    clearResult();
    m_parts->refreshTitle();
}

void MainWindow::setRegion(ClipRole role, std::optional<Region> region) {
    m_parts->layout.spectrograms->setRegion(paneOf(role), region);
    m_parts->panel(role)->regionEditor()->setRegion(region);
}

std::optional<Region> MainWindow::region(ClipRole role) const {
    return m_parts->layout.spectrograms->region(paneOf(role));
}

void MainWindow::showClipError(ClipRole role, const QString& text) {
    m_parts->panel(role)->showError({});
    showMessage(Severity::error, text);
    m_parts->clipErrors[static_cast<std::size_t>(role)] = text;
    m_parts->refresh();
}

void MainWindow::setRunState(RunState state) {
    if (m_parts->runState == RunState::idle && state != RunState::idle) {
        const std::optional<Region> transferred = region(ClipRole::content);
        m_parts->runStartSeconds = transferred ? transferred->startSeconds : 0.0;
        m_parts->awaitsFirstSnapshot = true;
        m_parts->layout.status->setIdleText(tr("Ready"));
        clearMessage();
    }
    m_parts->runState = state;
    m_parts->refresh();
}

RunState MainWindow::runState() const {
    return m_parts->runState;
}

void MainWindow::showProgress(const Progress& progress, const LossPoint& loss) {
    m_parts->layout.status->showProgress(progress, loss);
}

void MainWindow::showSnapshot(const ShownSnapshot& snapshot) {
    if (m_parts->awaitsFirstSnapshot) {
        m_parts->awaitsFirstSnapshot = false;
        clearResult();
        m_parts->compareWithShown();
    }
    m_parts->layout.losses->setTerms(m_parts->termsOf(m_parts->layout.settings->settings().method));
    m_parts->layout.losses->setLosses(snapshot.losses, snapshot.steps);
    m_parts->layout.spectrograms->showOutput(snapshot.output, m_parts->runStartSeconds);
}

void MainWindow::showRunLosses(const std::vector<LossPoint>& losses) {
    m_parts->layout.losses->setCompared(losses, tr("Run"));
}

void MainWindow::showResult(const ShownResult& result) {
    // Measures of the result before may come when the next run has begun.
    m_parts->awaitsFirstSnapshot =
        m_parts->awaitsFirstSnapshot && m_parts->runState != RunState::idle;
    if (m_parts->shown.result != result.result) {
        m_parts->compareWithShown();
    }
    m_parts->shown = result;
    m_parts->hasResult = true;
    m_parts->notesObstacle = m_parts->obstacleOfNotes(*result.result);
    m_parts->layout.result->showResult(result);
    m_parts->layout.result->setNotesObstacle(m_parts->notesObstacle);
    m_parts->layout.losses->setTerms(m_parts->termsOf(result.result->settings.method));
    m_parts->layout.losses->setLosses(result.result->losses);
    if (result.spectrogram) {
        m_parts->layout.spectrograms->showOutput(result.spectrogram, 0.0, result.waveform);
    }
    const QString time = durationText(result.result->seconds.total);
    m_parts->layout.status->setIdleText(result.result->outcome == Outcome::stopped
                                            ? tr("Stopped after %1").arg(time)
                                            : tr("Done in %1").arg(time));
    m_parts->refresh();
}

void MainWindow::clearResult() {
    m_parts->hasResult = false;
    m_parts->layout.losses->clear();
    m_parts->layout.losses->setCompared({}, {});
    m_parts->layout.spectrograms->clear(SpectrogramStack::output);
    m_parts->layout.status->setIdleText(tr("Ready"));
    m_parts->refresh();
}

void MainWindow::nameOutput(const QString& name, const QString& stale) {
    m_parts->layout.spectrograms->view(SpectrogramStack::output)
        ->setName(stale.isEmpty() ? name : tr("%1 · not what is set now").arg(name));
    m_parts->layout.result->setStale(stale);
}

void MainWindow::setDifferenceFrom(std::shared_ptr<const SpectrogramTiles> tiles,
                                   const QString& name) {
    m_parts->layout.spectrograms->setDifferenceFrom(std::move(tiles), name);
}

SessionActions* MainWindow::sessions() const {
    return m_parts->layout.sessions;
}

void MainWindow::offer(const Offer& offer) {
    m_parts->layout.offer->show(offer);
}

void MainWindow::setEditActions(QAction* undo, QAction* redo) {
    m_parts->layout.actions->addEditing(undo, redo);
    const WindowMenus& menus = *m_parts->layout.menus;
    menus.edit->insertActions(menus.editTop, {undo, redo});
    addActions({undo, redo});
}

TakesPanel* MainWindow::takes() const {
    return m_parts->layout.takes;
}

TransferSettings MainWindow::settings() const {
    return m_parts->layout.settings->settings();
}

void MainWindow::setSettings(const TransferSettings& settings) {
    m_parts->layout.settings->setSettings(settings);
}

std::vector<TransferSettings> MainWindow::otherSettings() const {
    return m_parts->layout.settings->otherSettings();
}

void MainWindow::setOtherSettings(const std::vector<TransferSettings>& settings) {
    m_parts->layout.settings->setOtherSettings(settings);
}

void MainWindow::setPlaybackAvailable(bool available, const QString& reason) {
    m_parts->soundAvailable = available;
    m_parts->layout.actions->setSoundReason(available ? QString() : reason);
    m_parts->layout.transport->setSoundReason(available ? QString() : reason);
    m_parts->refresh();
}

void MainWindow::showPlayhead(double seconds, bool playing) {
    m_parts->layout.spectrograms->setPlayhead(seconds);
    m_parts->layout.actions->setPlaying(playing);
    m_parts->layout.transport->setPosition(seconds);
}

void MainWindow::setSource(Source source) {
    m_parts->layout.actions->setSource(source);
    m_parts->markHeard(source);
}

void MainWindow::setPreviousAvailable(bool available) {
    m_parts->hasPrevious = available;
    m_parts->refresh();
}

PresetBox* MainWindow::presets() const {
    return m_parts->layout.presets;
}

void MainWindow::applySettings(const TransferSettings& settings) {
    setSettings(settings);
    Q_EMIT settingsChanged(m_parts->layout.settings->settings());
}

TransportBar* MainWindow::transport() const {
    return m_parts->layout.transport;
}

double MainWindow::mix() const {
    return m_parts->layout.result->mixControl()->mix();
}

void MainWindow::setLooping(bool looping) {
    m_parts->layout.actions->loop->setChecked(looping);
}

void MainWindow::setLevelMatched(bool matched) {
    m_parts->layout.actions->levelMatch->setChecked(matched);
}

void MainWindow::showMessage(Severity severity, const QString& text) {
    m_parts->layout.message->showMessage(severity, text);
}

void MainWindow::clearMessage() {
    m_parts->layout.message->hide();
}

void MainWindow::showEstimate(const std::optional<RunEstimate>& estimate) {
    m_parts->layout.status->setEstimate(estimate);
}

void MainWindow::showMethodTime(const std::string& method, const std::optional<double>& seconds) {
    m_parts->layout.settings->setMethodTime(method, seconds);
}

void MainWindow::showNote(const QString& text) {
    m_parts->layout.note->setText(text);
    m_parts->noteTimer.start(kNoteMilliseconds);
}

void MainWindow::setExportProposal(const ExportProposal& proposal) {
    m_parts->exports.proposal = proposal;
    m_parts->refresh();
}

void MainWindow::setClipFolder(const QString& folder) {
    m_parts->intake->setFolder(folder);
}

void MainWindow::setRecentClips(const QList<RecentClip>& clips) {
    m_parts->intake->setRecentClips(clips);
}

void MainWindow::provideOutputFile(const QString& path) {
    m_parts->layout.result->dragHandle()->provide(path);
}

void MainWindow::provideNotesFile(const QString& path) {
    m_parts->layout.result->notesHandle()->provide(path);
}

void MainWindow::setNotesProposal(const QString& path) {
    m_parts->exports.notesProposal = path;
}

void MainWindow::setSharedFolder(const QString& path) {
    m_parts->exports.sharedFolder = path;
}

bool MainWindow::namesOf2018() const {
    return m_parts->layout.actions->namesOf2018->isChecked();
}

void MainWindow::setNamesOf2018(bool names) {
    m_parts->layout.actions->namesOf2018->setChecked(names);
}

void MainWindow::setProgram(const ProgramInfo& program) {
    m_parts->layout.actions->help->setProgram(program);
}

SpectrogramLook MainWindow::look() const {
    return m_parts->layout.spectrograms->look();
}

void MainWindow::setLook(const SpectrogramLook& look) {
    m_parts->layout.spectrograms->setLook(look);
    m_parts->layout.actions->view->setLook(look);
}

Appearance MainWindow::appearance() const {
    return m_parts->layout.appearance->appearance();
}

void MainWindow::setAppearance(Appearance appearance) {
    m_parts->layout.appearance->setAppearance(appearance);
}

QByteArray MainWindow::saveLayout() const {
    return m_parts->layout.save(this);
}

bool MainWindow::restoreLayout(const QByteArray& layout) {
    return m_parts->layout.restore(this, layout);
}

bool MainWindow::event(QEvent* event) {
    // Space plays, except where it presses the button that the tabulator has led to.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space &&
        qobject_cast<QAbstractButton*>(QApplication::focusWidget()) != nullptr) {
        event->accept();
        return true;
    }
    return QMainWindow::event(event);
}

void MainWindow::setClosingQuestion(std::function<QString()> question) {
    m_parts->closingQuestion = std::move(question);
}

void MainWindow::closeNow() {
    m_parts->closingQuestion = nullptr;
    close();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const QString question = m_parts->closingQuestion ? m_parts->closingQuestion() : QString();
    if (!question.isEmpty()) {
        event->ignore();
        m_parts->askBeforeClosing(question);
        return;
    }
    Q_EMIT closing();
    event->accept();
}

} // namespace tonegraft
