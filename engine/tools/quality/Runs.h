// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioClip.h"
#include "tonegraft/TransferSettings.h"
#include "tools/quality/Sets.h"

#include <functional>
#include <string>

namespace tonegraft::quality {

/// One way from content and style to an output.
struct Run {
    std::string label;
    /// Throws what the engine throws, or std::runtime_error (no such file).
    std::function<AudioClip(const SetFiles&, const AudioClip& content, const AudioClip& style)>
        make;
    /// Whether the rules for a finished transfer hold it: loudness, true peak.
    bool isTransfer = true;
};

/// "METHOD [SETTING=VALUE ...]" by the names of the command line, run in this process; or
/// "content" (as it is), "equalizer", "truth"; or "LABEL=FOLDER": the sound files in it.
/// threads: of each transfer. Throws Error or std::invalid_argument.
Run runFrom(const std::string& description, int threads);

} // namespace tonegraft::quality
