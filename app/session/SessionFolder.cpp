// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/SessionFolder.h"

#include "app/files/PathText.h"
#include "tonegraft/AudioFile.h"
#include "tonegraft/Error.h"

#include <QCoreApplication>
#include <QFile>
#include <QLockFile>

#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

constexpr const char* kLockName = ".session.lock";
constexpr std::uintmax_t kMostBytes = 64U << 20U;

std::string worded(const char* pattern, const fs::path& path) {
    return QCoreApplication::translate("SessionFolder", pattern)
        .arg(QString::fromStdString(pathText(path)))
        .toStdString();
}

/// A regular file or a folder itself, not a link to one.
bool isItself(const fs::path& path, fs::file_type type) {
    std::error_code error;
    return fs::symlink_status(path, error).type() == type;
}

bool isNothing(const fs::path& path) {
    return isItself(path, fs::file_type::not_found);
}

QString lockedText(const QLockFile& lock, const fs::path& folder) {
    qint64 process = 0;
    QString host;
    QString program;
    const QString text =
        lock.getLockInfo(&process, &host, &program)
            ? QCoreApplication::translate(
                  "SessionFolder",
                  "%1: the session is open in another window (process %2 on %3). Close it there, "
                  "or save this one under another name.")
                  .arg(QString::fromStdString(pathText(folder)))
                  .arg(process)
                  .arg(host)
            : QCoreApplication::translate("SessionFolder",
                                          "%1: no session can be saved there: the folder cannot be "
                                          "written to. Choose another one.")
                  .arg(QString::fromStdString(pathText(folder)));
    return text;
}

} // namespace

fs::path SessionFolder::folderOf(const fs::path& path) {
    std::error_code error;
    return fs::is_directory(path, error) ? path : path.parent_path();
}

SessionFolder::SessionFolder(fs::path folder) : m_folder(std::move(folder)) {}

SessionFolder::~SessionFolder() = default;

fs::path SessionFolder::soundFile(const std::string& sound) const {
    return m_folder / kSessionTakesFolder / sound;
}

void SessionFolder::lock() {
    std::error_code error;
    fs::create_directories(m_folder, error);
    auto lock = std::make_unique<QLockFile>(QFile::decodeName((m_folder / kLockName).c_str()));
    lock->setStaleLockTime(0); // however long it is open; a dead process's lock is none
    if (!lock->tryLock(0))
        throw Error(lockedText(*lock, m_folder).toStdString());
    m_lock = std::move(lock);
}

SessionFile SessionFolder::read() const {
    if (!isItself(file(), fs::file_type::regular))
        throw Error(worded("%1: there is no such session, or it is a link.", file()));
    std::error_code error;
    if (fs::file_size(file(), error) > kMostBytes)
        throw Error(worded("%1: cannot be opened: it has more than 64 MB.", file()));
    std::ifstream stream(file(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    if (!stream)
        throw Error(worded("%1: cannot be read.", file()));
    return parsedSession(text, pathText(file()));
}

void SessionFolder::requireOwnSound(const std::string& sound) const {
    if (!isItself(m_folder / kSessionTakesFolder, fs::file_type::directory) ||
        !isItself(soundFile(sound), fs::file_type::regular))
        throw Error(worded("%1: a take's sound is missing, or is a link. The take is left out.",
                           soundFile(sound)));
}

void SessionFolder::requireOwnFolders() const {
    const fs::path takes = m_folder / kSessionTakesFolder;
    std::error_code error;
    fs::create_directory(takes, error);
    if (!isItself(takes, fs::file_type::directory))
        throw Error(worded("%1: must be a folder, and no link, to save the session. Nothing was "
                           "written.",
                           takes));
    if (!isNothing(file()) && !isItself(file(), fs::file_type::regular))
        throw Error(worded("%1: must be a file, and no link, to save the session. Nothing was "
                           "written.",
                           file()));
}

void SessionFolder::save(const SessionFile& session,
                         const std::vector<std::shared_ptr<const AudioClip>>& sounds,
                         const SoundWriter& write) const {
    requireOwnFolders();
    for (std::size_t i = 0; i < session.takes.size(); ++i) {
        const fs::path target = soundFile(session.takes[i].sound);
        if (isItself(target, fs::file_type::regular))
            continue; // written before, whole
        if (!isNothing(target))
            throw Error(worded("%1: is in the way of a take's sound.", target));
        write(target, *sounds[i]);
    }
    writeFileAtomically(file(), sessionText(session));
    removeUnnamed(session);
}

void SessionFolder::removeUnnamed(const SessionFile& session) const {
    std::set<std::string> named;
    for (const SessionTake& take : session.takes)
        named.insert(take.sound);
    std::error_code error;
    std::vector<fs::path> unnamed;
    for (const auto& entry : fs::directory_iterator(m_folder / kSessionTakesFolder, error))
        if (isTakeSoundName(entry.path().filename().string()) &&
            named.count(entry.path().filename().string()) == 0 &&
            isItself(entry.path(), fs::file_type::regular))
            unnamed.push_back(entry.path());
    for (const fs::path& path : unnamed)
        fs::remove(path, error);
}

void SessionFolder::remove() {
    std::error_code error;
    if (isItself(file(), fs::file_type::regular))
        fs::remove(file(), error);
    if (isItself(m_folder / kSessionTakesFolder, fs::file_type::directory)) {
        removeUnnamed({});
        fs::remove(m_folder / kSessionTakesFolder, error);
    }
    m_lock.reset();
    fs::remove(m_folder, error);
}

} // namespace tonegraft
