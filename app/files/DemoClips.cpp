// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/DemoClips.h"

#include <system_error>

namespace tonegraft {

std::optional<DemoClips> demoClips(const std::filesystem::path& programFolder) {
    // Installed; built in build/<preset>/bin; in build/<preset>/tests/<room>.
    for (const char* place :
         {"../share/tonegraft/demo", "../../../resources/demo", "../../../../resources/demo"}) {
        const std::filesystem::path folder = (programFolder / place).lexically_normal();
        const DemoClips clips{folder / "tune-piano.flac", folder / "style-brass.flac"};
        std::error_code error;
        if (std::filesystem::is_regular_file(clips.content, error) &&
            std::filesystem::is_regular_file(clips.style, error))
            return clips;
    }
    return std::nullopt;
}

} // namespace tonegraft
