// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/AtomicFile.h"

#include "audio/FileMessage.h"
#include "audio/InputFile.h"
#include "tonegraft/AudioFile.h"

#include <cerrno>
#include <random>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

void requireName(const fs::path& path) {
    if (path.empty() || !path.has_filename())
        fail(path, MessageCode::writeNoName);
    if (path.native().find('\0') != std::string::npos)
        fail(path, MessageCode::writeNameZeroByte);
}

fs::path withLinkResolved(const fs::path& path) {
    std::error_code error;
    if (!fs::is_symlink(path, error))
        return path;
    const fs::path resolved = fs::canonical(path, error);
    return error ? path : resolved; // one that points nowhere is itself replaced
}

/// What is there already must be a file, and one that may be changed.
void requireReplaceable(const fs::path& shown, const fs::path& target) {
    struct stat status {};
    if (::stat(target.c_str(), &status) != 0) {
        if (errno != ENOENT)
            failToWrite(shown, errno);
        return;
    }
    if (!S_ISREG(status.st_mode))
        fail(shown, MessageCode::writeNoRegularFile, {kindOfFile(status.st_mode)});
    if (::access(target.c_str(), W_OK) != 0)
        fail(shown, MessageCode::writeProtected);
}

void requireFolder(const fs::path& shown, const fs::path& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) {
        if (errno == ENOENT)
            fail(shown, MessageCode::writeNoFolder);
        failToWrite(shown, errno);
    }
    if (!S_ISDIR(status.st_mode))
        fail(shown, MessageCode::writeIntoNoFolder, {shownPath(folder)});
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        const bool readOnlySystem = errno == EROFS;
        fail(shown,
             readOnlySystem ? MessageCode::writeReadOnlySystem : MessageCode::writeFolderProtected);
    }
}

void requireSpace(const fs::path& shown, const fs::path& folder, std::uint64_t bytesNeeded) {
    struct statvfs status {};
    // Some network file systems do not tell, or tell 0 of 0; then writing will show.
    if (::statvfs(folder.c_str(), &status) != 0 || status.f_blocks == 0)
        return;
    const auto free = static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
    if (free < bytesNeeded)
        fail(shown, MessageCode::writeNoSpace,
             {shownBytes(static_cast<double>(bytesNeeded)), shownBytes(static_cast<double>(free))});
}

/// Short whatever the target is called, so that a target of 255 bytes works.
std::string temporaryName(std::random_device& random) {
    const char* letters = "abcdefghijklmnopqrstuvwxyz012345"; // 32: five bits each
    std::string name = ".tonegraft-";
    std::uint64_t bits = (static_cast<std::uint64_t>(random()) << 32U) | random();
    for (int i = 0; i < 12; ++i, bits >>= 5U)
        name += letters[bits & 31U];
    return name;
}

} // namespace

AtomicFile::AtomicFile(fs::path target, std::uint64_t bytesNeeded) : m_shown(std::move(target)) {
    requireName(m_shown);
    m_target = withLinkResolved(m_shown);
    m_folder = m_target.has_parent_path() ? m_target.parent_path() : fs::path(".");
    requireFolder(m_shown, m_folder);
    requireReplaceable(m_shown, m_target);
    requireSpace(m_shown, m_folder, bytesNeeded);
    openTemporary();
}

AtomicFile::~AtomicFile() {
    discard();
}

void AtomicFile::openTemporary() {
    std::random_device random;
    for (int attempt = 0; attempt < 100 && m_descriptor < 0; ++attempt) {
        m_temporary = m_folder / temporaryName(random);
        // Not mkstemp(): its 0600 would stay. The kernel takes the umask off 0666.
        m_descriptor = ::open(m_temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (m_descriptor < 0 && errno != EEXIST)
            fail(errno);
    }
    if (m_descriptor < 0)
        fail(EEXIST);
    struct stat replaced {};
    if (::stat(m_target.c_str(), &replaced) == 0)
        ::fchmod(m_descriptor, replaced.st_mode & 0777U); // no matter where modes do not exist
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
    // Some network file systems report a full disk only here.
    const int closed = ::close(std::exchange(m_descriptor, -1));
    const int closeError = errno;
    if (closed != 0 && closeError != EINTR) {
        ::unlink(m_temporary.c_str());
        fail(closeError);
    }
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
        const int error = errno;
        ::unlink(m_temporary.c_str());
        fail(error);
    }
    // The name must survive a power cut too. The file is in place: a folder that cannot be
    // synced (FUSE, some network disks) is no failure.
    const int folder = ::open(m_folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

void AtomicFile::fail(int errorNumber) const {
    failToWrite(m_shown, errorNumber);
}

void AtomicFile::discard() noexcept {
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    ::unlink(m_temporary.c_str());
}

void writeFileAtomically(const fs::path& path, const std::string& bytes) {
    AtomicFile file(path, bytes.size());
    file.write(bytes.data(), bytes.size());
    file.commit();
}

} // namespace tonegraft
