// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/AppController.h"

#include "app/files/DemoClips.h"
#include "app/files/RecordingFile.h"
#include "ui/kit/FileName.h"
#include "ui/kit/Format.h"
#include "ui/takes/TakesPanel.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <utility>

namespace tonegraft {

namespace {

// What content may be, as the engine reads it (ClipRole).
constexpr int kMostContentChannels = 2;
constexpr int kLeastContentRateHz = 8000;
constexpr int kMostContentRateHz = 192000;

constexpr double kWorthAQuestionSeconds = 20.0;
/// A home on a network that does not answer must not keep the window from closing.
constexpr int kLongestSavingMs = 800;
constexpr int kPollMs = 5;

std::size_t index(ClipRole role) {
    return static_cast<std::size_t>(role);
}

std::optional<Region> regionIn(const ShownClip& clip, const ClipRegion& region) {
    if (!clip.clip || !beginsInside(*clip.clip, region) || coversAll(*clip.clip, region))
        return std::nullopt;
    const double toTheEnd = clip.clip->durationSeconds() - region.startSeconds;
    return Region{region.startSeconds,
                  region.durationSeconds > 0.0 ? region.durationSeconds : toTheEnd};
}

bool mayBeContent(const AudioClip& clip) {
    return clip.channelCount() <= kMostContentChannels &&
           clip.sampleRateHz >= kLeastContentRateHz && clip.sampleRateHz <= kMostContentRateHz;
}

} // namespace

AppController::AppController(MainWindow& window, EngineFunctions engine, SettingsFile settingsFile,
                             const QString& autosaves, QObject* parent)
    : QObject(parent), m_window(window), m_settingsFile(std::move(settingsFile)), m_loader(engine),
      m_runs(window, engine), m_takes(window, m_runs, m_history), m_variations(window, m_runs),
      m_edits(window, m_history, [this](const Making& making) { apply(making); }),
      m_sessions(window, engine, autosaves, [this] { return sessionState(); }),
      m_estimates(window, engine), m_exports(window, m_runs, m_takes.list(), engine),
      m_compares(window, engine), m_listening(window, m_runs),
      m_blind(window, m_takes.list(), m_listening), m_recording(window, engine, recordingFolders()),
      m_recent(window),
      m_sharedOutput(window, m_runs, m_takes.list(), engine, SharedOutput::defaultFolder()),
      m_notes(window, m_runs, m_takes.list(), engine, SharedOutput::defaultFolder()),
      m_project(window, m_takes.list(), engine),
      m_presets(window, m_settingsFile.folder() / "presets"), m_preload(window, engine),
      m_saving(QStringLiteral("settings")) {
    connect(&window, &MainWindow::contentChosen, this, [this](const QString& chosen) {
        load(ClipRole::content, bytesOfName(chosen).toStdString());
    });
    connect(&window, &MainWindow::styleChosen, this, [this](const QString& chosen) {
        load(ClipRole::style, bytesOfName(chosen).toStdString());
    });
    connect(&window, &MainWindow::sharedFolderChosen, this, &AppController::setSharedFolder);
    connect(&window, &MainWindow::demoRequested, this, &AppController::onDemo);
    connect(&window, &MainWindow::swapRequested, this, &AppController::onSwap);
    window.setClosingQuestion([this] { return closingQuestion(); });
    connect(&window, &MainWindow::closing, this, &AppController::onClosing);
    connect(&m_takes, &TakesSession::makingWanted, this, &AppController::apply);
    connect(&m_runs, &RunSession::runningChanged, &m_history, &History::setBlocked);
    connectSessions();
    window.setEditActions(m_history.undoAction(), m_history.redoAction());
    connect(&m_recording, &RecordingSession::clipRecorded, this, &AppController::load);
    connect(&m_runs, &RunSession::finished, &m_estimates, &EstimateSession::learn);
    connect(&m_compares, &CompareSession::resultsKept, &m_takes, &TakesSession::add);
    // Behind m_takes, which has made it the output.
    connect(window.takes(), &TakesPanel::selected, &m_listening, &ListeningSession::hearOutput);
    connect(&m_loader, &ClipLoader::loaded, this, &AppController::onLoaded);
    connect(&m_loader, &ClipLoader::failed, this, &AppController::onFailed);
    recall();
}

void AppController::open(const std::filesystem::path& content, const std::filesystem::path& style) {
    m_sessions.offerWhatWasOpen(content.empty() ? m_lastSession : QString());
    if (!content.empty())
        load(ClipRole::content, content);
    if (!style.empty())
        load(ClipRole::style, style);
}

bool AppController::shutDown(int milliseconds) {
    const QDeadlineTimer deadline(milliseconds);
    m_runs.cancel();
    m_compares.cancel();
    m_loader.drop(ClipRole::content);
    m_loader.drop(ClipRole::style);
    m_exports.finish();
    m_recording.finish();
    m_sharedOutput.finish();
    m_notes.finish();
    m_project.finish();
    m_sessions.finish();
    m_presets.finish();
    const auto calculating = [this] {
        return m_loader.working() || m_runs.working() || m_compares.working() ||
               m_recent.working() || m_saving.working() || m_preload.working();
    };
    while (calculating() && !deadline.hasExpired())
        QThread::msleep(kPollMs);
    const bool silent = m_listening.shutDown(static_cast<int>(deadline.remainingTime()));
    const bool deaf = m_recording.shutDown(static_cast<int>(deadline.remainingTime()));
    return silent && deaf && !calculating();
}

void AppController::load(ClipRole role, const std::filesystem::path& file) {
    // Whether it is a folder that holds one is seen where reading may take its time.
    if (SessionKeeper::isSessionName(file)) {
        m_sessions.open(file);
        return;
    }
    m_window.showClipLoading(role, QFile::decodeName(file.filename().c_str()));
    m_loader.load(role, file);
}

void AppController::onLoaded(ClipRole role, const ShownClip& read) {
    m_sessions.recognize(read, m_takes.missingClips());
    const ShownClip loaded = m_takes.known(read);
    clip(role) = loaded;
    m_clipFolder = QFileInfo(loaded.path).absolutePath();
    m_window.setClipFolder(m_clipFolder);
    m_recent.add(QFileInfo(loaded.path).absoluteFilePath());
    m_window.showClip(role, loaded);
    m_listening.setClip(role, loaded);
    clipsChanged();
}

void AppController::onFailed(ClipRole role, const QString& reason) {
    m_window.showClipError(role, reason);
}

void AppController::setSharedFolder(const QString& folder) {
    m_sharedFolder = folder;
    const QString used = folder.isEmpty() ? SharedOutput::defaultFolder() : folder;
    m_sharedOutput.setFolder(used);
    m_notes.setFolder(used);
    m_window.setSharedFolder(used);
}

void AppController::onDemo() {
    const QString place = QCoreApplication::applicationDirPath();
    const auto clips = demoClips(QFile::encodeName(place).toStdString());
    if (clips)
        open(clips->content, clips->style);
    else
        m_window.showMessage(Severity::warning,
                             tr("The demo clips are not installed with this program."));
}

void AppController::onSwap() {
    const ShownClip& content = clip(ClipRole::content);
    const ShownClip& style = clip(ClipRole::style);
    if (style.clip && !mayBeContent(*style.clip)) {
        m_window.showMessage(Severity::error,
                             tr("%1 cannot be the content: it must have one or two channels and a "
                                "sample rate from 8 to 192 kHz.")
                                 .arg(style.name));
        return;
    }
    showClips({style, content}, m_window.region(ClipRole::style),
              m_window.region(ClipRole::content));
}

void AppController::showClips(const ClipPair& clips, std::optional<Region> contentRegion,
                              std::optional<Region> styleRegion) {
    // A clip still being read would land on the wrong side.
    m_loader.drop(ClipRole::content);
    m_loader.drop(ClipRole::style);
    const std::array regions{contentRegion, styleRegion};
    m_clips = {clips.content, clips.style};
    for (ClipRole role : {ClipRole::content, ClipRole::style}) {
        m_window.showClip(role, clip(role));
        m_window.setRegion(role, regions[index(role)]);
        m_listening.setClip(role, clip(role));
    }
    clipsChanged();
}

void AppController::apply(const Making& making) {
    const std::array regions{regionIn(making.clips->content, making.contentRegion),
                             regionIn(making.clips->style, making.styleRegion)};
    const bool otherClips = making.clips->content.clip != clip(ClipRole::content).clip ||
                            making.clips->style.clip != clip(ClipRole::style).clip;
    if (otherClips)
        showClips(*making.clips, regions[0], regions[1]);
    for (ClipRole role : {ClipRole::content, ClipRole::style}) {
        if (m_window.region(role) == regions[index(role)])
            continue;
        m_window.setRegion(role, regions[index(role)]);
        Q_EMIT m_window.regionChanged(role, regions[index(role)]);
    }
    TransferSettings settings = making.settings;
    settings.threads = m_window.settings().threads;
    m_window.setSettings(settings);
    Q_EMIT m_window.settingsChanged(settings);
    if (otherClips)
        m_takes.showMadeOf(making);
}

void AppController::connectSessions() {
    connect(&m_takes.list(), &TakeList::changed, this, [this] { m_sessions.changed(true); });
    const auto changed = [this] { m_sessions.changed(false); };
    connect(&m_window, &MainWindow::settingsChanged, this, changed);
    connect(&m_window, &MainWindow::regionChanged, this, changed);
    connect(&m_sessions, &SessionKeeper::opened, this, &AppController::onSessionOpened);
    connect(&m_sessions, &SessionKeeper::recognized, &m_takes, &TakesSession::relink);
    m_loader.setSessionTest(&SessionKeeper::isSession);
    connect(&m_loader, &ClipLoader::sessionFound, this,
            [this](ClipRole role, const std::filesystem::path& folder) {
                m_window.showClipError(role, {}); // nothing is read any more
                m_sessions.open(folder);
            });
}

SessionState AppController::sessionState() const {
    const auto clips = std::make_shared<const ClipPair>(ClipPair{m_clips[0], m_clips[1]});
    return {makingIn(m_window, clips), m_takes.list().takes(), m_takes.shownId()};
}

void AppController::onSessionOpened(const OpenedSession& session) {
    m_runs.clear();
    m_takes.list().reset(session.state.takes);
    apply(session.state.shown);
    m_takes.show(session.state.output);
    m_history.clear();
    m_edits.begin();
}

void AppController::clipsChanged() {
    m_sessions.changed(false);
    m_sessions.propose(m_clipFolder, pairName({m_clips[0], m_clips[1]}));
    m_exports.setClips(clip(ClipRole::content), clip(ClipRole::style));
    m_takes.setClips(clip(ClipRole::content), clip(ClipRole::style));
    m_variations.setClips(clip(ClipRole::content), clip(ClipRole::style));
    m_edits.setClips(clip(ClipRole::content), clip(ClipRole::style));
    m_runs.setClips(clip(ClipRole::content), clip(ClipRole::style));
    m_estimates.setClips(clip(ClipRole::content).clip, clip(ClipRole::style).clip);
    m_compares.setClips(clip(ClipRole::content), clip(ClipRole::style));
}

/// What is made again in seconds is worth no question.
QString AppController::closingQuestion() const {
    const double running = m_runs.runningSeconds();
    if (running >= kWorthAQuestionSeconds)
        return tr("A run has been going on for %1; its result would be lost.")
            .arg(durationText(running));
    return m_sessions.keeps() ? QString() : losingQuestion();
}

QString AppController::losingQuestion() const {
    int count = 0;
    double seconds = 0.0;
    for (const TakePointer& take : m_takes.list().takes()) {
        const double took = take->shown.result->seconds.total;
        if (took < kWorthAQuestionSeconds || m_exports.isWritten(take->shown))
            continue;
        ++count;
        seconds += took;
    }
    if (count == 1)
        return tr("The output took %1 and has not been exported; it would be lost.")
            .arg(durationText(seconds));
    return count == 0 ? QString()
                      : tr("%1 takes took %2 and have not been exported; they would be lost.")
                            .arg(count)
                            .arg(durationText(seconds));
}

void AppController::onClosing() {
    m_runs.cancel();
    m_sessions.close();
    RememberedState state;
    state.session = m_sessions.folder();
    state.recentSessions = m_sessions.recent();
    state.layout = m_window.saveLayout();
    state.clipFolder = m_clipFolder;
    state.recentClips = m_recent.paths();
    state.exported = m_exports.choices();
    state.settings = m_window.settings();
    state.otherSettings = m_window.otherSettings();
    state.listening = m_listening.state();
    state.recordingDevice = m_recording.device();
    state.look = m_window.look();
    state.appearance = m_window.appearance();
    state.sharedFolder = m_sharedFolder;
    state.namesOf2018 = m_window.namesOf2018();
    m_saving.post([file = m_settingsFile, state]() -> Background::Delivery {
        file.save(state);
        return {};
    });
    const QDeadlineTimer deadline(kLongestSavingMs);
    while (m_saving.working() && !deadline.hasExpired())
        QThread::msleep(kPollMs);
}

void AppController::recall() {
    const SettingsFile::Loaded remembered = m_settingsFile.load();
    m_window.setSettings(remembered.state.settings);
    m_window.setOtherSettings(remembered.state.otherSettings);
    if (!remembered.state.layout.isEmpty())
        m_window.restoreLayout(remembered.state.layout);
    m_window.setLook(remembered.state.look);
    m_window.setAppearance(remembered.state.appearance);
    m_window.setNamesOf2018(remembered.state.namesOf2018);
    setSharedFolder(remembered.state.sharedFolder);
    m_clipFolder = remembered.state.clipFolder;
    m_window.setClipFolder(m_clipFolder);
    m_recent.setPaths(remembered.state.recentClips);
    m_sessions.setRecent(remembered.state.recentSessions);
    m_lastSession = remembered.state.session;
    m_exports.setChoices(remembered.state.exported);
    m_listening.setState(remembered.state.listening);
    m_recording.setDevice(remembered.state.recordingDevice);
    if (!remembered.message.isEmpty())
        m_window.showMessage(Severity::warning, remembered.message);
}

} // namespace tonegraft
