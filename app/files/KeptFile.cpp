// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/KeptFile.h"

#include "app/files/PathText.h"
#include "tonegraft/Error.h"

#include <QCoreApplication>

#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

/// Where there may be room, the best first.
std::vector<fs::path> temporaryFolders() {
    std::vector<fs::path> folders;
    std::error_code error;
    if (const fs::path folder = fs::temp_directory_path(error); !error)
        folders.push_back(folder);
    folders.emplace_back("/var/tmp");
    for (const char* name : {"XDG_CACHE_HOME", "HOME"})
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing changes the environment
        if (const char* folder = std::getenv(name); folder != nullptr && *folder == '/')
            folders.emplace_back(folder);
    return folders;
}

/// Of the user alone; empty if there cannot be one.
fs::path newFolderIn(const fs::path& parent) {
    std::string pattern = (parent / "tonegraft-XXXXXX").string();
    return ::mkdtemp(pattern.data()) != nullptr ? fs::path(pattern) : fs::path();
}

/// Empty: it could not be written there either.
fs::path keptIn(const fs::path& parent, const fs::path& name,
                const std::function<void(const fs::path&)>& write) {
    const fs::path folder = newFolderIn(parent);
    if (folder.empty())
        return {};
    // The name may be what was refused.
    for (const fs::path& tried : {name, fs::path("output").replace_extension(name.extension())}) {
        try {
            write(folder / tried);
            return folder / tried;
        } catch (const Error&) {
            continue;
        }
    }
    std::error_code error;
    fs::remove(folder, error);
    return {};
}

std::string withKept(const std::string& failure, const fs::path& kept) {
    const QString text =
        kept.empty() ? QCoreApplication::translate(
                           "KeptFile", "%1 It could not be kept in a temporary file either.")
                     : QCoreApplication::translate("KeptFile", "%1 It is kept in %2.");
    return text.arg(QString::fromStdString(failure), QString::fromStdString(pathText(kept)))
        .toStdString();
}

} // namespace

void writeOrKeep(const fs::path& target, const std::function<void(const fs::path&)>& write) {
    try {
        write(target);
        return;
    } catch (const Error& error) {
        fs::path kept;
        for (const fs::path& folder : temporaryFolders())
            if (kept = keptIn(folder, target.filename(), write); !kept.empty())
                break;
        throw Error(withKept(error.what(), kept));
    }
}

} // namespace tonegraft
