// SPDX-License-Identifier: GPL-3.0-or-later
#include "linalg/Libraries.h"

#include <dnnl.h>

namespace tonegraft {

std::vector<LibraryVersion> linalgLibraries() {
    const dnnl_version_t* version = dnnl_version();
    return {{"oneDNN", std::to_string(version->major) + "." + std::to_string(version->minor) + "." +
                           std::to_string(version->patch)}};
}

} // namespace tonegraft
