// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/files/AtomicFile.h"

#include "audio/files/FileMessage.h"
#include "audio/files/TemporaryName.h"
#include "tonegraft/AudioFile.h"

#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

constexpr int kMostTries = 100;

/// By which linkat() finds an open file that has no name (open(2), O_TMPFILE).
std::string nameInProc(int descriptor) {
    return "/proc/self/fd/" + std::to_string(descriptor);
}

/// Some network file systems report a full disk only where a file is closed. The copy is, so that
/// the lock stays.
bool closesWell(int descriptor) {
    const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    return copy < 0 || ::close(copy) == 0 || errno == EINTR;
}

} // namespace

AtomicFile::AtomicFile(fs::path target, std::uint64_t bytesNeeded)
    : m_target(outputTarget(std::move(target))) {
    removeLeftovers(m_target.folder);
    requireSpace(m_target, bytesNeeded);
    if (!openUnnamed())
        openNamed();
    struct stat replaced {};
    if (::stat(m_target.file.c_str(), &replaced) == 0)
        ::fchmod(m_descriptor, replaced.st_mode & 0777U); // no matter where modes do not exist
}

AtomicFile::~AtomicFile() {
    discard();
}

bool AtomicFile::openUnnamed() {
    m_descriptor = ::open(m_target.folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (m_descriptor < 0)
        return false; // not here; if there is another reason, openNamed() will say it
    if (::access(nameInProc(m_descriptor).c_str(), F_OK) == 0)
        return true;
    ::close(std::exchange(m_descriptor, -1)); // without /proc it could never be named
    return false;
}

void AtomicFile::openNamed() {
    for (int attempt = 0; attempt < kMostTries; ++attempt) {
        m_temporary = m_target.folder / temporaryName();
        // Not mkstemp(): its 0600 would stay. The kernel takes the umask off 0666.
        m_descriptor = ::open(m_temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (m_descriptor >= 0 && hold(m_descriptor))
            return;
        if (m_descriptor >= 0)
            discard();
        else if (errno != EEXIST)
            fail(errno);
    }
    fail(EEXIST);
}

void AtomicFile::write(const void* bytes, std::size_t count) {
    const auto* source = static_cast<const char*>(bytes);
    std::size_t done = 0;
    while (done < count) {
        const ssize_t written = ::write(m_descriptor, source + done, count - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail(errno);
        if (written == 0)
            fail(ENOSPC);
        done += static_cast<std::size_t>(written);
    }
}

void AtomicFile::commit() {
    if (::fsync(m_descriptor) != 0 && errno != EINVAL && errno != ENOTSUP)
        fail(errno);
    if (!closesWell(m_descriptor))
        fail(errno);
    if (m_temporary.empty())
        nameAsTarget();
    if (!m_temporary.empty() && ::rename(m_temporary.c_str(), m_target.file.c_str()) != 0)
        fail(errno);
    m_temporary.clear();
    ::close(std::exchange(m_descriptor, -1));
    // The name must survive a power cut too. The file is in place: a folder that cannot be
    // synced (FUSE, some network disks) is no failure.
    const int folder = ::open(m_target.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

/// A file that is there already can only be replaced by one that has a name.
void AtomicFile::nameAsTarget() {
    if (::linkat(AT_FDCWD, nameInProc(m_descriptor).c_str(), AT_FDCWD, m_target.file.c_str(),
                 AT_SYMLINK_FOLLOW) == 0)
        return;
    if (errno != EEXIST)
        fail(errno);
    nameTemporarily();
}

void AtomicFile::nameTemporarily() {
    ::flock(m_descriptor, LOCK_EX | LOCK_NB);
    for (int attempt = 0; attempt < kMostTries; ++attempt) {
        const fs::path name = m_target.folder / temporaryName();
        if (::linkat(AT_FDCWD, nameInProc(m_descriptor).c_str(), AT_FDCWD, name.c_str(),
                     AT_SYMLINK_FOLLOW) == 0) {
            m_temporary = name;
            return;
        }
        if (errno != EEXIST)
            fail(errno);
    }
    fail(EEXIST);
}

void AtomicFile::fail(int errorNumber) const {
    failToWrite(m_target.shown, errorNumber);
}

void AtomicFile::discard() noexcept {
    if (m_descriptor < 0)
        return;
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
    ::close(std::exchange(m_descriptor, -1));
}

void writeFileAtomically(const fs::path& path, const std::string& bytes) {
    AtomicFile file(path, bytes.size());
    file.write(bytes.data(), bytes.size());
    file.commit();
}

} // namespace tonegraft
