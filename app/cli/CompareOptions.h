// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/AudioFile.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tonegraft {

/// The command line of `tonegraft compare`.
struct CompareOptions {
    std::filesystem::path content;
    std::filesystem::path style;
    std::filesystem::path folder;
    ReadOptions contentRegion{ClipRole::content};
    ReadOptions styleRegion{ClipRole::style};
    std::vector<std::string> methods; ///< as given, or all there are
    double equalSeconds = 15.0;       ///< 0: own defaults only
    std::uint64_t seed = 1;
    int threads = 0;
    bool quiet = false;
};

/// None if help was asked for, which is then printed. Throws UsageError. Thread: any.
std::optional<CompareOptions> compareOptions(const std::vector<std::string>& arguments);

} // namespace tonegraft
