// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/TransferSettings.h"

#include <string>

namespace tonegraft {

/// Settings under a name that says what is heard. Thread: any (a value).
struct Preset {
    std::string name; ///< UTF-8, not empty
    std::string hears;
    TransferSettings settings;
};

/// As a file: JSON with the method and every parameter that means something to it. Neither threads
/// nor weights of a network, whose path is this machine's own.
std::string presetText(const Preset& preset);

/// Throws Error: no JSON, none of ours, a method or a value that this version does not know.
/// `source`: for messages.
Preset presetOf(const std::string& text, const std::string& source);

} // namespace tonegraft
