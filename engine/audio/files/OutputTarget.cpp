// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/files/OutputTarget.h"

#include "audio/files/FileMessage.h"
#include "audio/files/InputFile.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <linux/magic.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestOnFat = 0xFFFFFFFF;

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
    return error ? path : resolved;
}

/// In a folder such as /tmp, only its owner and that of the folder may replace a file.
bool isAnothersInSharedFolder(const OutputTarget& target, const struct stat& file) {
    struct stat folder {};
    if (::stat(target.folder.c_str(), &folder) != 0 || (folder.st_mode & S_ISVTX) == 0)
        return false;
    const uid_t user = ::geteuid();
    return user != 0 && user != folder.st_uid && user != file.st_uid;
}

void requireReplaceable(const OutputTarget& target) {
    struct stat status {};
    if (::stat(target.file.c_str(), &status) != 0) {
        if (errno != ENOENT)
            failToWrite(target.shown, errno);
        return;
    }
    if (!S_ISREG(status.st_mode))
        fail(target.shown, MessageCode::writeNoRegularFile, {kindOfFile(status.st_mode)});
    if (::access(target.file.c_str(), W_OK) != 0 || isAnothersInSharedFolder(target, status))
        fail(target.shown, MessageCode::writeProtected);
}

void requireFolder(const OutputTarget& target) {
    struct stat status {};
    if (::stat(target.folder.c_str(), &status) != 0) {
        if (errno == ENOENT)
            fail(target.shown, MessageCode::writeNoFolder);
        failToWrite(target.shown, errno);
    }
    if (!S_ISDIR(status.st_mode))
        fail(target.shown, MessageCode::writeIntoNoFolder, {shownPath(target.folder)});
    if (::access(target.folder.c_str(), W_OK | X_OK) != 0) {
        const bool readOnlySystem = errno == EROFS;
        fail(target.shown,
             readOnlySystem ? MessageCode::writeReadOnlySystem : MessageCode::writeFolderProtected);
    }
}

bool isTooLarge(const OutputTarget& target, std::uint64_t bytes) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
        bytes > limit.rlim_cur)
        return true;
    struct statfs system {};
    return bytes > kLargestOnFat && ::statfs(target.folder.c_str(), &system) == 0 &&
           system.f_type == MSDOS_SUPER_MAGIC;
}

} // namespace

OutputTarget outputTarget(fs::path path) {
    requireName(path);
    OutputTarget target;
    target.shown = std::move(path);
    target.file = withLinkResolved(target.shown);
    target.folder = target.file.has_parent_path() ? target.file.parent_path() : fs::path(".");
    requireFolder(target);
    requireReplaceable(target);
    return target;
}

void requireSpace(const OutputTarget& target, std::uint64_t bytes, std::uint64_t otherBytes) {
    if (isTooLarge(target, bytes))
        fail(target.shown, MessageCode::writeTooLarge);
    struct statvfs status {};
    // Some network file systems do not tell, or tell 0 of 0; then writing will show.
    if (::statvfs(target.folder.c_str(), &status) != 0 || status.f_blocks == 0)
        return;
    const auto free = static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
    const std::uint64_t needed = bytes + otherBytes;
    if (free < needed)
        fail(target.shown, MessageCode::writeNoSpace,
             {shownBytes(static_cast<double>(needed)), shownBytes(static_cast<double>(free))});
}

} // namespace tonegraft
