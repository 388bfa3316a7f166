// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/OutputTarget.h"

#include "app/PathText.h"
#include "tonegraft/Error.h"

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace tonegraft {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestNameBytes = 255;

[[noreturn]] void refuse(const fs::path& target, const std::string& reason) {
    throw Error("Cannot write " + pathText(target) + ": " + reason);
}

} // namespace

void checkOutputTarget(const fs::path& target) {
    if (!target.has_filename())
        refuse(target, "it names no file. Give a file name.");
    if (target.filename().native().size() > kLongestNameBytes)
        refuse(target, "the file name is longer than 255 bytes. Choose a shorter one.");
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    std::error_code error;
    if (!fs::is_directory(folder, error))
        refuse(target, "there is no folder " + pathText(folder) + ". Create it first.");
    if (access(folder.c_str(), W_OK | X_OK) != 0)
        refuse(target, "the folder " + pathText(folder) +
                           " cannot be written to: " + std::strerror(errno) + ".");
    const fs::file_status status = fs::status(target, error);
    if (fs::is_directory(status))
        refuse(target, "it is a folder. Give a file name.");
    if (fs::exists(status) && !fs::is_regular_file(status))
        refuse(target, "it is not a regular file. Choose another name.");
}

bool sameFile(const fs::path& one, const fs::path& other) {
    std::error_code error;
    return fs::equivalent(one, other, error) && !error;
}

} // namespace tonegraft
