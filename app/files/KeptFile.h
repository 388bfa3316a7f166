// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>

namespace tonegraft {

/// Calls `write` with the target. Where that fails, what took hours is not lost: it is called
/// with a new file in a folder for temporary files, and the Error that is thrown gives the first
/// failure and the path where the file is kept. Blocks. Thread: any.
void writeOrKeep(const std::filesystem::path& target,
                 const std::function<void(const std::filesystem::path&)>& write);

} // namespace tonegraft
