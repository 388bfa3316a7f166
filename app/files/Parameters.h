// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/ClipRegion.h"
#include "tonegraft/TransferSettings.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tonegraft {

/// The settings of a transfer by the names that the command line and the methods give them.
/// Thread: any.

/// The value of a parameter as text: "inf", "3", "relu", "0.9". Throws Error for an unknown id.
std::string parameterText(const TransferSettings& settings, const std::string& id);

/// Sets a parameter from text. Throws Error naming the flag, the value and the range, or the
/// method if the parameter means nothing to it.
void setParameter(TransferSettings& settings, const std::string& id, const std::string& text);

using ParameterTexts = std::vector<std::pair<std::string, std::string>>; ///< ids and values

/// All parameters that mean something to the settings' method, in the method's order.
ParameterTexts parameterTexts(const TransferSettings& settings);

/// What becomes of a text that is no value of its parameter, or of a parameter that the method
/// does not know: an Error, or it is passed over.
enum class Unfit { refused, passedOver };

/// The one way from a file's words to settings: the method's defaults, then these, in their order.
/// Throws Error for an unknown method, and as `unfit` says.
TransferSettings settingsFrom(const std::string& method, const ParameterTexts& texts, Unfit unfit);

/// What of which clips a run was made of, and whether its output stands in the whole content.
struct UsedClips {
    ClipRegion contentRegion;
    ClipRegion styleRegion;
    bool whole = false;
    std::filesystem::path content{}; ///< empty: not named
    std::filesystem::path style{};   ///< likewise
};

/// What goes into the comment of an exported file: program, version and every parameter, written
/// as the flags that give the same result again, then the clips' names without their folders. The
/// same text from window and command line.
std::string runDescription(const TransferSettings& settings, const UsedClips& clips = {});

/// The version of the program, e.g. "0.1.0".
const char* programVersion();

} // namespace tonegraft
