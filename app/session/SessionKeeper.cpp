// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionKeeper.h"

#include "app/files/PathText.h"
#include "app/system/Failure.h"
#include "tonegraft/Error.h"
#include "ui/sessions/OfferBar.h"
#include "ui/sessions/SessionActions.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

fs::path pathOf(const QString& name) {
    return QFile::encodeName(name).toStdString();
}

QString nameOf(const fs::path& path) {
    return QFile::decodeName(path.c_str());
}

struct LeftBehind {
    std::shared_ptr<SessionFolder> folder; ///< locked for this window; null: nothing was left
    int takes = 0;
};

/// The newest that no window has open and that can be read.
LeftBehind leftBehind(const QString& autosaves) {
    const auto entries = QDir(autosaves).entryInfoList(
        QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name | QDir::Reversed);
    for (const QFileInfo& entry : entries) {
        auto folder = std::make_shared<SessionFolder>(pathOf(entry.absoluteFilePath()));
        int takes = 0;
        const auto takeIt = [&] {
            folder->lock();
            takes = static_cast<int>(folder->read().takes.size());
        };
        if (SessionKeeper::isSession(folder->path()) && failureOf(takeIt).isEmpty())
            return {folder, takes};
    }
    return {};
}

void requireNoOther(const SessionFolder& folder) {
    std::error_code error;
    if (fs::exists(folder.file(), error))
        throw Error(QCoreApplication::translate(
                        "SessionKeeper", "%1 is another session and was not replaced. Choose "
                                         "another name, or open it.")
                        .arg(QString::fromStdString(pathText(folder.path())))
                        .toStdString());
}

} // namespace

SessionKeeper::SessionKeeper(MainWindow& window, EngineFunctions engine, QString autosaves,
                             std::function<SessionState()> state, QObject* parent)
    : QObject(parent), m_window(window), m_engine(std::move(engine)),
      m_autosaves(std::move(autosaves)), m_state(std::move(state)),
      m_work(QStringLiteral("session")) {
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &SessionKeeper::autosave);
    const SessionActions* actions = window.sessions();
    connect(actions, &SessionActions::openRequested, this,
            [this](const QString& path) { open(pathOf(path)); });
    connect(actions, &SessionActions::saveRequested, this, &SessionKeeper::save);
}

QString SessionKeeper::userFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/tonegraft/autosave");
}

bool SessionKeeper::isSessionName(const fs::path& path) {
    return path.extension() == fs::path(kSessionFileName).extension();
}

bool SessionKeeper::isSession(const fs::path& path) {
    std::error_code error;
    return isSessionName(path) || (!path.empty() && fs::exists(path / kSessionFileName, error));
}

QString SessionKeeper::folder() const {
    return m_folder ? nameOf(m_folder->path()) : QString();
}

void SessionKeeper::setRecent(const QStringList& folders) {
    m_recent = folders.mid(0, kMostRecent);
    m_window.sessions()->setRecent(m_recent);
}

void SessionKeeper::propose(const QString& parentFolder, const QString& name) {
    m_window.sessions()->setProposal(parentFolder, name);
}

void SessionKeeper::addRecent(const QString& folder) {
    QStringList folders = m_recent;
    folders.removeAll(folder);
    folders.prepend(folder);
    setRecent(folders);
}

void SessionKeeper::changed(bool take) {
    ++m_revision;
    const int wait = take ? kAfterTakeMs : kAutosaveMs;
    if (!m_rest.isActive() || m_rest.remainingTime() > wait)
        m_rest.start(wait);
}

void SessionKeeper::save(const QString& path) {
    const fs::path target = pathOf(QFileInfo(path).absoluteFilePath());
    const bool same = m_folder && m_folder->path() == target;
    const Folder folder = same ? m_folder : std::make_shared<SessionFolder>(target);
    m_work.post(
        [this, folder, same, state = m_state(), revision = m_revision]() -> Background::Delivery {
            const QString failure = failureOf([&] {
                if (!same) {
                    requireNoOther(*folder);
                    folder->lock();
                }
                saveState(*folder, state, m_hashes, m_engine);
            });
            return [this, folder, revision, failure] {
                if (failure.isEmpty())
                    onSaved(folder, revision);
                else
                    showMessage(failure);
            };
        });
}

void SessionKeeper::onSaved(const Folder& folder, quint64 revision) {
    m_folder = folder;
    m_saved = m_autosaved = revision;
    if (m_revision != revision) // what was made meanwhile
        m_rest.start();
    m_window.sessions()->setFolder(this->folder());
    addRecent(this->folder());
    m_window.showNote(tr("Saved %1").arg(QDir(this->folder()).dirName()));
    discardAutosave();
}

SessionKeeper::Folder SessionKeeper::newAutosave() const {
    return std::make_shared<SessionFolder>(
        pathOf(m_autosaves + QStringLiteral("/%1-%2")
                                 .arg(QDateTime::currentMSecsSinceEpoch())
                                 .arg(QCoreApplication::applicationPid())));
}

void SessionKeeper::discardAutosave() {
    if (m_autosave)
        m_work.post([old = std::exchange(m_autosave, nullptr)]() -> Background::Delivery {
            old->remove();
            return {};
        });
}

void SessionKeeper::autosave() {
    if (m_autosaves.isEmpty() || m_revision == m_autosaved)
        return;
    SessionState state = m_state();
    if (state.takes.empty()) {
        discardAutosave();
        return;
    }
    const bool first = !m_autosave;
    if (first)
        m_autosave = newAutosave();
    m_work.post([this, folder = m_autosave, first, state = std::move(state),
                 revision = m_revision]() -> Background::Delivery {
        const QString failure = failureOf([&] {
            if (first)
                folder->lock();
            saveState(*folder, state, m_hashes, m_engine);
        });
        return [this, failure, folder, first, revision] {
            m_failed = !failure.isEmpty();
            if (failure.isEmpty()) {
                if (m_autosave == folder) // else it was removed: what it holds was saved, or is due
                    m_autosaved = revision;
                return;
            }
            if (first && m_autosave == folder)
                m_autosave.reset();
            m_window.showMessage(
                Severity::warning,
                tr("The takes could not be kept for the next start: %1").arg(failure));
        };
    });
}

void SessionKeeper::recognize(const ShownClip& found, const std::vector<ShownClip>& missing) {
    if (missing.empty())
        return;
    m_work.post([this, found, missing]() -> Background::Delivery {
        const std::string hash = m_hashes.of(found.file);
        std::set<fs::path> same;
        bool otherContent = false;
        for (const ShownClip& clip : missing) {
            const std::string said = m_hashes.ofMissing(clip.file);
            if (said.empty() ? clip.name == found.name : said == hash)
                same.insert(clip.file);
            else
                otherContent = otherContent || clip.name == found.name;
        }
        return [this, found, same, otherContent] {
            if (!same.empty())
                Q_EMIT recognized(found, same);
            else if (otherContent)
                m_window.showMessage(Severity::warning,
                                     tr("%1 is another recording than the one of this name that "
                                        "takes of the session were made of; they stay without it.")
                                         .arg(found.name));
        };
    });
}

void SessionKeeper::close() {
    m_ending = true;
    m_rest.stop();
    if (m_revision != m_saved)
        autosave();
    else
        discardAutosave();
}

void SessionKeeper::open(const fs::path& path) {
    const QString absolute = QFileInfo(nameOf(path)).absoluteFilePath();
    read(
        std::make_shared<SessionFolder>(SessionFolder::folderOf(pathOf(QDir::cleanPath(absolute)))),
        false);
}

/// Nobody waits for a long session to be opened when the window closes.
EngineFunctions SessionKeeper::readingUntilTheEnd() {
    EngineFunctions engine = m_engine;
    engine.read = [this](const fs::path& path, const ReadOptions& options) {
        if (m_ending)
            throw Error(tr("The window closes.").toStdString()); // delivered to nobody
        return m_engine.read(path, options);
    };
    return engine;
}

void SessionKeeper::read(const Folder& folder, bool isAutosave) {
    m_window.showNote(tr("Opening…"));
    m_work.post([this, folder, isAutosave]() -> Background::Delivery {
        OpenedSession session;
        const QString failure = failureOf([&] {
            if (!isAutosave) {  // which is locked already
                folder->read(); // leaves nothing beside what is no session
                folder->lock();
            }
            session = openState(*folder, m_hashes, readingUntilTheEnd());
        });
        return [this, folder, isAutosave, session, failure] {
            if (failure.isEmpty())
                onRead(folder, isAutosave, session);
            else
                showMessage(failure);
        };
    });
}

void SessionKeeper::onRead(const Folder& folder, bool isAutosave, const OpenedSession& session) {
    // What was open and not saved stays where the next start finds it.
    if (m_revision != m_saved)
        autosave();
    // A folder of which something could not be read is not written to: it would be lost.
    m_folder = isAutosave || !session.isWhole ? nullptr : folder;
    m_autosave = isAutosave && session.isWhole ? folder : nullptr;
    m_window.sessions()->setFolder(this->folder());
    if (m_folder)
        addRecent(this->folder());
    Q_EMIT opened(session);
    m_rest.stop();
    m_saved = isAutosave ? m_saved : m_revision;
    m_autosaved = m_revision;
    m_window.showNote(tr("Opened"));
    QStringList problems = session.problems;
    if (!session.isWhole)
        problems << tr("It was opened as a new session: what is on the disk stays as it is.");
    if (!problems.isEmpty())
        m_window.showMessage(Severity::warning, problems.join(QLatin1Char('\n')));
}

void SessionKeeper::offerWhatWasOpen(const QString& last) {
    m_work.post([this, autosaves = m_autosaves, last]() -> Background::Delivery {
        const LeftBehind left = autosaves.isEmpty() ? LeftBehind() : leftBehind(autosaves);
        const bool there = !last.isEmpty() && isSession(pathOf(last));
        return [this, left, last, there] {
            if (left.folder)
                offer(left.folder, left.takes);
            else if (there && !m_folder && m_revision == 0)
                m_window.offer(
                    {tr("Last time the session “%1” was open.").arg(QDir(last).dirName()),
                     tr("Open it"),
                     tr("Begin anew"),
                     [this, last] { open(pathOf(last)); },
                     {}});
        };
    });
}

void SessionKeeper::offer(const Folder& folder, int takes) {
    const auto remove = [this, folder] {
        m_work.post([folder]() -> Background::Delivery {
            folder->remove();
            return {};
        });
        offerWhatWasOpen({}); // others may be there
    };
    m_window.offer({takes == 1 ? tr("Last time a take was not saved.")
                               : tr("Last time %1 takes were not saved.").arg(takes),
                    tr("Bring back"), tr("Throw away"), [this, folder] { read(folder, true); },
                    remove});
}

void SessionKeeper::showMessage(const QString& failure) {
    m_window.showMessage(Severity::error, failure);
}

} // namespace tonegraft
