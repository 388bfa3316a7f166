// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compare/ComparedMedia.h"
#include "app/compare/Comparison.h"
#include "app/files/Report.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tonegraft {

/// A comparison for a program: every run with its settings, the flags that make it again, its
/// times, memory and measures.
Json comparisonJson(const Comparison& comparison);

/// A comparison as two tables in Markdown, methods with their own defaults and with equal time;
/// the best figure of each column is bold.
std::string comparisonTables(const Comparison& comparison);

/// The files of a comparison in its folder.
std::filesystem::path comparisonPage(const std::filesystem::path& folder);
std::filesystem::path comparisonJsonFile(const std::filesystem::path& folder);

/// Whether a comparison can be written into the folder, which need not exist, without writing over
/// one of the clips' files; asked before the runs. Throws Error.
void checkComparisonFolder(const std::filesystem::path& folder,
                           const std::vector<std::filesystem::path>& clips);

/// Makes the folder if need be, and writes page and JSON, each at once or not at all; the page
/// last, so that it is there only when all is. Replaces an earlier comparison. Throws Error: the
/// comparison is then kept in a folder for temporary files, as writeOrKeep() does.
void writeComparison(const std::filesystem::path& folder, const Comparison& comparison,
                     const std::string& page);

} // namespace tonegraft
