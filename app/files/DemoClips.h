// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace tonegraft {

/// A tune and a sound to try the program with.
struct DemoClips {
    std::filesystem::path content;
    std::filesystem::path style;
};

/// Those that are installed with the program in `programFolder`, or stand in its source tree;
/// none: they were left out. Thread: any.
std::optional<DemoClips> demoClips(const std::filesystem::path& programFolder);

} // namespace tonegraft
