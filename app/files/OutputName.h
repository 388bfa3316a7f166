// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tonegraft/TransferSettings.h"

#include <filesystem>
#include <string>

namespace tonegraft {

/// The file name offered for an output, after the pattern of the original 2018 script:
/// output1D_(filters)_iter(steps)_c(content)_s(style)_sw(style
/// weight)_k(kernel)s(stride)p(padding), without an ending, and so short that any fits; a method
/// without random filters begins with its own name, and what it has not is left out. The clips
/// enter with their base names without extension; characters that no file name can hold, or that
/// some systems refuse, become "_". Valid UTF-8. Thread: any.
std::string outputName(const TransferSettings& settings, const std::filesystem::path& content,
                       const std::filesystem::path& style);

} // namespace tonegraft
