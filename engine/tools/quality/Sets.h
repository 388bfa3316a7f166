// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tonegraft::quality {

/// One set of make_sets.py or make_pairs.py: its files, and what the manifest says of it.
struct SetFiles {
    std::string name;
    std::string kind;  ///< "solo", "mix", ...; of folders without a manifest: "set"
    std::string font;  ///< "fluid", ...; "" where none took part
    std::string split; ///< "tuning", "confirming" or ""
    std::filesystem::path content;
    std::filesystem::path style;
    std::filesystem::path truth; ///< empty: the right answer is not known
};

/// The sets of FOLDER/manifest.json, or, without one, of the files NAME_content.*, NAME_style.*
/// and NAME_truth.* in it; by name. Throws std::runtime_error where there are none.
std::vector<SetFiles> setsIn(const std::filesystem::path& folder);

/// The one sound file in the folder that is called NAME.* or begins with NAME and an underscore,
/// and is neither content nor style nor truth; empty if there is none.
std::filesystem::path outputOf(const std::string& name, const std::filesystem::path& folder);

} // namespace tonegraft::quality
