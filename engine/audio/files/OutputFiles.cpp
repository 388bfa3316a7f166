// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/OutputFiles.h"

#include "audio/files/FileMessage.h"
#include "audio/files/NameTrial.h"
#include "audio/files/OutputTarget.h"
#include "audio/files/TemporaryName.h"

#include <cerrno>
#include <map>
#include <system_error>

#include <sys/stat.h>

namespace tonegraft {

namespace {

namespace fs = std::filesystem;

/// What all that is written there shares.
struct Place {
    std::vector<OutputTarget> targets;
    std::vector<std::uint64_t> bytes;
};

fs::path canonicalFolder(const fs::path& path) {
    std::error_code error;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    const fs::path canonical = fs::weakly_canonical(folder, error);
    return error ? fs::absolute(folder, error) : canonical;
}

void requireDifferentNames(const std::vector<PlannedFile>& files) {
    for (std::size_t i = 0; i < files.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (sameTarget(files[i].path, files[j].path))
                fail(files[i].path, MessageCode::writeSameFile, {shownPath(files[j].path)});
}

void requirePossibleNames(const fs::path& folder, const Place& place) {
    removeLeftovers(folder);
    NameTrial trial(folder, place.targets.front().shown);
    for (const OutputTarget& target : place.targets)
        trial.make(target.file, target.shown);
}

/// The last to be written is the one for which there is no room.
void requireRoom(const Place& disk) {
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < disk.targets.size(); ++i) {
        requireSpace(disk.targets[i], disk.bytes[i], before);
        before += disk.bytes[i];
    }
}

} // namespace

bool sameTarget(const fs::path& one, const fs::path& other) {
    if (one.empty() || other.empty())
        return false;
    std::error_code error;
    if (fs::equivalent(one, other, error) && !error)
        return true;
    return one.filename() == other.filename() && canonicalFolder(one) == canonicalFolder(other);
}

void checkOutputs(const std::vector<PlannedFile>& files) {
    std::map<fs::path, Place> folders;
    std::map<dev_t, Place> disks;
    for (const PlannedFile& file : files) {
        const OutputTarget target = outputTarget(file.path);
        struct stat status {};
        if (::stat(target.folder.c_str(), &status) != 0)
            failToWrite(target.shown, ENOENT);
        folders[canonicalFolder(target.file)].targets.push_back(target);
        Place& disk = disks[status.st_dev];
        disk.targets.push_back(target);
        disk.bytes.push_back(file.bytes);
    }
    requireDifferentNames(files);
    for (const auto& [folder, place] : folders)
        requirePossibleNames(folder, place);
    for (const auto& [device, disk] : disks)
        requireRoom(disk);
}

} // namespace tonegraft
