// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace tonegraft {

struct LibraryVersion {
    std::string name;
    std::string version; ///< as the library itself tells at run time
};

/// The libraries that the engine runs on. Thread: any.
std::vector<LibraryVersion> libraryVersions();

} // namespace tonegraft
