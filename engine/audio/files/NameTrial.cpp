// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/files/NameTrial.h"

#include "audio/files/FileMessage.h"
#include "audio/files/TemporaryName.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tonegraft {

namespace fs = std::filesystem;

namespace {
constexpr int kMostTries = 100;
} // namespace

NameTrial::NameTrial(const fs::path& folder, const fs::path& shown) {
    for (int attempt = 0; attempt < kMostTries; ++attempt) {
        const fs::path place = folder / temporaryName();
        if (::mkdir(place.c_str(), 0700) != 0) {
            if (errno == ENOSPC || errno == EDQUOT)
                failToWrite(shown, errno);
            return;
        }
        m_descriptor = ::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (m_descriptor >= 0 && hold(m_descriptor)) {
            m_place = place;
            return;
        }
        ::rmdir(place.c_str());
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }
}

NameTrial::~NameTrial() {
    std::error_code error;
    if (!m_place.empty())
        fs::remove_all(m_place, error);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void NameTrial::make(const fs::path& target, const fs::path& shown) {
    if (m_place.empty())
        return;
    const fs::path name = m_place / target.filename();
    struct stat before {};
    if (::lstat(name.c_str(), &before) == 0)
        for (const auto& [made, shownMade] : m_made) {
            std::error_code error;
            if (fs::equivalent(made, name, error))
                fail(shown, MessageCode::writeSameFile, {shownPath(shownMade)});
        }
    // First by another name: some systems refuse a name only in rename().
    const fs::path other = m_place / temporaryName();
    const int file = ::open(other.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        failToWrite(shown, errno);
    ::close(file);
    if (::rename(other.c_str(), name.c_str()) != 0)
        failToWrite(shown, errno);
    m_made.emplace(name, shown);
}

} // namespace tonegraft
