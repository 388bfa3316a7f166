// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/quality/Judgment.h"

#include <filesystem>
#include <vector>

namespace tonegraft::quality {

/// Writes FOLDER/index.html with players and pictures of all sets side by side: content, style,
/// truth, and each run's output as judged() kept it in FOLDER/outputs. Clips are copied to
/// FOLDER/clips, pictures written to FOLDER/pictures. Throws std::runtime_error, Error.
void writePage(const std::filesystem::path& folder, const std::vector<Judgment>& judgments);

/// Text as it may stand in HTML.
std::string escaped(const std::string& text);

} // namespace tonegraft::quality
