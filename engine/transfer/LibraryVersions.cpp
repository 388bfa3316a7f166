// SPDX-License-Identifier: GPL-3.0-or-later
#include "tonegraft/LibraryVersions.h"

#include "audio/Libraries.h"
#include "dsp/Libraries.h"
#include "linalg/Libraries.h"

namespace tonegraft {

std::vector<LibraryVersion> libraryVersions() {
    std::vector<LibraryVersion> all;
    for (const auto& room : {dspLibraries(), linalgLibraries(), audioLibraries()})
        all.insert(all.end(), room.begin(), room.end());
    return all;
}

} // namespace tonegraft
