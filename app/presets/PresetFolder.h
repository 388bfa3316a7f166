// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/presets/Preset.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tonegraft {

/// The user's own presets, a file each in one folder. Thread: any, one at a time.
class PresetFolder {
public:
    explicit PresetFolder(std::filesystem::path folder);

    struct Content {
        std::vector<Preset> presets;       ///< by name
        std::vector<std::string> messages; ///< why others could not be read
    };
    /// A missing folder has none.
    Content read() const;
    /// Replaces the one of this name. Throws Error.
    void save(const Preset& preset) const;
    /// Nothing happens if there is none of this name. Throws Error if it cannot be removed.
    void remove(const std::string& name) const;

private:
    std::filesystem::path fileOf(const std::string& name) const;

    std::filesystem::path m_folder;
};

/// Reads a preset from a file that somebody gave. Throws Error.
Preset readPreset(const std::filesystem::path& file);

} // namespace tonegraft
