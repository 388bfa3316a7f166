// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/files/InputFile.h"

#include "audio/files/FileMessage.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tonegraft {

namespace {

void requireRegular(const std::filesystem::path& path, const struct stat& status) {
    if (!S_ISREG(status.st_mode))
        fail(path, MessageCode::readNoRegularFile, {kindOfFile(status.st_mode)});
}

int openedRegular(const std::filesystem::path& path, struct stat& status) {
    if (path.empty())
        fail(path, MessageCode::readNameEmpty);
    if (path.native().find('\0') != std::string::npos)
        fail(path, MessageCode::readNameZeroByte);
    // Looked at before it is opened: opening some devices has effects of its own.
    if (::stat(path.c_str(), &status) != 0)
        failToRead(path, errno);
    requireRegular(path, status);
    // O_NONBLOCK: what became a FIFO in between must not hang.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0)
        failToRead(path, errno);
    return descriptor;
}

} // namespace

std::string kindOfFile(unsigned mode) {
    if (S_ISDIR(mode))
        return "a folder";
    if (S_ISFIFO(mode))
        return "a FIFO (a pipe), not a file";
    if (S_ISCHR(mode) || S_ISBLK(mode))
        return "a device, not a file";
    if (S_ISSOCK(mode))
        return "a socket, not a file";
    return "not a regular file";
}

InputFile::InputFile(std::filesystem::path path) : m_path(std::move(path)) {
    struct stat status {};
    m_descriptor = openedRegular(m_path, status);
    const bool known = ::fstat(m_descriptor, &status) == 0;
    const int error = errno;
    if (!known || !S_ISREG(status.st_mode)) {
        ::close(m_descriptor);
        if (!known)
            failToRead(m_path, error);
        requireRegular(m_path, status);
    }
    m_size = static_cast<std::uint64_t>(status.st_size);
}

InputFile::~InputFile() {
    ::close(m_descriptor);
}

std::size_t InputFile::readAt(std::uint64_t offset, void* bytes, std::size_t count) const {
    auto* target = static_cast<char*>(bytes);
    std::size_t done = 0;
    while (done < count && offset + done < m_size) {
        const ssize_t got =
            ::pread(m_descriptor, target + done, count - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            failToRead(m_path, errno);
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

bool InputFile::allZero(std::uint64_t begin, std::uint64_t end) const {
    constexpr std::uint64_t kBlock = 65536;
    std::vector<char> block(static_cast<std::size_t>(std::min(kBlock, end - std::min(begin, end))));
    while (begin < end) {
        const std::uint64_t wanted = std::min<std::uint64_t>(block.size(), end - begin);
        const std::size_t got = readAt(begin, block.data(), static_cast<std::size_t>(wanted));
        if (std::any_of(block.data(), block.data() + got, [](char byte) { return byte != 0; }))
            return false;
        if (got == 0)
            break;
        begin += got;
    }
    return true;
}

void InputFile::fail(MessageCode code, std::vector<std::string> arguments) const {
    tonegraft::fail(m_path, code, std::move(arguments));
}

} // namespace tonegraft
