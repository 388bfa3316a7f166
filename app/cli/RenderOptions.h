// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"
#include "tonegraft/TransferSettings.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tonegraft {

/// What `tonegraft render` was asked for.
struct RenderOptions {
    std::filesystem::path content;
    std::filesystem::path style;
    std::filesystem::path output;
    std::filesystem::path report; ///< empty: none wanted
    std::filesystem::path losses; ///< likewise
    std::filesystem::path notes;  ///< likewise
    TransferSettings settings;
    ReadOptions contentRegion{ClipRole::content};
    ReadOptions styleRegion{ClipRole::style};
    bool whole = false;                      ///< the region's output in its place in the content
    SoundFileType type = SoundFileType::wav; ///< by the ending of the output's name
    SampleFormat format = SampleFormat::pcm24;
    bool quiet = false;
};

/// Nothing if help was asked for (and printed). Throws UsageError for anything that is wrong with
/// the arguments themselves; whether the files can be read and written is not looked at.
std::optional<RenderOptions> renderOptions(const std::vector<std::string>& arguments);

} // namespace tonegraft
