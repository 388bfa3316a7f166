// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/SessionFile.h"
#include "tonegraft/AudioClip.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

class QLockFile;

namespace tonegraft {

/// A folder that holds a session: session.tonegraft and, in takes/, the takes' sounds as WAV in
/// 32-bit float, each under a name of its own that is never written twice. The file is replaced in
/// one step after all sounds that it names are there, and sounds that it does not name any more are
/// removed after that: whenever the process ends, the folder holds the session before or the new
/// one. Nothing is written through links, nor outside the folder. Blocks. Thread: any, one at a
/// time.
class SessionFolder {
public:
    /// Of a session file, or of the folder that it is in.
    static std::filesystem::path folderOf(const std::filesystem::path& path);

    explicit SessionFolder(std::filesystem::path folder);
    ~SessionFolder();
    SessionFolder(const SessionFolder&) = delete;
    SessionFolder& operator=(const SessionFolder&) = delete;

    const std::filesystem::path& path() const { return m_folder; }
    std::filesystem::path file() const { return m_folder / kSessionFileName; }
    std::filesystem::path soundFile(const std::string& sound) const;
    /// Throws Error unless it is a file of this folder, and no link.
    void requireOwnSound(const std::string& sound) const;

    /// Makes the folder where it is missing, and keeps others from saving into it until the
    /// destructor. Throws Error if another window has it, or it cannot be.
    void lock();
    /// Throws Error.
    SessionFile read() const;

    using SoundWriter = std::function<void(const std::filesystem::path&, const AudioClip&)>;
    /// `sounds`: of session.takes, in their order. Throws Error; then the session before is there.
    void save(const SessionFile& session,
              const std::vector<std::shared_ptr<const AudioClip>>& sounds,
              const SoundWriter& write) const;
    /// Removes the session and, if nothing else is in it, the folder.
    void remove();

private:
    void requireOwnFolders() const;
    void removeUnnamed(const SessionFile& session) const;

    std::filesystem::path m_folder;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace tonegraft
