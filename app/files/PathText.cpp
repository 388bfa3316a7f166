// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/PathText.h"

#include "tonegraft/ShownText.h"

namespace tonegraft {

std::string pathText(const std::filesystem::path& path) {
    return "'" + shownText(path.native()) + "'";
}

} // namespace tonegraft
