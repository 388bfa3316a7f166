// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace tonegraft {

/// A path for a message, in quotes, as shownText() shows it. Thread: any.
std::string pathText(const std::filesystem::path& path);

} // namespace tonegraft
