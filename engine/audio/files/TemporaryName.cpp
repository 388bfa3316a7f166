// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/files/TemporaryName.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <random>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = ".tonegraft-";
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz012345"; // 32: five bits each
constexpr std::size_t kHostLetters = 4;
constexpr std::size_t kRandomLetters = 12;
constexpr std::time_t kDaySeconds = 24L * 60 * 60;

std::string lettersOf(std::uint64_t bits, std::size_t count) {
    std::string text;
    for (; text.size() < count; bits >>= 5U)
        text += kLetters[bits & 31U];
    return text;
}

std::string hostLetters() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1); // none: all zeros, the same at each call
    std::uint64_t hash = 0xcbf29ce484222325U;    // FNV-1a
    for (const char c : std::string_view(name.data()))
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return lettersOf(hash >> 20U, kHostLetters);
}

/// What is behind the prefix; empty: no name of ours.
std::string_view markOf(std::string_view name) {
    if (name.substr(0, kPrefix.size()) != kPrefix)
        return {};
    const std::string_view mark = name.substr(kPrefix.size());
    // 0.1.0 named no host.
    const bool ours =
        (mark.size() == kRandomLetters || mark.size() == kHostLetters + kRandomLetters) &&
        mark.find_first_not_of(kLetters) == std::string_view::npos;
    return ours ? mark : std::string_view();
}

bool isOfAnotherHost(std::string_view mark) {
    return mark.size() > kRandomLetters && mark.substr(0, kHostLetters) != hostLetters();
}

bool mayBeLeft(const fs::path& path, std::string_view mark) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0 || status.st_uid != ::geteuid())
        return false;
    if (isOfAnotherHost(mark) && std::time(nullptr) - status.st_mtime < kDaySeconds)
        return false;
    return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode);
}

/// Its lock is held until it is gone, so that whoever is just making it sees that.
void removeUnlessLocked(const fs::path& path) {
    constexpr int kFlags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    int descriptor = ::open(path.c_str(), O_RDWR | kFlags); // NFS locks only what is writable
    if (descriptor < 0)
        descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | kFlags);
    if (descriptor < 0)
        return;
    std::error_code error;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        fs::remove_all(path, error);
    ::close(descriptor);
}

} // namespace

std::string temporaryName() {
    std::random_device random;
    const std::uint64_t bits = (static_cast<std::uint64_t>(random()) << 32U) | random();
    return std::string(kPrefix) + hostLetters() + lettersOf(bits, kRandomLetters);
}

bool hold(int descriptor) {
    struct stat status {};
    const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    return locked && ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

void removeLeftovers(const fs::path& folder) {
    std::error_code error; // what cannot be listed or removed stays
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const std::string_view mark = markOf(name);
        if (!mark.empty() && mayBeLeft(entry->path(), mark))
            removeUnlessLocked(entry->path());
    }
}

} // namespace tonegraft
