// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/SessionFolder.h"
#include "app/system/EngineFunctions.h"
#include "app/takes/Making.h"
#include "app/takes/Take.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tonegraft {

/// All that a session keeps, as the window has it. It never changes, so another thread can write
/// it. Thread: any (a value).
struct SessionState {
    Making shown;
    std::vector<TakePointer> takes; ///< the newest first
    TakeId output = 0;
};

/// Remembers the hashes of files that have not changed since, and of takes' sounds. Thread: one at
/// a time.
class FileHashes {
public:
    /// SHA-256 in hexadecimal; empty for what cannot be read. Blocks.
    std::string of(const std::filesystem::path& file);
    /// The same; of a file that is gone, what it was.
    std::string latest(const std::filesystem::path& file);
    /// What a session says of a file that is not where it was, whatever may be there now.
    void setMissing(const std::filesystem::path& file, const std::string& hash);
    std::string ofMissing(const std::filesystem::path& file) const;
    /// takeSoundName() of the output.
    std::string soundName(const std::shared_ptr<const TransferResult>& result);

private:
    using Results = std::map<std::weak_ptr<const TransferResult>, std::string, std::owner_less<>>;

    std::map<std::string, std::string> m_hashes; ///< by path, size and time
    std::map<std::filesystem::path, std::string> m_latest;
    std::map<std::filesystem::path, std::string> m_missing;
    Results m_sounds;
};

/// Writes a state into a folder that is locked. Throws Error. Blocks.
void saveState(const SessionFolder& folder, const SessionState& state, FileHashes& hashes,
               const EngineFunctions& engine);

/// What of a session has been read. The clips are shared by all takes that were made of them.
struct OpenedSession {
    SessionState state;
    QStringList problems; ///< clips and sounds that are missing, for the user
    bool isWhole = true;  ///< no take was left out
};

/// Reads all of it: clips, and takes with their pictures. A clip that is not where it was is looked
/// for beside the session and beside the others; a take without its sound is left out. Throws
/// Error for what is no session. Blocks.
OpenedSession openState(const SessionFolder& folder, FileHashes& hashes,
                        const EngineFunctions& engine);

} // namespace tonegraft
