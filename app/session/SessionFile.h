// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/ClipRegion.h"
#include "tonegraft/Measures.h"
#include "tonegraft/Transfer.h"

#include <optional>
#include <string>
#include <vector>

namespace tonegraft {

// The file session.tonegraft as values; resources/session.schema.json describes it for others.

/// A clip of a session: where it was when the session was saved.
struct SessionClip {
    std::string name;   ///< of the file, as shown
    std::string path;   ///< from the session's folder, or absolute; bytes
    std::string sha256; ///< of the file, in hexadecimal
};

/// What a run was made of. The clips are indices into SessionFile::clips, -1 for none.
struct SessionMaking {
    TransferSettings settings;
    int content = -1;
    int style = -1;
    ClipRegion contentRegion;
    ClipRegion styleRegion;
};

struct SessionTake {
    std::string name;
    std::string note;
    bool starred = false;
    SessionMaking making;
    /// The output of the region, in the session's folder "takes".
    std::string sound;
    TransferResult result; ///< without output and settings; warnings in words
    std::optional<Measures> measures;
};

struct SessionFile {
    std::vector<SessionClip> clips;
    SessionMaking shown; ///< what the controls say
    int output = -1;     ///< the take that is shown as the output
    std::vector<SessionTake> takes;
};

inline constexpr int kSessionVersion = 1;
inline constexpr const char* kSessionFileName = "session.tonegraft";
inline constexpr const char* kSessionTakesFolder = "takes";

/// The name under which a take's sound is kept: of its samples alone. Thread: any.
std::string takeSoundName(const AudioClip& sound);
/// One that takeSoundName() gives. Thread: any.
bool isTakeSoundName(const std::string& name);

/// Thread: any.
std::string sessionText(const SessionFile& session);

/// Throws Error for what is no session, of another version, too large, too deep, or has a value
/// that no session has; `name` is the file's, for the message. What can be used afterwards needs no
/// further check: indices are in range, names of sounds lead nowhere but into the folder.
/// Thread: any.
SessionFile parsedSession(const std::string& text, const std::string& name);

} // namespace tonegraft
