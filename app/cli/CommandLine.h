// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace tonegraft {

/// What the arguments ask for when it is the window: its clips, either may be empty.
struct WindowRequest {
    std::filesystem::path content;
    std::filesystem::path style;
};

/// Does what the arguments (without the program's name) ask for and returns the exit status: 0
/// done, 1 failure, 2 usage, 130 interrupted. If they ask for the window, returns its clips and
/// has done nothing yet. No graphical program is started, no sound server is needed. Blocks.
std::variant<int, WindowRequest> runCommandLine(const std::vector<std::string>& arguments);

} // namespace tonegraft
