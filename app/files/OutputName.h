// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/TransferSettings.h"

#include <filesystem>
#include <string>

namespace tonegraft {

/// How outputs are named: as a musician would say it, or as the original script did.
enum class NamePattern { spoken, of2018 };

/// A take's name as that of a file, without ending: characters that no file name can hold, or that
/// some systems refuse, become "_", and of a long name the middle is left out. What numberedName()
/// adds still fits. Never empty, never hidden. Valid UTF-8. Thread: any.
std::string fileNameOf(const std::string& name);

/// The name of the `number`th file that would have the same, from 1 on: "flute in strings 3",
/// "flute in strings 3 (2)"; of 2018's pattern "..._2". Thread: any.
std::string numberedName(const std::string& name, NamePattern pattern, int number);

/// The file name offered for an output, after the pattern of the original 2018 script:
/// output1D_(filters)_iter(steps)_c(content)_s(style)_sw(style
/// weight)_k(kernel)s(stride)p(padding), without an ending, and so short that any fits; a method
/// without random filters begins with its own name, and what it has not is left out. The clips
/// enter with their base names without extension; characters that no file name can hold, or that
/// some systems refuse, become "_". Valid UTF-8. Thread: any.
std::string outputName(const TransferSettings& settings, const std::filesystem::path& content,
                       const std::filesystem::path& style);

} // namespace tonegraft
